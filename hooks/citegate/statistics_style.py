"""How statistics are spaced and ranges are written: what is found has one right form, and its value stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.effects import read
from citegate.glance import has_digit
from citegate.markers import KEPT
from citegate.values import NUMBER, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIGHT = (
    (re.compile(r"(?<=\d)[,;](?=\d\d(?:\.\d\d?)?\s?%\s?-?\s?C\.?I\b)"), "a space is missing before the interval"),
    (re.compile(r"(?<=\d\d)%(?=C\.?I\b)"), "a space is missing before “CI”"),
    (re.compile(r"(?<=[\d)%])[,;](?=[pP]\s?[<=>≤≥]\s?[\d.])"), "a space is missing before p"),
    (re.compile(r"(?<=CI)[:,](?=-?\d)"), "a space is missing after “CI”"),
    (re.compile(r"(?<=%\s)CI(?=\d)"), "a space is missing after “CI”"),
)
_JOINED = ("CI", "C.I", ",p", ",P", ";p", ";P")
"""One of these stands in each of them."""
_RANGE = re.compile(
    rf"\b(?P<word>[Bb]etween|[Ff]rom)\s(?P<low>{NUMBER})(?P<unit>\s?%)?(?P<dash>\s?-\s?)(?P<high>{NUMBER})"
    r"(?!-|\d|\.\d|\s?[A-Za-z%]{0,12}\s(?:and|to)\b)"
)
_WORDS = {"between": " and ", "from": " to "}


_HYPHEN = re.compile(r"(?<=\d)[\u2010\u2011](?=[\dA-Za-z])")
_SPECIAL = "\u00a0\u2007\u2009\u202f"
_SPACED = re.compile(r"[\dpPnIC=<>≤≥±](?:[\u00a0\u2007\u2009\u202f]|[ \u00a0]{2})")
"""What may hold a space that was typed to keep a quantity on one line, or two spaces."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A piece `start:end` of a text that is to be written `write`, and why."""

    start: int
    end: int
    write: str
    why: str


def slips(text: str) -> Iterator[Slip]:
    """Yield what is spaced or joined wrongly in the statistics and ranges of a text."""
    if not has_digit(text):
        return
    flat = plain(text)
    joined = any(sign in flat for sign in _JOINED)
    if not joined and "-" not in flat and text.isascii():
        return
    for pattern, why in _TIGHT if joined else ():
        for match in pattern.finditer(flat):
            yield Slip(match.start(), match.end(), f"{match[0]} ", why)
    for interval in read(text).intervals:
        start, end = interval.low.end, interval.high.start
        at = flat.find("-", start, end)
        if at >= 0 and min(interval.low.value, interval.high.value) < 0:
            begin = start + len(flat[start:at].rstrip())
            yield Slip(begin, end, " to ", "a dash between negative numbers reads as a minus sign")
    found = list(_ranges(flat))
    yield from found
    taken = {place for slip in found for place in range(slip.start, slip.end)}
    for match in _HYPHEN.finditer(text) if not text.isascii() else ():
        if match.start() not in taken:
            yield Slip(match.start(), match.end(), "-", "a special hyphen is typed after a number")


def _ranges(flat: str) -> Iterator[Slip]:
    for match in _RANGE.finditer(flat) if "etween" in flat or "rom" in flat else ():
        word = match["word"].lower()
        join = _WORDS[word]
        yield Slip(
            match.start("dash"), match.end("dash"), join, f"after “{word}” the range is joined by “{join.strip()}”"
        )


def may_keep_spaces(source: str) -> bool:
    """Return whether a source holds a special space, or two spaces that are no indentation."""
    if any(space in source for space in _SPECIAL):
        return True
    at = source.find("  ", 1)
    while at >= 0:
        if not source[at - 1].isspace():
            return True
        at = source.find("  ", at + 1)
    return False


def kept_spaces(text: str, source: str) -> Iterator[Slip]:
    """Yield, of a text and its source, each space at which the page breaks no line by itself, with a letter around it.

    What stands there in the source is for the caller to see: in the text all white space is one blank.
    """
    if _SPACED.search(source):
        for match in KEPT.finditer(text):
            start, end = match.start() - 1, match.end() + 1
            yield Slip(start, end, text[start:end], "a space that is not one plain space stands in a quantity")
