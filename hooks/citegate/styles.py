"""Stylesheets as far as they can hide text: which declarations of which rules apply to an element, and which one wins.

Implements the cascade of CSS 2.2 (importance, specificity, order) over the properties that can hide text; parsing is
tinycss2's and matching is cssselect2's. `@supports` is taken for supported and `@layer` for the order of the text.
Where it is not known whether a media query applies, a declaration that hides does and one that shows does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import cssselect2  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]
from cssselect2 import compiler, parser

from citegate.hiding import PROPERTIES, hides, tells, valid
from citegate.media import Medium, applies, breakpoints
from citegate.selectors import Asked, asks_root, asks_upwards, needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_TRANSPARENT = frozenset({"supports", "layer", "container", "scope", "starting-style"})
_INLINE = (1 << 20, 0, 0)
"""Specificity of a `style` attribute: above every selector."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration: property, value in lower case, whether `!important`, and the media queries around its rule."""

    name: str
    value: str
    important: bool
    media: tuple[str, ...] = ()


class Beside(NamedTuple):
    """A selector that asks for more than an element and those around it; `needed` must be on a page that it matches.

    `subject` is the class of its element, with a point, or its name, or nothing where it may be any. `moving` is true
    where it may ask for what scripts change on the root of a page: its class `js`, its audience.
    """

    compiled: Any
    subject: str
    order: int
    needed: frozenset[str]
    moving: bool
    declarations: tuple[Declaration, ...]


@dataclass(slots=True)
class Sheet:
    """A parsed stylesheet: rules that can hide, by selector; `unread` are the stylesheets that it imports.

    `upwards` are the selectors that ask for an element and those around it only, `asked` is what they name; all others
    are `beside`.
    """

    upwards: Any = field(default_factory=cssselect2.Matcher)
    asked: Asked = field(default_factory=Asked)
    beside: list[Beside] = field(default_factory=list)
    telling: set[str] = field(default_factory=set)
    """The properties that some declaration gives a value which can have a part in hiding text."""
    unread: list[str] = field(default_factory=list)
    _number: int = 0

    def add(self, tree: Any, compiled: Any, declarations: tuple[Declaration, ...]) -> None:
        """Add a selector, parsed and compiled, with what is declared for it."""
        self.telling.update(d.name for d in declarations if tells(d.name, d.value))
        if asks_upwards(tree):
            self.upwards.order = self._number  # one order for all, that of the text
            self.upwards.add_selector(compiled, declarations)
            self.asked.add(tree)
        elif not compiled.never_matches:
            subject = f".{compiled.class_name}" if compiled.class_name else compiled.lower_local_name or ""
            known = frozenset(needed(tree)), asks_root(tree)
            self.beside.append(Beside(compiled, subject, self._number + 1, *known, declarations))
        self._number += 1


@dataclass(frozen=True, slots=True)
class Matched:
    """A declaration that applies to an element where its media queries do, with its weight in the cascade."""

    weight: tuple[bool, tuple[int, ...], int, tuple[int, int]]
    declaration: Declaration


@lru_cache(maxsize=64)
def parse(text: str) -> Sheet:
    """Return the rules of a stylesheet; what is not CSS is passed over, as browsers do."""
    sheet = Sheet()
    _read(rules(text), (), sheet)
    return sheet


@lru_cache(maxsize=1)
def rules(text: str) -> Sequence[Any]:
    """Return the nodes of a stylesheet, which nobody may change: who asks for them asks for the same again."""
    nodes: Sequence[Any] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return nodes


def _read(nodes: Iterable[Any], media: tuple[str, ...], sheet: Sheet) -> None:
    for node in nodes:
        if node.type == "qualified-rule":
            _rule(tinycss2.serialize(node.prelude).strip(), node.content, media, sheet)
        elif node.type == "at-rule":
            name, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip()
            if name == "import":
                sheet.unread.append(prelude)
            elif node.content and (name == "media" or name in _TRANSPARENT):
                inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                _read(inside, (*media, prelude.lower()) if name == "media" else media, sheet)


def _rule(selector: str, content: Sequence[Any], media: tuple[str, ...], sheet: Sheet) -> None:
    """Add the declarations of a rule, and the rules nested in it with `&` or the space in its place resolved."""
    if not any(_may_hide(node) for node in content):
        return
    found: list[Declaration] = []
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and node.lower_name in PROPERTIES:
            found += _declaration(node, media)
        elif node.type == "qualified-rule":
            nested, outer = tinycss2.serialize(node.prelude).strip(), f":is({selector})"
            _rule(nested.replace("&", outer) if "&" in nested else f"{outer} {nested}", node.content, media, sheet)
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and node.content:
            _rule(selector, node.content, (*media, tinycss2.serialize(node.prelude).strip().lower()), sheet)
    if not found:
        return
    try:
        parsed = [*parser.parse(selector)]
        selectors = [*map(compiler.CompiledSelector, parsed)]
    except cssselect2.SelectorError:
        return
    for one, compiled in zip(parsed, selectors, strict=True):
        if compiled.pseudo_element is None:
            sheet.add(one.parsed_tree, compiled, tuple(found))


def _may_hide(node: Any) -> bool:
    """Return whether a part of a rule can belong to a property that can hide text, or is more than declarations."""
    return node.type in ("{} block", "at-keyword") or (node.type == "ident" and node.lower_value in PROPERTIES)


def _declaration(node: Any, media: tuple[str, ...]) -> Iterator[Declaration]:
    """Yield the declaration, unless browsers drop it for a value that makes no sense."""
    value = " ".join(tinycss2.serialize(node.value).lower().split())
    if valid(node.lower_name, value):
        yield Declaration(node.lower_name, value, node.important, media)


def inline(style: str) -> Iterator[Matched]:
    """Yield the declarations of a `style` attribute."""
    if not style:
        return
    for number, node in enumerate(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)):
        if node.type == "declaration" and node.lower_name in PROPERTIES:
            for declaration in _declaration(node, ()):
                yield Matched((declaration.important, _INLINE, 0, (number, 0)), declaration)


def upwards(element: Any, sheets: Sequence[Sheet]) -> Iterator[Matched]:
    """Yield what stylesheets, in their order, declare for an element (cssselect2's) by it and those around it."""
    for number, sheet in enumerate(sheets):
        for specificity, order, _, declarations in sheet.upwards.match(element):
            yield from weighed(declarations, specificity, number, order)


def weighed(
    declarations: Iterable[Declaration], specificity: tuple[int, ...], number: int, order: int
) -> Iterator[Matched]:
    """Yield the declarations of a selector that matches, given its place in a stylesheet and the number of that."""
    for place, declaration in enumerate(declarations):
        yield Matched((declaration.important, specificity, number, (order, place)), declaration)


def computed(found: Iterable[Matched], medium: Medium) -> Mapping[str, str]:
    """Return the winning value of each property in a medium."""
    winners: dict[str, Matched] = {}
    for match in found:
        declaration = match.declaration
        answer = applies(declaration.media, medium)
        if answer is None:
            answer = hides({declaration.name: declaration.value})
        best = winners.get(declaration.name)
        if answer and (best is None or match.weight >= best.weight):
            winners[declaration.name] = match
    return {name: match.declaration.value for name, match in winners.items()}


def widths(found: Iterable[Matched]) -> set[float]:
    """Return the widths, in CSS pixels, on both sides of each breakpoint that decides about declarations."""
    points = {point for match in found for point in breakpoints(match.declaration.media)}
    return {width for point in points for width in (point - 1, point, point + 1) if width > 0}
