"""Write into the tree an anchor round each claim, so that a claim can be linked to and shown by itself."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from citegate.runs import Run


def wrap(run: Run, sentences: Sequence[tuple[int, int, str]]) -> None:
    """Put a `cg-claim` span with its id round each sentence of a run, given as start, end and id."""
    for start, end, name in reversed(sentences):
        span = ET.Element("span", {"class": "cg-claim", "id": name})
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
        if run.pieces[middle].start + run.pieces[middle].length <= position - at_end:
            low = middle + 1
        else:
            high = middle
    if low == len(run.pieces):
        return None
    piece = run.pieces[low]
    inside = max(0, position - piece.start)
    if at_end and position <= piece.start:
        return None
    return piece.element, piece.slot, piece.offset + (piece.raw if inside >= piece.length else inside)


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
        end = _with_markers(parent, slot, offset)
        if (start[1], start[2]) > end:
            return False
        _move(parent, (start[1], start[2]), end, span)
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
