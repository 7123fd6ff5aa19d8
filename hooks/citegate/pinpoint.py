"""The place in the source of a piece of a unit's text, and whether it is sure enough for an edit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.article import Coverage, Role
from citegate.diagnostics import Edit
from citegate.glance import has_digit
from citegate.offsets import Offsets
from citegate.once import per_article
from citegate.quotations import QUOTED

if TYPE_CHECKING:
    from citegate.article import Article, Unit
    from citegate.diagnostics import Span

_BLANK = re.compile(r"\s")
_LONGEST_TOKEN = 60
_LONGEST_TEXT = 5_000
"""Characters; in a longer unit the whole unit is the place, so that many findings take no longer than few."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the source; `exact` where the piece stands there, letter for letter, and nowhere else by mistake."""

    span: Span
    exact: bool


@per_article
def judged(article: Article) -> tuple[Unit, ...]:
    """Return the units with a digit to judge: all but code without a dose and hand-written references."""
    return tuple(unit for unit in article.units if has_digit(unit.text) and not _skipped(unit))


def _skipped(unit: Unit) -> bool:
    return unit.reason == "hand-written-references" or (unit.role is Role.CODE and unit.coverage is Coverage.EXEMPT)


class Pinpoint:
    """Finds pieces of an article's units in its source. Build one per rule and article."""

    def __init__(self, article: Article) -> None:
        self.offsets = Offsets(article.source)

    def place(self, unit: Unit, start: int, end: int) -> Place:
        """Return the place of `unit.text[start:end]`; where it cannot be told, the unit's own place, not exact."""
        text = unit.text
        if len(text) > _LONGEST_TEXT:
            return Place(unit.span, exact=False)
        left, right = _token(text, start, end)
        edge = r"(?<!\d)" if text[left] == "." else r"(?<!\w)"
        pattern = re.compile(
            rf"{edge}({_flexible(text[left:start])})({_flexible(text[start:end])}){_flexible(text[end:right])}(?!\w)"
        )
        begin, source = self._around(unit)
        inside = list(pattern.finditer(source))
        same = list(pattern.finditer(text))
        at = next((n for n, match in enumerate(same) if match.start(2) == start), None)
        if at is None or len(inside) != len(same):
            return Place(self._first(unit, begin, inside), exact=False)
        return Place(self.offsets.exact(begin + inside[at].start(2), begin + inside[at].end(2)), exact=True)

    def written(self, place: Place) -> str:
        """Return the source of a place, letter for letter."""
        return self.offsets.slice(place.span)[1]

    def edit(self, unit: Unit, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """Return the edit that writes `text` for a range; none where unsure, in a quotation, or in code."""
        if start == end:
            return ()
        place = self.place(unit, start, end)
        sure = place.exact and place.span.line == place.span.end_line and unit.role is not Role.CODE
        return (Edit(place.span, text),) if sure and not in_quotation(unit.text, start) else ()

    def _around(self, unit: Unit) -> tuple[int, str]:
        """Return the source of a unit with the signs beside its first and last word, and where it starts."""
        start, source = self.offsets.slice(unit.span)
        text, end = self.offsets.text, start + len(source)
        while start and not text[start - 1].isalnum() and text[start - 1] not in "\n|":
            start -= 1
        while end < len(text) and not text[end].isalnum() and text[end] not in "\n|":
            end += 1
        return start, text[start:end]

    def _first(self, unit: Unit, begin: int, inside: list[re.Match[str]]) -> Span:
        return self.offsets.span(begin + inside[0].start(2), begin + inside[0].end(2)) if inside else unit.span


def in_quotation(text: str, at: int) -> bool:
    """Return whether a place of a text lies in a quotation, which is not ours to change."""
    return any(match.start() < at < match.end() for match in QUOTED.finditer(text[:_LONGEST_TEXT]))


def _token(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the words that a range of a text lies in, letters, digits and points joined."""
    if text[start] != "." or text[start - 1 : start].isdigit():
        while start and end - start < _LONGEST_TOKEN and (text[start - 1].isalnum() or text[start - 1] in ".,"):
            start -= 1
    while end < len(text) and end - start < 2 * _LONGEST_TOKEN and text[end].isalnum():
        end += 1
    return start, end


def _flexible(piece: str) -> str:
    """Return the pattern of a piece of text in which any white space stands for a blank."""
    return r"\s+".join(re.escape(part) for part in _BLANK.split(piece)) if piece.strip() else r"\s*" if piece else ""
