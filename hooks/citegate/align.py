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
from typing import TYPE_CHECKING, NamedTuple

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


class Word(NamedTuple):
    """A word of the page with its range in the block's text."""

    text: str
    start: int
    end: int


def words(text: str, by: int = 0) -> list[Word]:
    """Return the words of a text: runs of letters and digits, as source and page share them, moved by `by`."""
    return [Word(match[0], match.start() + by, match.end() + by) for match in _WORD.finditer(text)]


def plain_words(text: str) -> list[str]:
    """Return the words of a text without their places."""
    return _WORD.findall(text)


class Source:
    """A source text whose words and lines can be looked up. `start` is the offset from which blocks may stand."""

    def __init__(self, text: str, start: int = 0) -> None:
        self.text = text
        self._lines = Offsets(text)
        self._from = start
        self._pointer = 0

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        return [(match[0], *match.span()) for match in _WORD.finditer(self.text, self._from)]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for number, (word, _, _) in enumerate(self._words):
            index[word].append(number)
        return dict(index)

    def span(self, start: int, end: int) -> Span:
        """Return the lines and columns of a range of the source; an empty range has an empty span."""
        return self._lines.exact(start, end) if end > start else Span(*self._lines.place(start) * 2)

    def place(self, block: Sequence[Word], *, advance: bool = True) -> list[tuple[int, int] | None]:
        """Return for each word of a block its range in the source, or None where it is not found."""
        found: list[tuple[int, int] | None] = [None] * len(block)
        first = self._start(block)
        if first is None:
            return found
        at, position = first
        previous, source, last = position - 1, self._words, len(self._words) - 1
        for number in range(at, len(block)):
            word = block[number][0]
            near = previous + 1 if previous < last and source[previous + 1][0] == word else None
            if near is None:
                near = self._next(word, previous + 1, _GAP)
            if near is not None:
                found[number] = source[near][1:]
                previous = near
        if advance:
            self._pointer = previous + 1
        return found

    def _jumps(self, block: Sequence[Word], number: int, previous: int, position: int) -> bool:
        """Return whether a word was found beyond the one after it, so that it is no match but the same word again."""
        if position == previous + 1 or number + 1 == len(block):
            return False
        after = self._next(block[number + 1].text, previous + 1, _GAP)
        return after is not None and after < position

    def here(self) -> tuple[int, int]:
        """Return where text that stands nowhere in the source comes from: a snippet's line, or the last word placed."""
        if not self._words:
            return 0, 0
        if self._pointer < len(self._words):
            word, start, end = self._words[self._pointer]
            if word == "8" and self.text.startswith("--8<--", start - 2):
                return start - 2, max(end + 3, self.text.find("\n", end))
        return self._words[max(0, min(self._pointer, len(self._words)) - 1)][1:]

    def _start(self, block: Sequence[Word]) -> tuple[int, int] | None:
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

    def _candidate(self, block: Sequence[Word], at: int, origin: int) -> tuple[float, int, int] | None:
        """Return share of following words found, number of the first word, its position in the source."""
        positions = self._index.get(block[at].text, [])
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

    def _score(self, following: Sequence[Word], position: int) -> tuple[float, int]:
        """Return the share of the words that follow a position, and how many words of the source lie between them."""
        if not following:
            return 1, 0
        hits, first = 0, position
        for word in following:
            near = self._next(word.text, position + 1, _GAP)
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
