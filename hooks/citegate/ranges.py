"""Keep a range of numbers such as `80–90` on one line: browsers break lines behind a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASS = "cg-range"
RANGE = re.compile(r"(?<![\d.,])\d[\d.,]*(?:\u00a0?%)?(?:–\d+(?:[.,]\d+)*)+(?:\u00a0?%)?")
_CODE = frozenset({"code", "pre", "kbd", "samp"})
_DONE = frozenset({"cg-cite", CLASS})


def wrap(root: Element) -> None:
    """Put each range of a tree into a span that does not break; code and citation markers stay as they are."""
    kept = [root]
    while kept:
        element = kept.pop()
        if element.tag in _CODE or element.get("class") in _DONE:
            continue
        kept += element
        element.text, children = _split(element.text)
        for child in element:
            child.tail, found = _split(child.tail)
            children += [child, *found]
        if len(children) != len(element):
            element[:] = children


def _split(text: str | None) -> tuple[str | None, list[Element]]:
    """Return the text before the first range, and each range with the text that follows it."""
    places = [match.span() for match in RANGE.finditer(text)] if text and "–" in text else []
    if not text or not places:
        return text, []
    return text[: places[0][0]], list(_spans(text, places))


def _spans(text: str, places: list[tuple[int, int]]) -> Iterator[Element]:
    ends = [*(start for start, _ in places[1:]), len(text)]
    for (start, end), following in zip(places, ends, strict=True):
        span = Element("span", {"class": CLASS})
        span.text, span.tail = text[start:end], text[end:following]
        yield span
