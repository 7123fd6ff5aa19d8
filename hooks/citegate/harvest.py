"""From the finished tree of a page to its blocks: every piece of text that readers see, with where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from citegate import raw_html
from citegate.plain import CLASS, LABEL
from citegate.runs import Run, RunReader, without_markers

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from citegate.raw_html import RawHtml

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hr iframe label legend li main menu nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul video audio object svg math form select textarea option title style script template noscript".split()
)
_TAG = re.compile(r"<[^>]*>")
_PLACING = frozenset({"li", "tr", "table", "figure", "figcaption", "caption", "thead"})
LISTS = frozenset({"ul", "ol", "dl", "table"})
BETWEEN_BLOCKS = 1 << 30
"""Offset behind every block: for what stands between two blocks."""


@dataclass(slots=True)
class Place:
    """Where a block stands: the list item, table row, table, figure and caption around it, the lead-ins above it."""

    leads: tuple[int, ...] = ()
    item: int = 0
    row: int = 0
    table: int = 0
    figure: int = 0
    caption: str = ""
    header: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RawBlock:
    """A leaf block: its run, its kind, the heading above it, its place; `leads_into` a list or table or not."""

    index: int
    kind: str
    run: Run
    section: str
    place: Place
    leads_into: bool = False
    raw: int | None = None


class Harvester:
    """Walks the tree once, in page order. `stash` is the parser's store of raw HTML and is rewritten where it cites."""

    def __init__(self, stash: list[object]) -> None:
        self.stash = stash
        self.reader = RunReader(stash)
        self.blocks: list[RawBlock] = []
        self.raw: list[tuple[tuple[int, int], RawHtml]] = []
        """Raw HTML with the block and offset after which it stands."""
        self.section = ""
        self.rows: dict[int, Element] = {}
        self._serial = 0
        self._citations = 0

    def visit(self, element: Element, place: Place) -> None:
        """Read a block element: its inline content becomes blocks, its block children are visited in order."""
        place = self._enter(element, place)
        kind = self._kind(element, place)
        run = Run(element, kind)
        self.reader.read_slot(run, element, "text")
        previous: Element | None = None
        for child in element:
            if child.tag in BLOCKS:
                lead = self._flush(run, place, child, previous)
                self.visit(child, self._below(place, lead))
                run, previous = Run(element, kind), child
            else:
                self.reader.read_inline(run, child, element)
            self.reader.read_slot(run, child, "tail")
        self._flush(run, place, None, None)

    def _enter(self, element: Element, place: Place) -> Place:
        self._serial += 1
        if element.tag not in _PLACING and not element.attrib:
            return place
        changed = replace(place)
        if element.tag == "li":
            changed.item = self._serial
        elif element.tag == "tr":
            changed.row = self._serial
            self.rows[self._serial] = element
        elif element.tag == "table":
            changed.table, changed.row = self._serial, 0
        elif element.tag == "figure":
            changed.figure = self._serial
        elif element.tag in ("figcaption", "caption"):
            changed.caption = str(element.tag)
        elif element.tag == "thead":
            changed.header = True
        marked = {k: v for k, v in element.attrib.items() if k in ("class", "reason", "by", "searched", "query")}
        if element.tag in ("p", "li", "td", "dd", "tr") and marked:
            changed.attributes = {**marked, **_plain(place.attributes)}
        elif element.tag == "div" and CLASS in element.get("class", "").split():
            changed.attributes = {"plain": "true"}
        return changed

    def _kind(self, element: Element, place: Place) -> str:
        if element.tag == "p":
            classes = element.get("class", "").split()
            if "admonition-title" in classes:
                return "title"
            if classes == [CLASS] and element.text == LABEL and not len(element):
                return "label"
            return place.caption or ("li" if place.item else "p")
        return element.tag if element.tag != "body" else "p"

    def _below(self, place: Place, lead: int | None) -> Place:
        return place if lead is None else replace(place, leads=(*place.leads, lead))

    def _flush(self, run: Run, place: Place, following: Element | None, previous: Element | None) -> int | None:
        """Keep a run that holds text; return the number of the block that leads into a following list or table."""
        self._before(run, place)
        index = len(self.blocks) if run.text.strip() else len(self.blocks) - 1
        leads = following is not None and following.tag in LISTS
        block: RawBlock | None = None
        if run.text.strip() or run.alts:
            block = RawBlock(len(self.blocks), run.kind, run, self.section, place)
            self.blocks.append(block)
            if run.kind in HEADINGS:
                self.section = " ".join(without_markers(run.text).split())
        elif leads and previous is not None and previous.tag == "p" and self.blocks:
            block = self.blocks[-1]
            leads = block.run.container is previous
        for number, raw, offset in run.stashed:
            self._stashed(number, raw, place, (index, offset if run.text.strip() else BETWEEN_BLOCKS))
        if block is None or not leads:
            return None
        block.leads_into = True
        return block.index

    def _before(self, run: Run, place: Place) -> None:
        """Account for code and raw text that stands before the text of its paragraph, as a fence on the line above."""
        for piece in [*run.stashed] if run.text.strip() else ():
            number, raw, offset = piece
            if not run.text[:offset].strip() and _TAG.sub("", raw).strip():
                self._stashed(number, raw, place, (len(self.blocks) - 1, BETWEEN_BLOCKS))
                run.stashed.remove(piece)

    def _stashed(self, number: int, raw: str, place: Place, at: tuple[int, int]) -> None:
        """Account for raw HTML: comments and tags for the safety rules, text as code or raw text."""
        found = raw_html.read(raw, self._citations)
        self._citations += sum(len(run.groups) for run in found.runs)
        self.raw.append((at, found))
        for run in found.runs:
            self.blocks.append(RawBlock(len(self.blocks), run.kind, run, self.section, place, raw=number))
        if any(run.groups for run in found.runs):
            self.stash[number] = found.rewritten


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """Return the mark of a plain-language block around an element, which no attribute list of an author's can set."""
    return {"plain": "true"} if attributes.get("plain") else {}
