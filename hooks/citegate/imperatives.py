"""Orders to the reader: bare imperatives, and what begins an instruction."""

from __future__ import annotations

import re
from functools import cache

from citegate import glance
from citegate.lexicon import alternation, load

_GLUED = re.compile(r"\A[\W\d]{0,5}\d[^\W\d]")
"""A number before the first word, no blank between: a word that the glance does not tell."""


def orders(folded: str) -> bool:
    """Return whether a folded text holds a bare imperative at the start of a sentence, clause or table cell."""
    return _may_order(folded) and bool(_orders().search(folded))


def opens(folded: str) -> bool:
    """Return whether an order to readers begins a sentence, item or cell of a folded text, or follows a condition."""
    return _may_order(folded) and bool(_openings().search(folded))


def _may_order(folded: str) -> bool:
    return not glance.lacks(folded, _firsts()) or bool(_GLUED.match(folded))


@cache
def _firsts() -> frozenset[str] | None:
    """Return the words of which one begins every order."""
    data = load("directives")
    return glance.firsts(("do not", "don't", *data["imperatives"], *data["noun_imperatives"], *data["openings"]))


@cache
def _orders() -> re.Pattern[str]:
    """Return the pattern of a bare imperative at the start of a sentence, clause or table cell."""
    data = load("directives")
    return re.compile(
        r"(?:\A[\W\d]{0,6}(?:[a-z]\)\s)?|[,;:.!?]\s{1,2}|\s-\s|\d\)\s|\t|\b(?:then|please)\s)"
        r"(?:(?:then|or|and|please|also|first|next|instead|slowly|gradually|immediately|carefully)\s){0,2}"
        rf"(?:do not|don't|(?:{alternation(data['imperatives'])})(?!['’\w])"
        rf"|(?:{alternation(data['noun_imperatives'])})\b(?!['’]|[\s-](?:{alternation(data['no_order_before'])})\b))",
        re.IGNORECASE,
    )


@cache
def _openings() -> re.Pattern[str]:
    """Return the pattern of an order to readers that begins a sentence, item or cell, or follows its condition."""
    openings, conditions = (alternation(load("directives")[key]) for key in ("openings", "conditions"))
    return re.compile(
        rf"(?:\A[\W\d]{{0,6}}|[:;.!?]\s|\t|\A\W?(?:{conditions})\s[^,]{{1,160}},\s)"
        rf"(?:(?:please|also|then|and|but|so|instead|first|always)\s)?(?:{openings})\b(?!['’-])",
        re.IGNORECASE,
    )
