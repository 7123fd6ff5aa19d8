"""Give each block, sentence and citation its place in the source, by the alignment of its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from citegate.align import Source, Word, plain_words, words
from citegate.article import CitationGroup
from citegate.runs import MARKER, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.diagnostics import Span
    from citegate.harvest import RawBlock
    from citegate.runs import Run

FLOATING = frozenset({"label"})
"""Kinds that the page shows elsewhere than the source has them: tab labels stand before all tabs."""


def run_words(run: Run) -> list[Word]:
    """Return the words of a run as the source has them: a marker counts as the words of its citation group.

    Alternative texts of images are not among them: see `alt_words`.
    """
    text, position, found = run.text, 0, []
    for match in PRIVATE.finditer(text):
        start, end = match.span()
        found += words(text[position:start], position)
        found += [Word(word, start, end) for word in plain_words(run.groups[ord(match[0]) - MARKER].raw)]
        position = end
    return found + words(text[position:], position)


def alt_words(run: Run) -> Iterator[Word]:
    """Yield the words of the alternative texts of images: of no width, at the place of the image in the run."""
    for offset, alt, _ in run.alts:
        yield from (Word(word.text, offset, offset) for word in words(alt))


class Placed:
    """A block whose words have their ranges in the source; `fallback` is for text that stands nowhere in it."""

    def __init__(
        self, source: Source, found: list[Word], ranges: list[tuple[int, int] | None], fallback: tuple[int, int]
    ) -> None:
        self.source = source
        self.ranges = ranges
        self.fallback = fallback
        self._starts = [word.start for word in found]
        self._ends = [word.end for word in found]

    def _between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the ranges of the words between two places; at one place, of an alternative text that stands there."""
        if start == end:
            low = bisect_left(self._starts, start)
            high = bisect_right(self._ends, start)
        else:
            low, high = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [r for r in self.ranges[low:high] if r]

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Return the source range of a range of the block's text, a closing bracket of a citation included."""
        found = self._between(start, end)
        if not found:
            return self._near(start)
        last = found[-1][1]
        return found[0][0], last + (self.source.text[last : last + 1] == "]")

    def span(self, start: int, end: int) -> Span:
        """Return the place of a range of the block's text."""
        return self.source.span(*self.extent(start, end))

    def _near(self, start: int) -> tuple[int, int]:
        at = bisect_left(self._starts, start)
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
        first = self.source.text.rfind("[", 0, found[0][0] + 1)
        last = self.source.text.find("]", found[-1][1] - 1)
        start = first if first >= 0 else found[0][0]
        return CitationGroup(raw.citations, self.source.span(start, last + 1), raw.raw)


def place(block: RawBlock, source: Source) -> Placed:
    """Align one block; blocks must come in page order."""
    run = run_words(block.run)
    if block.run.alts:
        run = sorted([*run, *alt_words(block.run)], key=lambda word: (word.start, word.end))
    ranges = source.place(run, advance=block.kind not in FLOATING)
    return Placed(source, run, ranges, source.here())
