"""The numbers in a text as values, however they are written: 1,000 and 1000, 0.50 and ½, second and 2nd."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from citegate.lexicon import alternation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_DIGITS = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.·]\d+)?|[½¼¾]")
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
WORDS: dict[str, int | str] = {
    **dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True)),
    **dict(zip("second third fourth fifth sixth seventh eighth ninth tenth".split(), range(2, 11), strict=True)),
    **dict(zip("eleven twelve fifteen twenty thirty forty fifty".split(), (11, 12, 15, 20, 30, 40, 50), strict=True)),
    **dict(zip("one first once twice dozen hundred thousand".split(), (1, 1, 1, 2, 12, 100, 1000), strict=True)),
    **dict(zip("half quarter".split(), ("0.5", "0.25"), strict=True)),
}
"""Words that stand for a value in the text that a number is looked up in."""
COUNTED = frozenset("two three four five six seven eight nine ten".split())
"""Words that claim a number. "One" and "first" mostly do not: "one of the drugs", "at first"."""
_WORDS = re.compile(rf"(?<![\w-])(?:{alternation(WORDS)})(?![\w])", re.IGNORECASE)
_SHARE = re.compile(r"(?<![\w.])(\d+) (?:in|of|out of)(?: every)? (\d+)(?![\w]|[.,]\d)")
_PERCENT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?(?:%|per ?cent)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, as it is written, and its offset."""

    value: Decimal
    written: str
    at: int


def digits(text: str) -> Iterator[Number]:
    """Yield the numbers that a text has in digits, in order; names with digits in them, such as B12, are none."""
    for match in _DIGITS.finditer(text):
        plain = re.sub(r"[^\d.·]", "", match[0]).replace("·", ".")
        yield Number(Decimal(_FRACTIONS.get(match[0], plain)), match[0], match.start())


def words(text: str, known: Collection[str]) -> Iterator[Number]:
    """Yield the numbers that a text has in words, of those words."""
    for match in _WORDS.finditer(text):
        word = match[0].lower()
        if word in known:
            yield Number(Decimal(WORDS[word]), match[0], match.start())


def shares(text: str) -> Iterator[tuple[Number, Number]]:
    """Yield the pairs of numbers that say how many of how many: 3 in 10, 71 out of 100."""
    for match in _SHARE.finditer(text):
        yield (
            Number(Decimal(match[1]), match[1], match.start(1)),
            Number(Decimal(match[2]), match[2], match.start(2)),
        )


def percents(text: str) -> frozenset[Decimal]:
    """Return the percentages of a text as they are written, with their decimal places."""
    return frozenset(Decimal(match[1]) for match in _PERCENT.finditer(text))


def is_share_of(part: Decimal, whole: Decimal, percentages: Collection[Decimal]) -> bool:
    """Return whether a share, rounded as a percentage is written, is one of these percentages."""
    return any(
        2 * abs(100 * part - percent * whole) <= whole * Decimal(1).scaleb(int(percent.as_tuple().exponent))
        for percent in percentages
    )
