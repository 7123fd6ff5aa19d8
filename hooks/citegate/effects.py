"""Statistics in a text as values: effect estimates with their interval and p, shares of a number, p values.

A text that cannot be read with certainty ("0,87", "respectively", two numbers before one interval) gives fewer values,
never wrong ones. Every value has its range in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from citegate.glance import firsts, has_digit, lacks
from citegate.lexicon import alternation, load
from citegate.once import per_text
from citegate.pvalues import PValue, read_ps
from citegate.shares import Share, read_shares
from citegate.values import NUMBER, Number, group, number, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Effects", "Estimate", "Interval", "PValue", "Share", "read"]

NEUTRAL = {"ratio": Decimal(1), "difference": Decimal(0)}
"""What each kind of measure is where there is no effect."""
_BOUNDS = (
    rf"(?P<low>[-+]?{NUMBER})(?:\s?%|\s?[A-Za-z/]{{1,8}}(?<!to)(?<!and))?(?P<sep>\s?(?:to\b|and\b|[,;]|-{{1,3}})\s?)"
    rf"(?P<high>[-+]?{NUMBER})(?:\s?%)?"
)
_INTERVAL = re.compile(
    r"(?:(?<![\d.])(?P<level>\d\d(?:\.\d\d?)?)\s?%\s?-?\s?)?"
    r"(?<![A-Za-z])(?P<label>C\.?I\.?s?|CrIs?|[Cc]onfidence\s(?:[Ii]nterval|[Ll]imit)s?|[Cc]redible\s[Ii]ntervals?)"
    r"(?:\s?[(\[]\s?(?:CI|CrI)\s?[)\]])?[\s:=,(\[]{0,4}(?:(?:of|was|is|from|between|ranging from)\s)?[\s:=,(\[]{0,3}"
    + _BOUNDS
)
_LABELS = ("CI", "C.I", "CrI", "onfidence", "redible")  # one stands in the label of each interval
_BRACKETED = re.compile(rf"\s?%?\s?[(\[]\s?{_BOUNDS}\s?(?=[)\];,])")
_LOOSE = re.compile(rf"(?P<value>[-+]?{NUMBER})(?P<unit>\s?%|\s?-?fold|\s(?:percentage\s)?points?)?[\s,;:(\[]{{0,4}}\Z")
_NO_VALUE_AFTER = re.compile(
    r"(?:\b(?:at|after|in|within|over|for|than|every|days?|weeks?|months?|years?|table|figure|aged|age|n|to|and"
    r"|or|of the)\s?=?\s?|[-/])\Z",
    re.IGNORECASE,
)
_LINK = (
    r"(?:\s?[(\[](?:[A-Za-z]{1,5})[)\]])?(?:\s(?:estimate|value)s?)?(?:\s(?:for|of|in|with)\s(?:[A-Za-z'-]{1,20}\s){1,6}?(?=was|were|is|of|=))?"
    r"(?:\s?(?:of|was|is|were|are|equalled|about|approximately)\b){0,2}[\s=:,(\[~≈]{0,3}"
)
_LABEL_AFTER = re.compile(r"\s?\\?%\s?-?\s?(?:C\.?I|CrI|conf|cred)")
_LOG = re.compile(r"\b(?:log|ln|natural logarithm of the)[\s(-]{0,2}\Z", re.IGNORECASE)
_PAUSE = re.compile(r"[;\t]|\.\s")
_REACH = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds as written, with the level in percent where one is given; `credible` for a Bayesian interval."""

    low: Number
    high: Number
    level: Decimal | None
    credible: bool
    separator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that estimates an effect. `kind` is `ratio`, `difference`, `needed`, or "" where no measure is named."""

    kind: str
    measure: str
    value: Number
    percent: bool
    start: int
    end: int
    interval: Interval | None = None
    p: PValue | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything that a text says in statistics, in the order of the text."""

    estimates: tuple[Estimate, ...] = ()
    intervals: tuple[Interval, ...] = ()
    ps: tuple[PValue, ...] = ()
    shares: tuple[Share, ...] = ()


NOTHING = Effects()


@cache
def _named() -> re.Pattern[str]:
    """Return the pattern of a measure's name, the words that lead to its number, and the number."""
    data = load("measures")
    kinds = ("ratio", "difference", "needed")
    words = alternation(word for kind in kinds for word in data[kind]["words"])
    acronyms = alternation(word for kind in kinds for word in data[kind]["acronyms"])
    return re.compile(
        rf"(?<![\w-])(?:(?P<word>(?i:{words}))s?|(?P<acronym>{acronyms})s?)\b{_LINK}(?P<value>[-+]?{NUMBER})(?P<unit>\s?%)?"
    )


@cache
def _firsts() -> frozenset[str] | None:
    """Return the first word of each measure's name, which may have an s at its end."""
    return firsts(form for name in _kinds() for form in (name, f"{name}s"))


@cache
def _kinds() -> dict[str, str]:
    data = load("measures")
    return {
        name.lower() if key == "words" else name: kind
        for kind in ("ratio", "difference", "needed")
        for key in ("words", "acronyms")
        for name in data[kind][key]
    }


@cache
def _foreign_unit() -> re.Pattern[str]:
    return re.compile(rf"\s?-?(?:{alternation(load('measures')['units_after']['words'])})(?![A-Za-z])")


