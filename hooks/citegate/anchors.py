"""Write into the tree what readers use: an anchor round each claim, numbered markers, labels of table cells."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree  # noqa: S405 - elements are built here, nothing is parsed
from typing import TYPE_CHECKING

from citegate.runs import STASH, without_markers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from citegate.article import Citation
    from citegate.runs import Piece, RawGroup, Run

NBSP = "\u00a0"
_UNITS = re.compile(
    r"(?<=\d) (?=(?:mg|mcg|g|kg|mL|L|mmol|mol|units?|IU|%|h|hours?|min|minutes?|s|seconds?|days?|weeks?|months?|years?"
    r"|mm|cm|bpm|°C)\b)"
)
_CODE = frozenset({"code", "pre", "kbd", "samp"})


class Numbers:
    """Numbers of references in order of first use, and how often each was cited. `known` are the bibliography's keys."""

    def __init__(self, known: Mapping[str, object]) -> None:
        self.known = known
        self.of: dict[str, int] = {}
        self.uses: dict[str, int] = {}

    def marker(self, group: RawGroup) -> Element:
        """Return the marker of a citation group: "[1, 3]", with locators "[1, Dosage; 3]"."""
        element = etree.Element("span", {"class": "cg-cite"})
        element.text = "["
        separator = "; " if any(c.locator or c.prefix for c in group.citations) else ", "
        for position, citation in enumerate(group.citations):
            link = self._link(citation)
            if citation.prefix:
                _append_text(element, citation.prefix + NBSP)
            element.append(link)
            link.tail = separator if position < len(group.citations) - 1 else "]"
        return element

    def _link(self, citation: Citation) -> Element:
        key = citation.key
        number = self.of.setdefault(key, len(self.of) + 1)
        shown = f"{number}, {citation.locator}" if citation.locator else str(number)
        if key not in self.known:
            unknown = etree.Element("span", {"class": "cg-unknown"})
            unknown.text = f"{key}?"
            return unknown
        self.uses[key] = self.uses.get(key, 0) + 1
        link = etree.Element(
            "a",
            {
                "class": "cg-ref",
                "role": "doc-noteref",
                "href": f"#ref-{key}",
                "id": f"cite-{key}-{self.uses[key]}",
                "aria-label": f"Reference {shown}",
            },
        )
        link.text = shown
        return link


def number(runs: Sequence[Run], known: Mapping[str, object]) -> tuple[Numbers, dict[str, str]]:
    """Turn each group's stand-in element into its marker; return the numbers and the markers for raw HTML."""
    numbers, placeholders = Numbers(known), {}
    for run in runs:
        for group in run.groups:
            marker = numbers.marker(group)
            if group.element is None:
                placeholders[group.placeholder] = _html(marker)
                continue
            tail = group.element.tail
            group.element.clear()
            group.element.tag, group.element.text, group.element.tail = "span", marker.text, tail
            group.element.attrib.update(marker.attrib)
            group.element.extend(list(marker))
    return numbers, placeholders


def wrap(run: Run, sentences: Sequence[tuple[int, int, str]]) -> None:
    """Put a `cg-claim` span with its id round each sentence of a run, given as start, end and id."""
    for start, end, name in reversed(sentences):
        span = etree.Element("span", {"class": "cg-claim", "id": name})
        first, last = _slot(run, start, at_end=False), _slot(run, end, at_end=True)
        if first is None:
            continue
        if last is None or not _enclose(run, first, last, span):
            _insert(run, first, span)


def _slot(run: Run, position: int, *, at_end: bool) -> tuple[Element, str, int] | None:
    """Return element, slot and raw offset of a character; at the end, of the place behind the last one before it."""
    low, high = 0, len(run.pieces)
    while low < high:
        middle = (low + high) // 2
        piece = run.pieces[middle]
        if piece.start + piece.length <= position - at_end:
            low = middle + 1
        else:
            high = middle
    if low == len(run.pieces):
        return None
    piece: Piece = run.pieces[low]
    inside = max(0, position - piece.start)
    if at_end and position <= piece.start:
        return None
    return piece.element, piece.slot, piece.offset + min(inside, piece.length)


Point = tuple["Element", int, int]
"""A place between characters: parent, number of the slot in it (0 is its text, k the tail of child k-1), offset."""


def _point(run: Run, slot: tuple[Element, str, int]) -> Point:
    element, name, offset = slot
    if name == "text":
        return element, 0, offset
    parent = run.parents.get(id(element), run.container)
    return parent, list(parent).index(element) + 1, offset


