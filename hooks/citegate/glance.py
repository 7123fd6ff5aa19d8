"""What a text holds at a glance: asked before a pattern is searched for, since most texts hold none of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate import lexicon
from citegate.once import per_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_ODD = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))
"""Letters that patterns without case take for others, and that small letters alone do not tell."""


folded = per_text(lexicon.fold)
"""The text with one form for each sign, kept while an article is judged."""


@per_text
def lowered(text: str) -> str:
    """Return a text in small letters, so that what a pattern without case finds in it stands there as written."""
    if not text.isascii():
        for odd, letter in _ODD:
            text = text.replace(odd, letter)
    return text.lower()


@per_text
def words(text: str) -> frozenset[str]:
    """Return the runs of letters and digits of a text in small letters."""
    return frozenset(_WORD.findall(lowered(text)))


def has_digit(text: str) -> bool:
    """Return whether a digit stands in a text, a raised one ("m²") included."""
    return bool(_DIGIT.search(text)) or (not text.isascii() and any(map(str.isdigit, text)))


def firsts(phrases: Iterable[str]) -> frozenset[str] | None:
    """Return the words of which a text must hold one to hold a whole phrase; None where that cannot be told."""
    found = set()
    for phrase in phrases:
        match = _WORD.match(lowered(phrase))
        if match is None or not match[0].isascii():
            return None
        found.add(match[0])
    return frozenset(found)


def lacks(text: str, begins: frozenset[str] | None) -> bool:
    """Return whether a text surely holds no phrase of a list, given by its `firsts`."""
    return begins is not None and begins.isdisjoint(words(text))
