"""What the selectors of a stylesheet ask of a page: of an element and those around it only, or of others beside it too.

Of an element's attributes, a page's answer rests only on those that some selector names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cssselect2 import parser  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Shape = tuple[str, str, frozenset[str], tuple[tuple[str, str], ...]]
    """An element as far as selectors ask: name, id, classes, attributes."""

_SPLIT = re.compile(r"[^ \t\r\n\f]+")
_LISTS = (parser.NegationSelector, parser.MatchesAnySelector, parser.SpecificityAdjustmentSelector)
_UPWARDS = (parser.LocalNameSelector, parser.NamespaceSelector, parser.IDSelector, parser.ClassSelector)
_AUDIENCE = "data-audience"
_PSEUDO = frozenset({"root", "hover", "focus", "focus-visible", "focus-within", "active", "visited", "target"})
"""Pseudo-classes that ask for no other element; all but the first are never true of a page at rest."""


def classes(attributes: Mapping[str, str]) -> list[str]:
    """Return the classes of an element."""
    return _SPLIT.findall(attributes.get("class", ""))


def asks_upwards(tree: Any) -> bool:
    """Return whether a parsed selector asks for nothing but its element and the elements around that."""
    if isinstance(tree, parser.CombinedSelector):
        return tree.combinator in (" ", ">") and asks_upwards(tree.left) and asks_upwards(tree.right)
    if isinstance(tree, parser.CompoundSelector):
        return all(map(asks_upwards, tree.simple_selectors))
    if isinstance(tree, _LISTS):
        return all(asks_upwards(selector.parsed_tree) for selector in tree.selector_list)
    if isinstance(tree, parser.PseudoClassSelector):
        return tree.name in _PSEUDO
    return isinstance(tree, (*_UPWARDS, parser.AttributeSelector))


def needed(tree: Any) -> Iterator[str]:
    """Yield the names of elements, and with a point of classes, without which a selector matches nothing."""
    if isinstance(tree, parser.CombinedSelector):
        yield from needed(tree.left)
        yield from needed(tree.right)
    elif isinstance(tree, parser.CompoundSelector):
        for simple in tree.simple_selectors:
            if isinstance(simple, parser.ClassSelector):
                yield f".{simple.class_name}"
            elif isinstance(simple, parser.LocalNameSelector):
                yield simple.lower_local_name


def asks_root(tree: Any) -> bool:
    """Return whether a parsed selector may ask for what scripts change on the root: its class `js`, its audience.

    That the root has a class at all changes nowhere.
    """
    asked = Asked()
    asked.add(tree)
    values = asked.classes & {"js", "no-js"} or asked.attributes & {"class", _AUDIENCE}
    return bool(values) or _AUDIENCE in asked.present or asked.anything


@dataclass(slots=True)
class Asked:
    """The ids, classes and attributes that selectors name; `present` are the attributes whose value does not matter.

    `anything` is true where more may be asked, by a selector within a pseudo-class.
    """

    ids: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)
    anything: bool = False

    def add(self, tree: Any) -> None:
        """Add what a parsed selector names."""
        if isinstance(tree, parser.CombinedSelector):
            self.add(tree.left)
            self.add(tree.right)
        elif isinstance(tree, parser.CompoundSelector):
            for simple in tree.simple_selectors:
                self.add(simple)
        elif isinstance(tree, (*_LISTS, parser.RelationalSelector)):
            for listed in tree.selector_list:
                self.add(getattr(listed, "selector", listed).parsed_tree)
        else:
            self._simple(tree)

    def _simple(self, tree: Any) -> None:
        if isinstance(tree, parser.IDSelector):
            self.ids.add(tree.ident)
        elif isinstance(tree, parser.ClassSelector):
            self.classes.add(tree.class_name)
        elif isinstance(tree, parser.AttributeSelector):
            (self.attributes if tree.operator else self.present).update((tree.name, tree.lower_name))
        elif isinstance(tree, parser.FunctionalPseudoClassSelector):
            self.anything = True

    def update(self, other: Asked) -> None:
        """Add what others name."""
        self.ids |= other.ids
        self.classes |= other.classes
        self.attributes |= other.attributes | other.present

    def shape(self, tag: str, attributes: Mapping[str, str]) -> Shape:
        """Return an element as far as these selectors ask: they cannot tell it from another of the same shape."""
        name = attributes.get("id", "")
        named = self.classes.intersection(classes(attributes))
        rest = tuple([item for item in attributes.items() if item[0] in self.attributes])
        return tag, name if name in self.ids else "", frozenset(named), rest
