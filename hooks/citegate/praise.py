"""Praise of a site by itself."""

from __future__ import annotations

import re
from functools import cache

from citegate.glance import firsts, lacks
from citegate.lexicon import alternation, fold, load


def praise(text: str, *, cited: bool = False) -> str:
    """Return the words with which a text praises the site, the article or its makers, or an empty text.

    Praise counts where the text names them ("our", "this site"), or where it is a slogan about answers, articles or
    information that somebody offers and that cites nothing ("World-class answers.").
    """
    folded = fold(text)
    if lacks(folded, _firsts()):
        return ""
    match = _praise().search(folded)
    if match is None:
        return ""
    if _selves().search(folded):
        return match[0]
    slogan = None if cited else _slogan().match(folded)
    return slogan["praise"] if slogan else ""


@cache
def _firsts() -> frozenset[str] | None:
    return firsts(load("praise")["praise"])


@cache
def _praise() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(load('praise')['praise'])})(?!\w)", re.IGNORECASE)


@cache
def _selves() -> re.Pattern[str]:
    own = alternation(name for name in load("praise")["selves"] if name != "us")
    return re.compile(rf"(?<![\w.])(?:(?i:{own})|us|Us)(?![\w.])")


@cache
def _slogan() -> re.Pattern[str]:
    """Return the pattern of praise, a few words, and what is offered: at the start of a text without a subject."""
    data = load("praise")
    return re.compile(
        rf"\W*(?:(?:the|a|an|your|get|find|welcome to|provides?|providing|offers?|offering|for)\s){{0,3}}(?:\w+'s\s)?"
        rf"(?P<praise>{alternation(data['praise'])})(?:[\s,]+[\w-]+){{0,4}}?[\s,]+(?:{alternation(data['offers'])})\b",
        re.IGNORECASE,
    )
