"""What stylesheets say of the elements of pages: worked out once for all elements that they cannot tell apart.

The pages of a site differ in their text, and hardly in what surrounds the parts that must be seen.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]

from citegate import hiding
from citegate.selectors import Asked, classes
from citegate.styles import computed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from citegate.media import Medium
    from citegate.selectors import Shape
    from citegate.styles import Beside, Matched, Sheet

ALL = "*"
_MOST = 50_000
"""Elements that stylesheets can tell apart, up to which it is remembered what they say."""


class Look(NamedTuple):
    """What an element looks like in a medium: what hides it or nothing, its opacity, and what those in it inherit."""

    reason: str
    opacity: float
    inherited: Mapping[str, str]


def look(found: Iterable[Matched], medium: Medium) -> Look:
    """Return what an element looks like, given what is declared for it."""
    values = computed(found, medium)
    own = {name: value for name, value in values.items() if name not in hiding.INHERITED}
    handed = {n: v for n, v in values.items() if n in hiding.INHERITED and v not in ("inherit", "unset")}
    return Look(hiding.reason(own), hiding.opacity(own), handed)


class Known:
    """What is known of a list of stylesheets.

    An element has a number, which it shares with all those that have the same shape and the same shapes around them.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = tuple(sheets)
        self.asked = Asked()
        for sheet in sheets:
            self.asked.update(sheet.asked)
        self.telling = frozenset[str]().union(*(sheet.telling for sheet in sheets))
        self.said: dict[int, tuple[Matched, ...]] = {}
        """What is declared for the elements of a number by themselves and those around them."""
        self._looks: dict[tuple[int, Medium | None], Look] = {}
        self._changing: set[int] = set()
        self.verdicts: dict[object, tuple[str, int]] = {}
        self._numbers: dict[tuple[int, Shape], int] = {}
        self._around: list[int] = [0]
        self._live: dict[frozenset[str], dict[str, list[tuple[int, Beside]]]] = {}

    @property
    def full(self) -> bool:
        """Return whether too much is remembered."""
        return max(len(self._numbers), len(self._looks), len(self.verdicts), len(self._live)) > _MOST

    def number(self, around: int, shape: Shape) -> int:
        """Return the number of an element of a shape, given that of the one around it, 0 for the root."""
        key = around, shape
        if key not in self._numbers:
            self._around.append(around)
            self._numbers[key] = len(self._numbers) + 1
        return self._numbers[key]

    def learn(self, number: int, said: Iterable[Matched]) -> None:
        """Remember what is declared for the elements of a number."""
        self.said[number] = tuple(said)
        if any(match.declaration.media for match in self.said[number]):
            self._changing.add(number)

    def look(self, number: int, more: tuple[Matched, ...], medium: Medium) -> Look:
        """Return what an element of a number looks like; `more` is what is declared for it alone."""
        if more:
            return look((*self.said[number], *more), medium)
        key = number, medium if number in self._changing else None
        if key not in self._looks:
            self._looks[key] = look(self.said[number], medium)
        return self._looks[key]

    def path(self, number: int) -> list[int]:
        """Return the numbers from the root to that of an element."""
        found = []
        while number:
            found.append(number)
            number = self._around[number]
        return found[::-1]

    def beside(self, element: ET.Element, names: frozenset[str]) -> list[tuple[int, Beside]]:
        """Return the selectors that ask for more and may match an element of a page with these names.

        Each comes with the number of its stylesheet. Where `names` has `ALL`, those are among them that can have no
        part in hiding anything.
        """
        if names not in self._live:
            self._live[names] = {}
            for number, sheet in enumerate(self.sheets):
                for beside in sheet.beside:
                    if beside.needed <= names and (ALL in names or self._tells(beside)):
                        self._live[names].setdefault(beside.subject, []).append((number, beside))
        live = self._live[names]
        found = [*live.get("", ()), *live.get(element.tag.lower(), ())]
        for name in classes(element.attrib) if live else ():
            found += live.get(f".{name}", ())
        return found

    def _tells(self, beside: Beside) -> bool:
        return any(declaration.name in self.telling for declaration in beside.declarations)


