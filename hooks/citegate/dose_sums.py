"""Arithmetic of doses: ranges, steps against their maximum. Only where a text leaves one reading."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from citegate.doses import multiplier, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.doses import Doses, Quantity

_COMPARED = re.compile(
    r"\b(?:from|instead|than|above|over|exceed(?:ing|s)?|below|on|taking|of|at|to|not|rather)\s\Z", re.IGNORECASE
)
_FALLS = re.compile(r"\b(?:from|fell|falls?|reduc\w+|lower\w*|decreas\w+|taper\w*|drop\w*|declin\w+)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.:]\s|\t|\n")
_EACH = re.compile(
    r"\b(?:at one time|per dose|a dose|single dose|each dose|per injection|at a time|hour)\b", re.IGNORECASE
)
_DAY = re.compile(r"\A[\s)]{0,2}(?:a|per|each|every|/|in any|in one)?\s?(?:day|daily|24)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Excess:
    """What adds up to more than it may, at `start:end` of a text."""

    start: int
    end: int
    message: str


def excesses(text: str, own: tuple[str, ...] = ()) -> Iterator[Excess]:
    """Yield each range that is turned round, and each dose that exceeds the maximum stated after it."""
    doses = read(text, own)
    for quantity in doses.quantities:
        if quantity.kind == "dose" and quantity.high and quantity.low.value > quantity.high.value:
            if _FALLS.search(text):
                break
            piece = text[quantity.start : quantity.end]
            yield Excess(quantity.start, quantity.end, f"in “{piece}” the lower end is above the upper one")
    given = [q for q in doses.given if q.dimension != "volume" or text[max(0, q.start - 1) : q.start] != "("]
    for dose, bound in pairwise(given):
        if bound.maximum and not dose.maximum and _comparable(text, dose, bound):
            yield from _exceeds(text, doses, dose, bound)


def _comparable(text: str, dose: Quantity, bound: Quantity) -> bool:
    """Return whether a maximum bounds the dose before it: same dimension, same weight basis, same sentence."""
    between = text[dose.end : bound.start]
    same = dose.dimension == bound.dimension and ("kg" in dose.per) == ("kg" in bound.per) and bound.high is None
    return same and not _BREAK.search(between) and not _COMPARED.search(text[max(0, dose.start - 12) : dose.start])


def _exceeds(text: str, doses: Doses, dose: Quantity, bound: Quantity) -> Iterator[Excess]:
    """Yield the excess of a dose, times its count, over its maximum."""
    times = multiplier(text, dose)
    first = bisect_left(doses.frequencies, dose.end, key=lambda f: f.start)
    often = [f for f in doses.frequencies[first : first + 2] if f.start < bound.start]
    per_day = "day" in bound.per or bool(_DAY.match(text[bound.end : bound.end + 14]))
    each = _EACH.search(text[bound.start : bound.end + 20]) or "dose" in bound.per or "hour" in bound.per
    if len(often) == 1 and not each and not set(dose.per) - {"kg"} and (often[0].total or per_day):
        times *= often[0].count
    elif each and ("day" in dose.per or "week" in dose.per):
        return
    amount = times * dose.top
    if amount > bound.top:
        step = text[dose.start : dose.end]
        shown = f"{times} × {step}" if times > 1 else step
        yield Excess(
            dose.start, bound.end, f"{shown} is more than “{text[bound.start : bound.end]}”, the maximum given"
        )