def _text_at(parent: Element, slot: int) -> str:
    return (parent.text if slot == 0 else parent[slot - 1].tail) or ""


def _set_text(parent: Element, slot: int, text: str) -> None:
    if slot == 0:
        parent.text = text
    else:
        parent[slot - 1].tail = text


def _lift(run: Run, point: Point, *, forward: bool) -> Iterator[Point]:
    """Yield the point and the points outside the elements at whose edge it stands."""
    yield point
    parent, slot, offset = point
    while parent is not run.container and id(parent) in run.parents:
        at_edge = (
            slot == len(parent) and not _text_at(parent, slot)[offset:].strip()
            if forward
            else slot == 0 and not _text_at(parent, 0)[:offset].strip()
        )
        if not at_edge:
            return
        outer = run.parents[id(parent)]
        index = list(outer).index(parent)
        slot = index + 1 if forward else index
        offset = 0 if forward else len(_text_at(outer, index))
        parent = outer
        yield parent, slot, offset


def _enclose(run: Run, first: tuple[Element, str, int], last: tuple[Element, str, int], span: Element) -> bool:
    starts = {id(p[0]): p for p in _lift(run, _point(run, first), forward=False)}
    for parent, slot, offset in _lift(run, _point(run, last), forward=True):
        start = starts.get(id(parent))
        if start is None:
            continue
        slot, offset = _with_markers(parent, slot, offset)
        if (start[1], start[2]) > (slot, offset):
            return False
        _move(parent, (start[1], start[2]), (slot, offset), span)
        return True
    return False


def _with_markers(parent: Element, slot: int, offset: int) -> tuple[int, int]:
    """Move the end behind citation markers that follow with nothing but white space between."""
    while slot < len(parent) and parent[slot].get("class") == "cg-cite" and not _text_at(parent, slot)[offset:].strip():
        slot, offset = slot + 1, 0
    return slot, offset


def _move(parent: Element, start: tuple[int, int], end: tuple[int, int], span: Element) -> None:
    (slot, offset), (end_slot, end_offset) = start, end
    text, end_text = _text_at(parent, slot), _text_at(parent, end_slot)
    children = list(parent)[slot:end_slot]
    if slot == end_slot:
        span.text = text[offset:end_offset]
    else:
        span.text = text[offset:]
        children[-1].tail = end_text[:end_offset]
    for child in children:
        parent.remove(child)
        span.append(child)
    span.tail = end_text[end_offset:]
    _set_text(parent, slot, text[:offset])
    parent.insert(slot, span)


def _insert(run: Run, first: tuple[Element, str, int], span: Element) -> None:
    """Put an empty anchor where a sentence starts that no single element can enclose."""
    parent, slot, offset = _point(run, first)
    text = _text_at(parent, slot)
    span.tail = text[offset:]
    _set_text(parent, slot, text[:offset])
    parent.insert(slot, span)


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _html(element: Element) -> str:
    """Return a marker as HTML for the store of raw HTML."""
    return str(etree.tostring(element, encoding="unicode", method="html"))


def label_cells(root: Element) -> None:
    """Give each cell of a table's body the words of its column's header: on a phone a row becomes a card."""
    for table in root.iter("table"):
        heads = ["".join(cell.itertext()) for row in table.iterfind("./thead/tr") for cell in row]
        for row in table.iterfind("./tbody/tr"):
            for cell, head in zip(row, heads, strict=False):
                if cell.tag == "td" and head.strip():
                    cell.set("data-label", " ".join(without_markers(STASH.sub("", head)).split()))


def keep_together(root: Element) -> None:
    """Put no-break spaces between a number and its unit and before a marker."""
    for element in root.iter():
        if element.tag in _CODE:
            continue
        if element.text:
            element.text = _UNITS.sub(NBSP, element.text)
        previous: Element | None = None
        for child in element:
            if child.tail:
                child.tail = _UNITS.sub(NBSP, child.tail)
            if child.get("class") == "cg-cite":
                before = element.text if previous is None else previous.tail
                if before and before.endswith((" ", "\n")):
                    if previous is None:
                        element.text = before.rstrip() + NBSP
                    else:
                        previous.tail = before.rstrip() + NBSP
            previous = child


def fill(raw: str, placeholders: Mapping[str, str]) -> str:
    """Return stored raw HTML with its citation placeholders replaced by markers."""
    return re.sub("\x02cgcite:[0-9]+\x03", lambda m: placeholders.get(m[0], html.escape(m[0])), raw)