_known: dict[tuple[int, ...], Known] = {}
"""By the identity of the stylesheets, which live as long as what is known of them."""
_MANY = 64


def known(sheets: Sequence[Sheet]) -> Known:
    """Return what is known of a list of stylesheets."""
    key = tuple(map(id, sheets))
    found = _known.get(key)
    if found is None or found.full:
        if len(_known) > _MANY:
            _known.clear()
        found = _known[key] = Known(sheets)
    return found


class Still(NamedTuple):
    """What no script changes of an element: its shape, what selectors say that ask for more, and those still to ask."""

    shape: Shape
    said: tuple[Matched, ...]
    moving: list[tuple[int, Beside]]


class Around:
    """The elements around and in some nodes of a page, as stylesheets see them; views of the page share them.

    Siblings are part of it, what stands in them is not: no selector but `:has()` asks for that.
    """

    def __init__(self, root: LexborNode | None, targets: Sequence[LexborNode]) -> None:
        self.elements: dict[int, ET.Element] = {}
        self._leaves: dict[int, list[LexborNode]] = {}
        self.sheets: dict[bool, tuple[list[Sheet], list[str]]] = {}
        """The page's stylesheets, and the addresses of those that cannot be read, with scripts and without."""
        self.still: dict[tuple[Known, int, bool], Still] = {}
        """What no script changes of an element, by stylesheets and element, and by whether all selectors are asked."""
        around = {up.mem_id: up for target in targets for up in upwards(target)}
        self.root = self._copy(root, around, {target.mem_id for target in targets})
        self._classes, self._audience = self.root.get("class", ""), self.root.get("data-audience", "")

    def _copy(self, node: Any, around: Mapping[int, object], whole: set[int], *, inside: bool = False) -> ET.Element:
        copy = ET.Element(node.tag, {name: value or "" for name, value in node.attributes.items()})
        self.elements[node.mem_id] = copy
        inside = inside or node.mem_id in whole
        if inside or node.mem_id in around:
            for child in elements(node.iter()):
                copy.append(self._copy(child, around, whole, inside=inside))
        return copy

    def leaves(self, target: LexborNode) -> list[LexborNode]:
        """Return the elements of a target, itself among them, that have text of their own."""
        if target.mem_id not in self._leaves:
            inside = elements(target.traverse())
            self._leaves[target.mem_id] = [node for node in inside if (node.text(deep=False) or "").strip()]
        return self._leaves[target.mem_id]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of the elements, and with a point their classes; `js` and `no-js` come and go."""
        found = {".js", ".no-js"}
        for element in self.elements.values():
            if "style" in element.attrib:
                found.add(ALL)  # what is declared there may be overruled by any selector
            found.add(element.tag.lower())
            found.update(f".{name}" for name in classes(element.attrib))
        return frozenset(found)

    @cached_property
    def _wrappers(self) -> dict[int, Any]:
        root = cssselect2.ElementWrapper.from_html_root(self.root)
        return {id(wrapper.etree_element): wrapper for wrapper in root.iter_subtree()}

    def wrapper(self, element: ET.Element) -> Any:
        """Return an element as cssselect2 takes it, within the root as it was dressed last."""
        self._wrappers[id(self.root)].__dict__.pop("classes", None)  # cssselect2 keeps them
        return self._wrappers[id(element)]

    def dress(self, *, scripts: bool, audience: str) -> None:
        """Mark the root as scripts do."""
        changed = scripts and "no-js" in self._classes.split()
        marked = self._classes.replace("no-js", "js") if changed else self._classes
        if marked:
            self.root.set("class", marked)
        self.root.attrib.pop("data-audience", None)
        if audience or self._audience:
            self.root.set("data-audience", audience or self._audience)


def upwards(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around a node, from the inside out."""
    here = node.parent
    while here is not None and is_element(here):
        yield here
        here = here.parent


def elements(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """Yield those nodes that are elements."""
    return filter(is_element, nodes)


def is_element(node: LexborNode) -> bool:
    """Return whether a node is an element; text, comments and the document have names like `-text`."""
    return not (node.tag or "-").startswith("-")
