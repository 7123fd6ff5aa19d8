"""Give each block, sentence and citation its place in the source, by the alignment of its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
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


def run_words(run: Run) -> tuple[list[str], dict[int, tuple[int, int]]]:
    """Return the words of a run as the source has them, and which of them are those of each citation group.

    A marker counts as the words of its group. Alternative texts of images are not among the words: see `alt_words`.
    """
    text, position = run.text, 0
    found: list[str] = []
    cited: dict[int, tuple[int, int]] = {}
    for match in PRIVATE.finditer(text) if run.groups else ():
        number = ord(match[0]) - MARKER
        found += words(text[position : match.start()])
        first = len(found)
        found += words(run.groups[number].raw)
        cited[number] = (first, len(found))
        position = match.end()
    return found + words(text[position:]), cited


def run_places(run: Run) -> list[tuple[int, int]]:
    """Return the range in the run's text of each of its words."""
    text, position = run.text, 0
    found: list[tuple[int, int]] = []
    for match in PRIVATE.finditer(text) if run.groups else ():
        cited = words(run.groups[ord(match[0]) - MARKER].raw)
        found += places(text, position, match.start())
        found += [match.span()] * len(cited)
        position = match.end()
    return found + places(text, position)


def alt_words(run: Run) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the words of the alternative texts of images: of no width, at the place of the image in the run."""
    for offset, alt, _ in run.alts:
        yield from ((word, (offset, offset)) for word in words(alt))


class Placed:
    """A block whose words have their ranges in the source; `fallback` is for text that stands nowhere in it."""

    def __init__(
        self,
        source: Source,
        run: Run,
        ranges: Sequence[tuple[int, int] | None],
        cited: dict[int, tuple[int, int]],
    ) -> None:
        self.source = source
        self.run = run
        self.ranges = ranges
        self.cited = cited
        self.fallback = source.here()

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Return the ranges of the words in the block's text; few blocks are asked for a part."""
        found = run_places(self.run)
        return sorted([*found, *(place for _, place in alt_words(self.run))]) if self.run.alts else found

    def _between(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range of the words between two places; at one place, of an alternative text that stands there."""
        if start == 0 and end >= self.run.length and not self.run.alts:
            return self._found(0, len(self.ranges))
        if start == end:
            return self._found(bisect_left(self.places, (start,)), bisect_right(self.places, start, key=_END))
        return self._found(bisect_right(self.places, start, key=_END), bisect_left(self.places, (end,)))

    def _found(self, low: int, high: int) -> tuple[int, int] | None:
        """Return the range in the source from the first to the last of some words that is found there."""
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
        found = self._between(at, at + 1) if run.alts else self._found(*self.cited[number])
        if not found:
            return CitationGroup(raw.citations, self.span(at, at + 1), raw.raw)
        first = self.source.text.rfind("[", 0, found[0] + 1)
        last = self.source.text.find("]", found[1] - 1)
        start = first if first >= 0 else found[0]
        return CitationGroup(raw.citations, self.source.span(start, last + 1), raw.raw)


def place(block: RawBlock, source: Source) -> Placed:
    """Align one block; blocks must come in page order."""
    run = block.run
    found, cited = run_words(run)
    if run.alts:
        pairs = [*zip(run_places(run), found, strict=True), *((place, word) for word, place in alt_words(run))]
        found = [word for _, word in sorted(pairs, key=itemgetter(0))]
    ranges = source.place(found, advance=block.kind not in FLOATING)
    return Placed(source, run, ranges, cited)
