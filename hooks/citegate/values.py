"""Numbers in a text, with their value, their precision and their place; and a text with one form for each sign."""

# ruff: noqa: RUF001 - dashes, dots and micro signs are meant as they stand

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from citegate.once import per_text

_SIGNS = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | {"⁄": "/", "μ": "µ", "’": "'"}
)
_MIDDLE_DOT = re.compile(r"(?<=\d)[·∙](?=\d)")
_ADDRESS = re.compile(r"(?:https?://|www\.|\b10\.\d{4,9}/)\S+")
NUMBER = r"(?:[1-9]\d{0,2}(?:,\d{3})++(?![\d])(?:\.\d++)?+|\d++\.\d++(?!\.\d)|\.\d++|\d++(?!,\d|\.\d))"
"""A regular expression for a number without its sign; a decimal comma, a version and a date are no numbers."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text at `start:end`: its exact value, and how many decimals were written."""

    value: Decimal
    decimals: int
    start: int
    end: int

    @property
    def half(self) -> Decimal:
        """Return half a unit of the last decimal: what rounding may have taken away or added."""
        return Decimal(5).scaleb(-self.decimals - 1)

    def same(self, other: Number) -> bool:
        """Return whether two numbers are one number, rounded to more or fewer decimals."""
        return abs(self.value - other.value) <= max(self.half, other.half)


def plain(text: str) -> str:
    """Return the text with one form for each dash, space, decimal point and micro sign, every place unchanged."""
    folded = text if text.isascii() else _folded(text)
    if "://" in folded or "www." in folded or "10." in folded:
        return _ADDRESS.sub(lambda match: " " * len(match[0]), folded)
    return folded


@per_text
def _folded(text: str) -> str:
    return _MIDDLE_DOT.sub(".", text.translate(_SIGNS))


def number(text: str, start: int, end: int) -> Number:
    """Return the number written at a range of a plain text, a sign before it included."""
    digits = text[start:end].replace(",", "").replace(" ", "").lstrip("+")
    return Number(Decimal(digits), len(digits.partition(".")[2]), start, end)


def group(match: re.Match[str], name: str) -> Number:
    """Return the number that a named group of a match holds."""
    return number(match.string, match.start(name), match.end(name))
