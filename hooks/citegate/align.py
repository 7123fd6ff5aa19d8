"""Find where in the source the words of the page stand: greedy monotone alignment of words.

The tree has no line numbers. Blocks are taken in page order; each is searched from where the last one ended, so that
the work is linear in the source. A block that stands nowhere in the source (a snippet's text) gets the place after the
last one found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from citegate.diagnostics import Span
from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_CANDIDATES = 60
_GAP = 24
_SHORT_JUMP = 400
_NEAR = 200
"""Words from the last one placed within which half of a block's first words are proof enough of its place."""
_SURE = 0.8
"""Share of the first words that must agree farther away."""


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters and digits, as source and page share them."""
    return _WORD.findall(text)


def places(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the range of each word of a text, or of the part of it from `start` to `end`."""
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]


class Source:
    """A source text whose words and lines can be looked up. `start` is the offset from which blocks may stand."""

    def __init__(self, text: str, start: int = 0) -> None:
        self.text = text
        self._lines = Offsets(text)
        self._from = start
        self._pointer = 0

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self.text, self._from)

    @cached_property
    def _ranges(self) -> list[tuple[int, int]]:
        return places(self.text, self._from)

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            index[word].append(number)
        return dict(index)

    def span(self, start: int, end: int) -> Span:
        """Return the lines and columns of a range of the source; an empty range has an empty span."""
        return self._lines.exact(start, end) if end > start else Span(*self._lines.place(start) * 2)

    def place(self, block: Sequence[str], *, advance: bool = True) -> Sequence[tuple[int, int] | None]:
        """Return for each word of a block its range in the source, or None where it is not found."""
        at = self._soon(block)
        end = at + len(block)
        found, end = (self._ranges[at:end], end) if at >= 0 else self._search(block)
        if advance:
            self._pointer = end
        return found

    def _soon(self, block: Sequence[str]) -> int:
        """Return where a whole block stands: where the last one ended, as most do, or soon after it; or -1."""
        at, source = self._pointer, self._words
        if source[at : at + len(block)] == block:
            return at
        near = source[at : at + _GAP]
        at += near.index(block[0]) if block[0] in near else 0
        return at if source[at : at + len(block)] == block else -1

    def _search(self, block: Sequence[str]) -> tuple[list[tuple[int, int] | None], int]:
        """Return the ranges of a block's words, and the number of the word of the source after the last one found."""
        found: list[tuple[int, int] | None] = [None] * len(block)
        first = self._start(block)
        if first is None:
            return found, self._pointer
        at, position = first
        previous, source, last = position - 1, self._words, len(self._words) - 1
        for number in range(at, len(block)):
            word = block[number]
            near = previous + 1 if previous < last and source[previous + 1] == word else None
            if near is None:
                near = self._next(word, previous + 1, _GAP)
            if near is not None:
                found[number] = self._ranges[near]
                previous = near
        return found, previous + 1

    def here(self) -> tuple[int, int]:
        """Return where text that stands nowhere in the source comes from: a snippet's line, or the last word placed."""
        if not self._words:
            return 0, 0
        if self._pointer < len(self._words):
            start, end = self._ranges[self._pointer]
            if self._words[self._pointer] == "8" and self.text.startswith("--8<--", start - 2):
                return start - 2, max(end + 3, self.text.find("\n", end))
        return self._ranges[max(0, min(self._pointer, len(self._words)) - 1)]

    def _start(self, block: Sequence[str]) -> tuple[int, int] | None:
        for origin in (self._pointer, 0):
            best = None
            for at in range(min(4, len(block))):
                candidate = self._candidate(block, at, origin)
                if candidate and (best is None or candidate[0] > best[0]):
                    best = candidate
                if best and best[0] >= 1:
                    break
            if best:
                return best[1], best[2]
            if self._pointer == 0:
                break
        return None

    def _candidate(self, block: Sequence[str], at: int, origin: int) -> tuple[float, int, int] | None:
        """Return share of following words found, number of the first word, its position in the source."""
        positions = self._index.get(block[at], [])
        low = bisect_left(positions, origin)
        following = block[at + 1 : at + 7]
        best: tuple[float, int, int] | None = None
        fewest = 0
        for position in positions[low : low + _CANDIDATES]:
            if len(following) < 2 and position - origin > _SHORT_JUMP:
                break
            if best and position > best[2] + _GAP and best[0] >= 1:
                break
            score, skipped = self._score(following, position)
            if score < _SURE and not 0 <= position - self._pointer <= _NEAR:
                continue
            nearer = best is not None and score == best[0] and skipped < fewest and position <= best[2] + _GAP
            if score >= 0.5 and (best is None or score > best[0] or nearer):
                best, fewest = (score, at, position), skipped
                if score >= 1 and not skipped:
                    break
        return best

    def _score(self, following: Sequence[str], position: int) -> tuple[float, int]:
        """Return the share of the words that follow a position, and how many words of the source lie between them."""
        if not following:
            return 1, 0
        hits, first = 0, position
        for word in following:
            near = self._next(word, position + 1, _GAP)
            if near is not None:
                hits += 1
                position = near
        return hits / len(following), position - first - hits

    def _next(self, word: str, origin: int, gap: int) -> int | None:
        positions = self._index.get(word)
        if not positions:
            return None
        at = bisect_left(positions, origin)
        if at < len(positions) and positions[at] < origin + gap:
            return positions[at]
        return None
