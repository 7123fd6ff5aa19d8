"""Works out the value of a field of a .bib file: `{…}`, `"…"`, numbers, abbreviations, and `#` between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}
"""The abbreviations that need no `@string`."""

LONGEST_ABBREVIATION = 1_000
"""Characters. Abbreviations made of abbreviations would otherwise grow without end."""

LONGEST = 100_000
"""Characters that a value may have, once it is joined: an abstract has three thousand, a long note ten."""

UNCLOSED = "has no closing quotation mark"
"""What is wrong with a value that the splitter cut at a closing brace inside its quotation marks."""

_WORD = re.compile(r"[^\s#{}\",=]+")
_BRACE = re.compile(r"(?<!\\)[{}]")
_QUOTE_OR_BRACE = re.compile(r"(?<!\\)[{}\"]")
_SPACE = re.compile(r"\s*")


def evaluate(value: str, abbreviations: Mapping[str, str]) -> tuple[str, str]:
    """Return the text of a value without its delimiters, and what is wrong with it (empty: nothing)."""
    if value.startswith("{") and value.find("}") == len(value) - 1 and "{" not in value[1:]:
        return _short(value[1:-1], "")
    if value.isascii() and value.isdigit():
        return _short(value, "")
    return _short(*_joined(value, abbreviations))


def _short(text: str, trouble: str) -> tuple[str, str]:
    """Return the beginning of a text that no source needs so long; whatever reads it on would take its time."""
    if len(text) <= LONGEST:
        return text, trouble
    return text[:LONGEST], trouble or f"is longer than {LONGEST:,} characters"


def _joined(value: str, abbreviations: Mapping[str, str]) -> tuple[str, str]:
    pieces: list[str] = []
    trouble = "" if value else "has no value"
    position = length = 0
    while position < len(value):
        piece, position, wrong = _piece(value, position, abbreviations)
        trouble = trouble or wrong
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST and len(pieces) > 1:
            return "".join(pieces[:-1]), f"is longer than {LONGEST:,} characters once its parts are joined"
        position = _skip(value, position)
        if position == len(value):
            break
        if value[position] != "#":
            return "".join(pieces), trouble or f"goes on after its value with `{_start(value[position:])}`"
        position = _skip(value, position + 1)
        if position == len(value):
            trouble = trouble or "ends with `#`"
    return "".join(pieces), trouble


def _piece(value: str, position: int, abbreviations: Mapping[str, str]) -> tuple[str, int, str]:
    """Return one part of a value, the position after it, and what is wrong with it."""
    if value[position] == "{":
        end = _closing_brace(value, position)
        return value[position + 1 : end], end + 1, ""
    if value[position] == '"':
        end = _closing_quote(value, position)
        return value[position + 1 : end], end + 1, "" if end < len(value) else UNCLOSED
    word = _WORD.match(value, position)
    if word is None:
        return "", len(value), f"cannot be read from `{_start(value[position:])}` on"
    if word[0].isdigit():
        return word[0], word.end(), ""
    known = abbreviations.get(word[0].lower())
    if known is None:
        return word[0], word.end(), f"uses the unknown abbreviation `{_start(word[0])}`"
    return known, word.end(), ""


def _closing_brace(value: str, position: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(value, position):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return len(value)


def _closing_quote(value: str, position: int) -> int:
    depth = 0
    for mark in _QUOTE_OR_BRACE.finditer(value, position + 1):
        if mark[0] == '"' and depth <= 0:
            return mark.start()
        depth += {"{": 1, "}": -1, '"': 0}[mark[0]]
    last = value.rfind('"', position + 1)
    return last if last > position else len(value)


def _skip(value: str, position: int) -> int:
    match = _SPACE.match(value, position)
    return match.end() if match else position


def _start(text: str) -> str:
    """Return the first words of a text, to show where something begins."""
    line = " ".join(text[:60].split())
    return line if len(line) <= 30 else f"{line[:29].rstrip()}\N{HORIZONTAL ELLIPSIS}"
