"""Apply the safe edits of diagnostics to a text. No edit changes a number, a line break, or what another one changes.

The rules promise that their edits change no number's value; this module does not take their word for it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from citegate.diagnostics import Diagnostic, Edit

ROUNDS = 10
"""Rounds after which a text that still changes is left as it is then."""
_WINDOW = 48
_KEY = re.compile(r"@[\w:.#$%&+?<>~/-]+")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_GROUPED = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)"
_SIGN = r"(?:(?<![\w.%)\]])[-\u2212\u2013])?"
_NUMBER = re.compile(rf"(?<![A-Za-z\d.])({_SIGN})((?:{_GROUPED}|\d+)(?:\.\d+)?|\.\d+)", re.ASCII)
_MARKS = re.compile(r"[,\u00a0\u2009\u202f]")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after its fixes: how many findings were mended in how many rounds."""

    text: str
    mended: int
    rounds: int


def to_fixed_point(text: str, judge: Callable[[str], Iterable[Diagnostic]]) -> Fixed:
    """Return the text in which no finding offers an edit any more, after at most `ROUNDS` rounds of `judge`."""
    mended = 0
    for done in range(ROUNDS):
        after, count = apply(text, judge(text))
        if after == text:
            return Fixed(text, mended, done)
        text, mended = after, mended + count
    return Fixed(text, mended, ROUNDS)


def apply(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[str, int]:
    """Return the text with the edits of the diagnostics, and how many findings they mend.

    All edits of a finding are made or none; one that touches a part that is changed already waits for the next round.
    """
    offsets = Offsets(text)
    taken: list[tuple[int, int, str]] = []
    mended = 0
    last = -1
    for pieces in sorted(_all_pieces(offsets, diagnostics)):
        if pieces[0][0] > last and all(_is_safe(text, piece) for piece in pieces):
            taken += pieces
            last = pieces[-1][1]
            mended += 1
    changed = _replace(text, taken)
    kept = same_numbers(text, changed) and changed.endswith("\n") == text.endswith("\n")
    return (changed, mended) if kept else (text, 0)


Piece = tuple[int, int, str]
"""Start and end of what is replaced, as offsets, and the text that replaces it."""


def _all_pieces(offsets: Offsets, diagnostics: Iterable[Diagnostic]) -> Iterator[list[Piece]]:
    """Yield the pieces of each finding that can be mended, in order and without overlap."""
    for diagnostic in diagnostics:
        pieces = sorted(_piece(offsets, edit) for edit in set(diagnostic.edits))
        if pieces and all(before[1] <= after[0] for before, after in itertools.pairwise(pieces)):
            yield pieces


def _piece(offsets: Offsets, edit: Edit) -> Piece:
    span = edit.span
    return offsets.offset(span.line, span.column), offsets.offset(span.end_line, span.end_column), edit.text


def _replace(text: str, pieces: Sequence[Piece]) -> str:
    parts, at = [], 0
    for start, end, new in pieces:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _is_safe(text: str, piece: Piece) -> bool:
    """Return whether an edit changes something, keeps the line breaks, and keeps the numbers around it."""
    start, end, new = piece
    old = text[start:end]
    if old == new or start > end or old.count("\n") != new.count("\n") or "\r" in new.replace("\r\n", ""):
        return False
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    return same_numbers(before + old + after, before + new + after)


def same_numbers(before: str, after: str) -> bool:
    """Return whether two texts hold the same numbers in the same order; in a group of citations order is free."""
    return _outside(before) == _outside(after) and _cited(before) == _cited(after)


def _outside(text: str) -> list[Decimal]:
    return numbers(_BRACKET.sub(lambda match: " " if "@" in match[0] else match[0], text))


def _cited(text: str) -> list[frozenset[object]]:
    """Return, for each group of citations, which key stands with which numbers."""
    groups = (group[1:-1].split(";") for group in _BRACKET.findall(text) if "@" in group)
    return [frozenset((tuple(_KEY.findall(part)), tuple(numbers(part))) for part in parts) for parts in groups]


def numbers(text: str) -> list[Decimal]:
    """Return the values of the numbers of a text in order; digits inside a word (`MgSO4`) and in keys are none."""
    found = _NUMBER.findall(_KEY.sub("@", text))
    return [Decimal(("-" if sign else "") + _MARKS.sub("", number)) for sign, number in found]


def difference(path: str, before: str, after: str, context: int = 3) -> Iterator[str]:
    """Yield the lines of a unified diff. Fixes keep the number of lines, so that lines are compared one by one."""
    old, new = _lines(before), _lines(after)
    changed = [number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if not changed:
        return
    yield from (f"--- a/{path}", f"+++ b/{path}")
    for first, last in _hunks(changed, len(old), context):
        size = last - first
        yield f"@@ -{first + 1},{size} +{first + 1},{size} @@"
        yield from _hunk(old[first:last], new[first:last])


def _lines(text: str) -> list[str]:
    """Return the lines; the last one says so where it has no end, as in every diff."""
    *lines, last = text.split("\n")
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _hunks(changed: Sequence[int], length: int, context: int) -> Iterator[tuple[int, int]]:
    first = last = changed[0]
    for number in changed[1:]:
        if number - last > 2 * context:
            yield max(0, first - context), min(length, last + context + 1)
            first = number
        last = number
    yield max(0, first - context), min(length, last + context + 1)


def _hunk(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield the lines of one hunk: of each run of changed lines first the old ones, then the new ones."""
    run: list[str] = []
    for before, after in zip(old, new, strict=True):
        if before == after:
            yield from run
            run = []
            yield f" {before}"
        else:
            yield f"-{before}"
            run.append(f"+{after}")
    yield from run
