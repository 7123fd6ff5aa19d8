"""Whether an element of a written page can be seen: by its markup, and by the stylesheets that the page links."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from citegate import hiding, matching, styles
from citegate.matching import is_element, upwards
from citegate.media import Medium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree import ElementTree as ET

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
    for here in (node, *upwards(node)):
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
    while before is not None and not is_element(before):
        before = before.prev
    return before is not None


class View:
    """What a reader sees of some nodes of a page, with or without scripts.

    `audience` is what the page's script marks the root with once readers have said who they are. A `thorough` view asks
    those selectors too that can have no part in hiding anything, for what is told of one that has.
    """

    def __init__(
        self,
        page: WrittenPage,
        targets: Sequence[LexborNode],
        *,
        scripts: bool,
        audience: str = "",
        thorough: bool = False,
    ) -> None:
        self.scripts = scripts
        self.unread: list[str] = []
        self._page, self._targets = page, targets
        self._audience = audience
        self._around = _around(page, targets)
        self._names = self._around.names | ({matching.ALL} if thorough else frozenset())
        self._places: dict[int, _Place] = {}

    @cached_property
    def _whole(self) -> View:
        """Return the same view with all selectors, those that can have no part in hiding anything among them."""
        given = self._page, self._targets
        return View(*given, scripts=self.scripts, audience=self._audience, thorough=True)

    @cached_property
    def _known(self) -> matching.Known:
        """Return what is known of the page's stylesheets."""
        return matching.known(self.sheets)

    @cached_property
    def sheets(self) -> list[styles.Sheet]:
        """Return the page's stylesheets in order; those that cannot be read are noted in `unread`."""
        read = self._around.sheets
        if self.scripts not in read:
            read[self.scripts] = _sheets(self._page, scripts=self.scripts)
        sheets, self.unread = read[self.scripts]
        return sheets

    def hidden(self, target: LexborNode, kind: str) -> str:
        """Return the declaration that hides text of a node on `screen` or in `print`, and on what; or nothing."""
        for leaf in self._around.leaves(target):
            place = self._place(leaf)
            key = place, kind, self.scripts, matching.ALL in self._names
            known = self._known.verdicts
            if key not in known:
                known[key] = self._verdict(place, kind)
            reason, number = known[key]
            if reason and matching.ALL not in self._names:  # what is told rests on everything that is declared
                return self._whole.hidden(target, kind)
            if reason:
                return f"{reason} on {_named([*reversed([*upwards(leaf)]), leaf][number])}"
        return ""

    def _place(self, leaf: LexborNode) -> _Place:
        """Return the place of an element, for which those of the elements around it are needed."""
        path = [leaf]
        while path[-1].mem_id not in self._places and (up := path[-1].parent) is not None and is_element(up):
            path.append(up)
        place = self._places.get(path[-1].mem_id, _OUTSIDE)
        self._around.dress(scripts=self.scripts, audience=self._audience)
        for node in reversed(path):
            if node.mem_id not in self._places:
                self._places[node.mem_id] = self._inside(place, self._around.elements[node.mem_id])
            place = self._places[node.mem_id]
        return place

    def _inside(self, around: _Place, element: ET.Element) -> _Place:
        known = self._known
        key = known, id(element), matching.ALL in self._names
        still = self._around.still.get(key) or self._still(element)
        if around.depth:  # the root is another one once scripts marked it
            self._around.still[key] = still
        number = known.number(around.number, still.shape)
        if number not in known.said:
            known.learn(number, styles.upwards(self._around.wrapper(element), known.sheets))
        own = (*still.said, *self._matching(element, still.moving), *styles.inline(element.get("style", "")))
        depth = around.depth + 1
        return _Place(number, depth, (*around.own, (depth, own)) if own else around.own)

    def _still(self, element: ET.Element) -> matching.Still:
        """Return what no script changes of an element as it is; views of the page share it."""
        asking = self._known.beside(element, self._names)
        said = self._matching(element, [one for one in asking if not one[1].moving])
        moving = [one for one in asking if one[1].moving]
        shape = self._known.asked.shape(element.tag, element.attrib)
        return matching.Still(shape, tuple(said), moving)

    def _matching(self, element: ET.Element, asking: Sequence[tuple[int, styles.Beside]]) -> Iterator[styles.Matched]:
        """Yield what selectors that ask for others than those around an element declare for it."""
        for number, beside in asking:
            compiled = beside.compiled
            if compiled.test(self._around.wrapper(element)):
                yield from styles.weighed(beside.declarations, compiled.specificity, number, beside.order)

    def _verdict(self, place: _Place, kind: str) -> tuple[str, int]:
        """Return what hides a place, at whatever width, and the number of the element from the root that it is on."""
        known, own = self._known, dict(place.own)
        path = [(number, own.get(depth, ())) for depth, number in enumerate(known.path(place.number), start=1)]
        widths = styles.widths(match for number, more in path for match in (*known.said[number], *more))
        for width in sorted({*(SCREEN if kind == "screen" else PAPER), *widths}):
            medium = Medium(kind, width, self.scripts)
            reason, at = _reason([known.look(number, more, medium) for number, more in path])
            if reason:
                return (f"`{reason}` at a width of {width:g} px" if widths else f"`{reason}`"), at
        return "", 0


class _Place(NamedTuple):
    """A place in a page: the element's number, how deep it is, and what is declared only here, by depth."""

    number: int
    depth: int
    own: tuple[tuple[int, tuple[styles.Matched, ...]], ...]


_OUTSIDE = _Place(0, 0, ())


def _around(page: WrittenPage, targets: Sequence[LexborNode]) -> matching.Around:
    key = tuple(target.mem_id for target in targets)
    if key not in page.seen_around:
        page.seen_around[key] = matching.Around(page.tree.root, targets)
    found: matching.Around = page.seen_around[key]
    return found


def _sheets(page: WrittenPage, *, scripts: bool) -> tuple[list[styles.Sheet], list[str]]:
    """Return the stylesheets of a page in order, and the addresses of those that cannot be read."""
    found, unread = [], []
    for node in page.tree.css("link[href], style"):
        if scripts and any(up.tag == "noscript" for up in upwards(node)):
            continue
        attributes = node.attributes
        relations = (attributes.get("rel") or "").lower().split()
        if node.tag == "link" and ("stylesheet" not in relations or "alternate" in relations):
            continue
        href = attributes.get("href") or ""
        text = page.styles.get(href) if node.tag == "link" else node.text()
        if text is None:
            unread.append(href)
            continue
        media = attributes.get("media")
        sheet = styles.parse(f"@media {media}{{{text}\n}}" if media else text)
        unread += sheet.unread
        found.append(sheet)
    return found, unread


def _reason(path: Sequence[matching.Look]) -> tuple[str, int]:
    """Return what hides the last element of a path from the root, and the number of the element that it stands on."""
    inherited: dict[str, str] = {}
    opacity = 1.0
    for number, look in enumerate(path):
        inherited.update(look.inherited)
        opacity *= look.opacity
        reason = look.reason or (f"opacity: {opacity:g}" if opacity < hiding.FAINT else "")
        if reason:
            return reason, number
    return hiding.reason(inherited), len(path) - 1


def _named(node: LexborNode) -> str:
    classes = (node.attributes.get("class") or "").split()
    return f"<{node.tag}{' class=' + classes[0] if classes else ''}>"
