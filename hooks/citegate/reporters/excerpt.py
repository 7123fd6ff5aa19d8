"""The source line of a finding with carets under its place, safe to print on any terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.diagnostics import Span

WINDOW = 100
"""Characters of a long line that are shown."""
_BEFORE = 30
_WORD = re.compile(r"\w")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def safe(text: str) -> str:
    """Return text that a terminal shows as it is: characters that it would obey or hide are written out."""
    return _HIDDEN.sub(_written_out, text.replace("\n", " "))


def _written_out(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def excerpt(lines: Sequence[str], span: Span) -> tuple[str, str] | None:
    """Return the shown part of the span's first line and the carets below it; None where that line shows nothing."""
    if span.line > len(lines) or not _WORD.search(lines[span.line - 1]):
        return None
    line = lines[span.line - 1].rstrip("\r")
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first, last = _window(len(line), start)
    end = max(start, min(end, last))
    before = ("…" if first else "") + _shown(line[first:start])
    place = _shown(line[start:end])
    after = _shown(line[end:last]) + ("…" if last < len(line) else "")
    return before + place + after, " " * _width(before) + "^" * max(1, _width(place))


def _window(length: int, start: int) -> tuple[int, int]:
    """Return which characters of a line are shown, so that a place in it is among them."""
    if length <= WINDOW:
        return 0, length
    first = max(0, min(start - _BEFORE, length - WINDOW))
    return first, first + WINDOW


def _shown(text: str) -> str:
    return safe(text).replace("\t", "    ")


def _width(text: str) -> int:
    """Return how many columns of a terminal text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