@per_text
def read(text: str) -> Effects:
    """Return the statistics of a text. Never raises; linear in the text."""
    if not has_digit(text):
        return NOTHING
    flat = plain(text)
    intervals, ps, shares = _intervals(flat), read_ps(flat), read_shares(flat)
    estimates = _estimates(flat, intervals)
    if not (intervals or estimates):
        return Effects(ps=ps, shares=shares) if ps or shares else NOTHING
    if "respectively" not in flat:
        estimates = _with_p(flat, _with_intervals(flat, estimates, intervals), ps)
    known = {interval.start for interval in intervals}
    inner = [e.interval for e in estimates if e.interval and e.interval.start not in known]
    ordered = tuple(sorted([*intervals, *inner], key=lambda interval: interval.start))
    return Effects(tuple(estimates), ordered, ps, shares)


def _intervals(flat: str) -> list[Interval]:
    found = _INTERVAL.finditer(flat) if any(label in flat for label in _LABELS) else ()
    return [_interval(match, match["level"], credible=match["label"][:2] in {"Cr", "cr"}) for match in found]


def _interval(match: re.Match[str], level: str | None, *, credible: bool = False) -> Interval:
    low, high = group(match, "low"), group(match, "high")
    separator = match["sep"]
    if low.value < 0 and separator == "--":
        high = replace(high, value=-high.value, start=high.start - 1)
    start = match.start() if level is not None or match.re is _INTERVAL else match.start("low")
    return Interval(low, high, Decimal(level) if level else None, credible, separator, start, match.end())


def _estimates(flat: str, intervals: Sequence[Interval]) -> list[Estimate]:
    if lacks(flat, _firsts()):
        return []
    found = []
    starts = {interval.start for interval in intervals}
    for match in _named().finditer(flat):
        if _LABEL_AFTER.match(flat, match.end("value")) or match.start("value") in starts:
            continue
        estimate = _estimate(flat, match)
        if estimate:
            found.append(estimate)
    return found


def _estimate(flat: str, match: re.Match[str]) -> Estimate | None:
    """Return the estimate of a measure and a number, or nothing where the letters mean something else."""
    name = (match["word"] or "").lower() or match["acronym"]
    kind, value = _kinds()[name], group(match, "value")
    before = flat[max(0, match.start() - 30) : match.start()]
    if _LOG.search(before) or (kind == "ratio" and _foreign_unit().match(flat, value.end)):
        return None
    estimate = Estimate(kind, match["acronym"] or name, value, bool(match["unit"]), match.start(), match.end())
    bracketed = _BRACKETED.match(flat, value.end) if kind != "needed" else None
    if bracketed:
        return replace(estimate, interval=_interval(bracketed, None), end=bracketed.end())
    sure = value.decimals or match["word"] or kind == "needed"
    return estimate if sure or _interval_follows(flat, match.end()) else None


def _interval_follows(flat: str, at: int) -> bool:
    return bool(_INTERVAL.search(flat, at, min(len(flat), at + _REACH)))


def _with_intervals(flat: str, estimates: list[Estimate], intervals: Sequence[Interval]) -> list[Estimate]:
    """Give each labelled interval to the estimate that it stands after; a number without a name may be one."""
    found = list(estimates)
    starts = [estimate.value.start for estimate in estimates]
    last = 0
    for interval in intervals:
        at = bisect_left(starts, interval.start) - 1
        if at < 0 or starts[at] < last:
            found += _loose(flat, last, interval)
        elif found[at].interval is None and _reaches(flat[found[at].value.end : interval.start]):
            found[at] = replace(found[at], interval=interval, end=interval.end)
        last = interval.end
    return sorted(found, key=lambda estimate: estimate.start)


def _reaches(between: str) -> bool:
    """Return whether an interval after this text belongs to the estimate before it: near, no other value between."""
    return (
        len(between) <= _REACH and not _PAUSE.search(between.lstrip(";,\t ")) and not re.search(r"\d[.%]|\.\d", between)
    )


def _loose(flat: str, start: int, interval: Interval) -> list[Estimate]:
    """Return the number without a named measure that stands directly before an interval."""
    floor = max(start, interval.start - 40)
    match = _LOOSE.search(flat[floor : interval.start])
    if not match or not (match["unit"] or "." in match["value"]):
        return []
    at, end = floor + match.start("value"), floor + match.end("value")
    before = flat[max(0, at - 20) : at]
    if _NO_VALUE_AFTER.search(before) or before[-1:].isalnum() or before[-1:] == ".":
        return []
    percent = "%" in (match["unit"] or "")
    return [Estimate("", "", number(flat, at, end), percent, at, interval.end, interval)]


def _with_p(flat: str, estimates: list[Estimate], ps: Sequence[PValue]) -> list[Estimate]:
    """Give each p value to the interval that it stands directly after."""
    found = []
    starts = [p.start for p in ps]
    for estimate in estimates:
        own = estimate.interval
        at = bisect_left(starts, own.end) if own else len(ps)
        near = ps[at] if at < len(ps) else None
        if (
            own
            and near
            and not near.about
            and re.fullmatch(r"[\s,;:()\[\]]{0,4}(?:with\sa?\s?|and\s)?", flat[own.end : near.start])
        ):
            found.append(replace(estimate, p=near))
        else:
            found.append(estimate)
    return found
