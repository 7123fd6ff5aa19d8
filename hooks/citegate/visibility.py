"""Whether an element of a written page can be seen: by its markup, and by the stylesheets that the page links."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]

from citegate import hiding, styles
from citegate.media import Medium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from citegate.written import WrittenPage

NEVER_SHOWN = frozenset(
    "template noscript script style head title datalist iframe object video audio canvas svg select textarea".split()
)
"""Elements whose content browsers do not show as text, or only where something else fails."""
_ATTRIBUTES = ("hidden", "inert", "popover")
SCREEN = (1280.0, 360.0)
PAPER = (700.0,)


def concealed(node: LexborNode) -> str:
    """Return the attribute or element, of a node or around it, that keeps it from being seen or heard; or nothing."""
    for here in (node, *_upwards(node)):
        attributes = here.attributes
        found = next((name for name in _ATTRIBUTES if name in attributes), "")
        if found:
            return f"`{found}` on {_named(here)}"
        if (attributes.get("aria-hidden") or "").lower() == "true":
            return f'`aria-hidden="true"` on {_named(here)}'
        if here.tag in NEVER_SHOWN or (here.tag in ("dialog", "details") and "open" not in attributes):
            return f"{'closed ' if here.tag in ('dialog', 'details') else ''}<{here.tag}>"
        if "tabbed-block" in (attributes.get("class") or "").split() and _comes_later(here):
            return "a tab that is not the first"
    return ""


def _comes_later(block: LexborNode) -> bool:
    before = block.prev
    while before is not None and not _is_element(before):
        before = before.prev
    return before is not None


class _Around:
    """The elements around and in some nodes of a page, as stylesheets see them; views of the page share them.

    Siblings are part of it, what stands in them is not: no selector but `:has()` asks for that.
    """

    def __init__(self, page: WrittenPage, targets: Sequence[LexborNode]) -> None:
        self._copies: dict[int, ET.Element] = {}
        around = {up.mem_id: up for target in targets for up in _upwards(target)}
        self.root = self._copy(page.tree.root, around, {target.mem_id for target in targets})
        self.classes, self.audience = self.root.get("class", ""), self.root.get("data-audience", "")
        self.sheets: dict[tuple[int, ...], Sequence[styles.Sheet]] = {}
        self.still: dict[tuple[int, ...], dict[int, tuple[styles.Matched, ...]]] = {}
        """What selectors match that do not ask for what scripts change, by stylesheets and element."""

    def _copy(self, node: Any, around: Mapping[int, object], whole: set[int], *, inside: bool = False) -> ET.Element:
        copy = ET.Element(node.tag, {name: value or "" for name, value in node.attributes.items()})
        self._copies[node.mem_id] = copy
        inside = inside or node.mem_id in whole
        if inside or node.mem_id in around:
            for child in _elements(node.iter()):
                copy.append(self._copy(child, around, whole, inside=inside))
        return copy

    @cached_property
    def _wrappers(self) -> dict[int, Any]:
        root = cssselect2.ElementWrapper.from_html_root(self.root)
        return {id(wrapper.etree_element): wrapper for wrapper in root.iter_subtree()}

    def wrapper(self, node: LexborNode) -> Any:
        """Return an element as cssselect2 takes it."""
        return self._wrappers[id(self._copies[node.mem_id])]

    def dress(self, *, scripts: bool, audience: str) -> None:
        """Mark the root as scripts do."""
        classes = self.classes.replace("no-js", "js") if scripts and "no-js" in self.classes.split() else self.classes
        if classes:
            self.root.set("class", classes)
        self.root.attrib.pop("data-audience", None)
        if audience or self.audience:
            self.root.set("data-audience", audience or self.audience)
        self._wrappers[id(self.root)].__dict__.pop("classes", None)  # cssselect2 keeps them


def _around(page: WrittenPage, targets: Sequence[LexborNode]) -> _Around:
    key = tuple(target.mem_id for target in targets)
    if key not in page.seen_around:
        page.seen_around[key] = _Around(page, targets)
    found: _Around = page.seen_around[key]
    return found


class View:
    """What a reader sees of some nodes of a page, with or without scripts.

    `audience` is what the page's script marks the root with once readers have said who they are.
    """

    def __init__(self, page: WrittenPage, targets: Sequence[LexborNode], *, scripts: bool, audience: str = "") -> None:
        self.scripts = scripts
        self.unread: list[str] = []
        self._page = page
        self._audience = audience
        self._around = _around(page, targets)
        self._found: dict[int, tuple[styles.Matched, ...]] = {}

    @cached_property
    def sheets(self) -> list[styles.Sheet]:
        """Return the stylesheets of the page in order; those that cannot be read are noted in `unread`."""
        found = []
        for node in self._page.tree.css("link[href], style"):
            if any(up.tag == "noscript" for up in _upwards(node)) and self.scripts:
                continue
            attributes = node.attributes
            relations = (attributes.get("rel") or "").lower().split()
            if node.tag == "link" and ("stylesheet" not in relations or "alternate" in relations):
                continue
            href = attributes.get("href") or ""
            text = self._page.styles.get(href) if node.tag == "link" else node.text()
            if text is None:
                self.unread.append(href)
                continue
            media = attributes.get("media")
            sheet = styles.parse(f"@media {media}{{{text}\n}}" if media else text)
            self.unread += sheet.unread
            found.append(sheet)
        return found

    def _matched(self, node: LexborNode) -> tuple[styles.Matched, ...]:
        if node.mem_id not in self._found:
            wrapper = self._around.wrapper(node)
            key = tuple(map(id, self._around.sheets.setdefault(tuple(map(id, self.sheets)), self.sheets)))
            still = self._around.still.setdefault(key, {})
            if node.mem_id not in still:
                inline = styles.inline(node.attributes.get("style") or "")
                still[node.mem_id] = (*styles.matched(wrapper, self.sheets, moving=False), *inline)
            self._around.dress(scripts=self.scripts, audience=self._audience)
            moving = styles.matched(wrapper, self.sheets, moving=True)
            self._found[node.mem_id] = (*still[node.mem_id], *moving)
        return self._found[node.mem_id]

    def hidden(self, target: LexborNode, kind: str) -> str:
        """Return the declaration that hides text of a node on `screen` or in `print`, and on what; or nothing."""
        for leaf in _elements(target.traverse()):
            if (leaf.text(deep=False) or "").strip():
                path = [*reversed([*_upwards(leaf)]), leaf]
                reason, number = _verdict(tuple(map(self._matched, path)), kind, self.scripts)
                if reason:
                    return f"{reason} on {_named(path[number])}"
        return ""


@lru_cache(maxsize=1024)
def _verdict(path: tuple[tuple[styles.Matched, ...], ...], kind: str, scripts: bool) -> tuple[str, int]:  # noqa: FBT001
    """Return what hides the last element of a path from the root, at whatever width, and the element's number.

    The pages of a site differ in their text and hardly in this, so that it is worked out once for many.
    """
    widths = styles.widths(match for found in path for match in found)
    for width in sorted({*(SCREEN if kind == "screen" else PAPER), *widths}):
        medium = Medium(kind, width, scripts)
        reason, number = _reason([styles.computed(found, medium) for found in path])
        if reason:
            return (f"`{reason}` at a width of {width:g} px" if widths else f"`{reason}`"), number
    return "", 0


def _reason(path: Sequence[Mapping[str, str]]) -> tuple[str, int]:
    """Return what hides the last element of a path from the root, and the number of the element that it stands on."""
    inherited: dict[str, str] = {}
    opacity = 1.0
    for number, values in enumerate(path):
        own = {name: value for name, value in values.items() if name not in hiding.INHERITED}
        inherited.update((n, v) for n, v in values.items() if n in hiding.INHERITED and v not in ("inherit", "unset"))
        opacity *= hiding.opacity(own)
        reason = hiding.reason(own) or (f"opacity: {opacity:g}" if opacity < hiding.FAINT else "")
        if reason:
            return reason, number
    return hiding.reason(inherited), len(path) - 1


def _named(node: LexborNode) -> str:
    classes = (node.attributes.get("class") or "").split()
    return f"<{node.tag}{' class=' + classes[0] if classes else ''}>"


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around a node, from the inside out."""
    here = node.parent
    while here is not None and _is_element(here):
        yield here
        here = here.parent


def _elements(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    return filter(_is_element, nodes)


def _is_element(node: LexborNode) -> bool:
    """Return whether a node is an element; text, comments and the document have names like `-text`."""
    return not (node.tag or "-").startswith("-")
