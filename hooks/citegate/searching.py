"""Finds sources and claims by words: all words must match, a word also by its beginning, accents and case aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.names import authors
from citegate.references import short, year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from citegate.article import Article, Unit
    from citegate.bibliography import Work

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z0-9]+")
_WHOLE_WORD = 2
"""How much more a whole word counts than the beginning of one."""


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source of the bibliography with what names it: `Penninga 2016` and its title."""

    key: str
    short: str
    title: str
    score: int


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim of an article with its place and the keys that cover it."""

    path: str
    unit: Unit
    score: int


def words(text: str) -> list[str]:
    """Return the words of a text without case and accents: `GABA-B, Rösner` gives `gaba`, `b`, `rosner`.

    >>> words("GABA-B, Rösner")
    ['gaba', 'b', 'rosner']
    """
    folded = text.casefold()
    if not folded.isascii():
        apart = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(
            char for char in apart if not unicodedata.combining(char)
        ).casefold()  # U+2120 comes apart as SM
    return (_PLAIN if folded.isascii() else _WORD).findall(folded)


def sources(query: str, works: Iterable[Work]) -> list[FoundSource]:
    """Return the works in which all words of the query stand, best first: key and title weigh most, then authors."""
    asked = words(query)
    found = []
    for work in works:
        score = _score(asked, _weighed(work))
        if score:
            found.append(FoundSource(work.key, short(work), work.fields.get("title", ""), score))
    return sorted(found, key=lambda source: (-source.score, source.key.casefold()))


def claims(query: str, articles: Sequence[Article]) -> list[FoundClaim]:
    """Return the articles' claims in which all words of the query stand, best first, then by path and line."""
    asked = words(query)
    found = []
    for article in (article for article in articles if article.kind == "article"):
        for unit in article.units:
            score = _score(asked, dict.fromkeys(words(unit.text), 1)) if unit.is_claim else 0
            if score:
                found.append(FoundClaim(article.path, unit, score))
    return sorted(found, key=lambda claim: (-claim.score, claim.path, claim.unit.span))


def _weighed(work: Work) -> dict[str, int]:
    """Return each word of a work with its weight, that of the place where it weighs most."""
    people = (name for role in ("author", "editor") for name in authors(work, role))
    names = " ".join(f"{name.family} {name.given} {name.literal}" for name in people)
    journal = " ".join(work.fields.get(name, "") for name in ("journal", "journaltitle", "booktitle"))
    weighed: dict[str, int] = {}
    for weight, text in (
        (1, f"{journal} {year(work)}"),
        (2, names),
        (4, f"{work.key} {work.fields.get('title', '')} {work.fields.get('subtitle', '')}"),
    ):
        weighed.update(dict.fromkeys(words(text), weight))
    return weighed


def _score(asked: list[str], weighed: Mapping[str, int]) -> int:
    """Return the sum of the best match of each word asked for, or 0 where one of them matches nothing."""
    scores = []
    for word in asked:
        whole = weighed.get(word, 0) * _WHOLE_WORD
        begun = max((weight for known, weight in weighed.items() if known.startswith(word)), default=0)
        scores.append(max(whole, begun))
    return sum(scores) if scores and all(scores) else 0
