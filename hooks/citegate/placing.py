"""Give each block, sentence and citation its place in the source, by the alignment of its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from citegate.align import Source, places, words
from citegate.article import CitationGroup
from citegate.runs import MARKER, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.diagnostics import Span
    from citegate.harvest import RawBlock
    from citegate.runs import Run

_END = itemgetter(1)
FLOATING = frozenset({"label"})
"""Kinds that the page shows elsewhere than the source has them: tab labels stand before all tabs."""


def run_words(run: Run) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of a run as the source has them, and their ranges in the run's text.

    A marker counts as the words of its citation group. Alternative texts of images are not among them: see `alt_words`.
    """
    text, position = run.text, 0
    found: list[str] = []
    ranges: list[tuple[int, int]] = []
    for match in PRIVATE.finditer(text) if run.groups else ():
        start, end = match.span()
        cited = words(run.groups[ord(match[0]) - MARKER].raw)
        found += words(text[position:start])
        found += cited
        ranges += places(text, position, start)
        ranges += [(start, end)] * len(cited)
        position = end
    return found + words(text[position:]), ranges + places(text, position)


def alt_words(run: Run) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the words of the alternative texts of images: of no width, at the place of the image in the run."""
    for offset, alt, _ in run.alts:
        yield from ((word, (offset, offset)) for word in words(alt))


class Placed:
    """A block whose words have their ranges in the source; `fallback` is for text that stands nowhere in it.

    `places` are the ranges of the words in the block's text, `ranges` those in the source.
    """

    def __init__(
        self,
        source: Source,
        places: Sequence[tuple[int, int]],
        ranges: Sequence[tuple[int, int] | None],
        fallback: tuple[int, int],
    ) -> None:
        self.source = source
        self.places = places
        self.ranges = ranges
        self.fallback = fallback

    def _between(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range of the words between two places; at one place, of an alternative text that stands there."""
        if start == end:
            low, high = bisect_left(self.places, (start,)), bisect_right(self.places, start, key=_END)
        else:
            low, high = bisect_right(self.places, start, key=_END), bisect_left(self.places, (end,))
        ranges = self.ranges
        while low < high and ranges[low] is None:
            low += 1
        while low < high and ranges[high - 1] is None:
            high -= 1
        first, last = (ranges[low], ranges[high - 1]) if low < high else (None, None)
        return (first[0], last[1]) if first and last else None

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Return the source range of a range of the block's text, a closing bracket of a citation included."""
        found = self._between(start, end)
        if not found:
            return self._near(start)
        first, last = found
        return first, last + (self.source.text[last : last + 1] == "]")

    def span(self, start: int, end: int) -> Span:
        """Return the place of a range of the block's text."""
        return self.source.span(*self.extent(start, end))

    def _near(self, start: int) -> tuple[int, int]:
        at = bisect_left(self.places, (start,))
        for number in (*range(at - 1, max(-1, at - 50), -1), *range(at, min(len(self.ranges), at + 50))):
            found: tuple[int, int] | None = self.ranges[number]
            if found:
                return found
        return self.fallback

    def group(self, run: Run, number: int, at: int) -> CitationGroup:
        """Return a citation group of the run with its place: from its opening to its closing bracket."""
        raw = run.groups[number]
        found = self._between(at, at + 1)
        if not found:
            return CitationGroup(raw.citations, self.span(at, at + 1), raw.raw)
        first = self.source.text.rfind("[", 0, found[0] + 1)
        last = self.source.text.find("]", found[1] - 1)
        start = first if first >= 0 else found[0]
        return CitationGroup(raw.citations, self.source.span(start, last + 1), raw.raw)


def place(block: RawBlock, source: Source) -> Placed:
    """Align one block; blocks must come in page order."""
    found, places = run_words(block.run)
    if block.run.alts:
        pairs = sorted([*zip(found, places, strict=True), *alt_words(block.run)], key=itemgetter(1))
        found, places = [word for word, _ in pairs], [place for _, place in pairs]
    ranges = source.place(found, advance=block.kind not in FLOATING)
    return Placed(source, places, ranges, source.here())
