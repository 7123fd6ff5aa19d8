"""From character offsets to places that people can go to."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from citegate.diagnostics import Span

LINE_END = re.compile(r"\r\n|\r|\n")


class Offsets:
    """The lines of a text, for turning offsets (0-based, in characters) into spans (1-based lines and columns).

    A line ends at a line feed, a carriage return or both, as in editors and in Markdown.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._length = len(text)
        self._starts = _starts(text)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset; one beyond the text is taken for its end."""
        if not 0 <= offset <= self._length:
            offset = max(0, min(offset, self._length))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place; a place beyond the text is taken for its end."""
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[max(line, 1) - 1] + max(column, 1) - 1, len(self.text))

    def span(self, start: int, end: int) -> Span:
        """Return the span from `start` to `end` without the white space at its end; never empty."""
        end = max(start, start + len(self.text[start:end].rstrip()))
        if end == start:
            return Span.point(*self.place(start))
        return Span(*self.place(start), *self.place(end))

    def exact(self, start: int, end: int) -> Span:
        """Return the span from `start` to `end`, white space at its end included; it ends in its last line."""
        if end <= start:
            return Span.point(*self.place(start))
        line, column = self.place(end - 1)
        return Span(*self.place(start), line, column + 1)

    def slice(self, span: Span) -> tuple[int, str]:
        """Return where a span starts, as an offset, and the text that it holds."""
        start = self.offset(span.line, span.column)
        return start, self.text[start : self.offset(span.end_line, span.end_column)]


@lru_cache(maxsize=16)
def _starts(text: str) -> tuple[int, ...]:
    """Return where each line starts; many rules ask for those of the article in hand."""
    return 0, *(match.end() for match in LINE_END.finditer(text))
