"""Quotations in a sentence: what stands between quotation marks and is neither a single term nor a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SURE_WORDS = 5
"""So many words in quotation marks are a quotation; fewer may be a term or irony."""
QUOTED = re.compile(
    r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|(?<!\w)‘((?:[^‘’]|’(?=\w))++)’|(?<!\w)'((?:[^']|(?<=\w)'(?=\w))++)'|(?<!\w)\"([^\"]+)\""
)
"""Words between quotation marks; apostrophes within words and signs of inches are none. One group matches."""
_OPENING = "\"'“‘„«"
_NAMED = re.compile(
    r"(?:\b(?:abbreviat\w+|call(?:s|ed)|defin\w+|entitled|headed|known|label(?:l?ed)?|meaning|named?|names|option|phrase|query|question"
    r"|search(?:ed)?|section|chapter|so-called|term(?:s|ed)?|title[ds]?|words?)\b(?:\s(?:as|for|of|the|a|an|is|was))*[\s:,(]*)\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_VERB = re.compile(r"\b(?:are|be|can|cannot|do|does|is|may|might|must|never|not|should|was|were|will)\b", re.IGNORECASE)
_SMALL_WORD = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|has|have|in|it|no|of|on|or|than|that|the|this|to|under|until|with|without)\b",
    re.IGNORECASE,
)
_SMALL = 4


class Quotation(NamedTuple):
    """The quoted words with where they stand in the text, without their marks."""

    text: str
    start: int
    end: int


def has_marks(text: str) -> bool:
    """Return whether a mark stands in a text with which a quotation can begin."""
    return any(mark in text for mark in _OPENING)


def quotations(text: str, titles: Collection[str] = ()) -> Iterator[Quotation]:
    """Yield what a sentence quotes: words in quotation marks that say something, as against a term.

    Five words say something, three with a small word among them ("in adults only"), two with a verb ("is harmful").
    Left out: titles (a part of one of `titles`, or capitals throughout), and what a word before it calls a name.
    """
    for match in QUOTED.finditer(text) if has_marks(text) else ():
        group = match.lastindex or 1
        quoted = match[group]
        if not _says(quoted) or _NAMED.search(text[: match.start()]):
            continue
        plain = _plain(quoted)  # titles are read only where something is quoted: there may be ten thousand
        if _is_title(quoted) or any(plain in _plain(title) for title in titles):
            continue
        yield Quotation(quoted.strip(), match.start(group), match.end(group))


def _says(text: str) -> bool:
    count = len(_WORD.findall(text))
    return count >= SURE_WORDS or bool((count >= 3 and _SMALL_WORD.search(text)) or (count >= 2 and _VERB.search(text)))


def _is_title(text: str) -> bool:
    """Return whether every longer word begins with a capital: `Dosage and Administration`."""
    long = [word for word in _WORD.findall(text) if len(word) >= _SMALL]
    return bool(long) and all(word[0].isupper() for word in long)


def _plain(text: str) -> str:
    return " ".join(word.lower() for word in _WORD.findall(text))
