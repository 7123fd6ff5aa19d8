"""Text that is still to come, and text that only the source shows: placeholders, comments, hidden definitions."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from citegate.glance import firsts, lacks, lowered
from citegate.lexicon import alternation, load

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"<!--(?P<text>.{0,400}?)(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(r"^ {0,3}\[[^\]\n]{1,40}\]:[ \t]*(?:#|<>)[ \t]*(?P<text>[(\"'][^\n]*)$", re.MULTILINE)


class Hidden(NamedTuple):
    """A piece of the source that no reader sees: its text, and where it starts and ends."""

    text: str
    start: int
    end: int


def placeholders(text: str) -> list[str]:
    """Return the placeholders in a text as they stand there: `TODO`, `XX mg`."""
    return [match[0] for match in _pattern().finditer(text)] if _may_hold(text) else []


def _may_hold(text: str) -> bool:
    """Return whether a text has a word of a placeholder, or one of its signs."""
    low = lowered(text)
    return "[" in text or "xx" in low or "???" in text or not lacks(text, _firsts())


@cache
def _firsts() -> frozenset[str] | None:
    data = load("placeholders")
    return firsts((*data["words"], *(phrase for phrase in data["phrases"] if not phrase.startswith("["))))


@cache
def _pattern() -> re.Pattern[str]:
    data = load("placeholders")
    words, phrases = alternation(data["words"]), alternation(data["phrases"])
    units, orders = alternation(data["units"]), alternation(data["orders"])
    return re.compile(
        rf"\b(?:{words})\b|(?i:(?<!\w)(?:{phrases})(?!\w))|(?<![\w-])(?i:xx+)[\s-]?(?:{units})(?!\w)"
        rf"|\[(?i:{orders})\s[^\]\n]{{1,60}}\]|\?{{3,}}"
    )


def hidden(source: str, page: str) -> Iterator[Hidden]:
    """Yield the comments of a source that reach the page as comments, and link definitions that hide a text.

    A comment in a code block stands on the page as text and is none. `page` is the HTML made of the source.
    """
    if "<!--" in source:
        for match in _COMMENT.finditer(source):
            first = match[0].split("\n", 1)[0].rstrip()
            if first in page:
                yield Hidden(" ".join(match["text"].split()), match.start(), match.start() + len(first))
    for match in _HIDDEN.finditer(source) if "]:" in source else ():
        if match["text"] not in page:
            yield Hidden(match["text"].strip("()\"' "), match.start(), match.end())
