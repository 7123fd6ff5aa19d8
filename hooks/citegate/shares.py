"""Parts of a whole in a text: "7 of 60 (12%)", "12% (7/60)", "7 (12%) of 60 patients"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from citegate.lexicon import alternation, load
from citegate.values import NUMBER, Number, group

_WHOLE = r"(?:[1-9]\d{0,2}(?:,\d{3})++(?!\d)|\d++(?![.,]\d))"
_START = r"(?<![\w.,/$€£-])"
_NO_UNIT = (
    r"(?!\s?-?\s?(?:mg|mcg|µg|g|kg|mL|ml|units?|mmHg|%|years?|days?|hours?|weeks?|months?|minutes?)\b|[/.]\d|-\d|\s?%)"
)


_WHOLE_FOLLOWS = re.compile(r"of\s(?:the\s|all\s|these\s|a total of\s)?\d|/\s?\d")
"""What stands in each share: the words or the stroke before the whole."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, and the percentage that the text gives for it, if any."""

    part: Number
    whole: Number
    percent: Number | None
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    people = alternation(load("measures")["people"]["words"])
    nouns = r"(?:\s[A-Za-z'-]{1,20}){0,4}"
    percent = rf"(?P<percent>{NUMBER})\s?%(?!\s?-?\s?(?:C\.?I|CrI|conf|of\b|[a-z]))"
    of = r"\s(?:out\s)?of\s(?:the\s|all\s|these\s|a total of\s)?"
    return (
        re.compile(
            rf"{_START}(?P<part>{_WHOLE})(?:{of}|\s?/\s?)(?P<whole>{_WHOLE})\b{_NO_UNIT}{nouns}\s?[(\[]\s?{percent}"
        ),
        re.compile(
            rf"{_START}(?P<part>{_WHOLE}){nouns}\s?[(\[]\s?(?P<percent>{NUMBER})\s?%\s?[)\]]{of}(?P<whole>{_WHOLE})\b{_NO_UNIT}"
        ),
        re.compile(
            rf"(?<![\w.,<>≤≥~-])(?<![<>≤≥~]\s)(?P<percent>{NUMBER})\s?%\s?[(\[]\s?(?:n\s?=\s?)?(?P<part>{_WHOLE})"
            rf"(?:{of}|\s?/\s?)(?P<whole>{_WHOLE})(?=[)\];,]|\s(?:{people})\b)"
        ),
        re.compile(rf"{_START}(?P<part>{_WHOLE})(?:{of}|\s?/\s?)(?P<whole>{_WHOLE})\b{_NO_UNIT}(?=\s(?:{people})\b)"),
        re.compile(rf"{_START}(?P<part>{_WHOLE})\s(?:out\s)?of\s(?P<whole>{_WHOLE})\b{_NO_UNIT}"),
    )


_YEAR = re.compile(r"\b(?:in|since|until|by|during|of|and|to|from)\s\Z", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?:type|phase|stage|grade|day|week|month|table|figure|step|part|page|level|class|group|chapter)s?\s\Z",
    re.IGNORECASE,
)


def read_shares(flat: str) -> tuple[Share, ...]:
    """Return the shares of a plain text, each place once, the fullest reading first."""
    if not _WHOLE_FOLLOWS.search(flat):
        return ()
    found: list[Share] = []
    taken = bytearray(len(flat))
    for pattern in _patterns():
        for match in pattern.finditer(flat):
            share = _share(match)
            if share and not any(taken[share.start : share.end]):
                found.append(share)
                taken[share.start : share.end] = b"\1" * (share.end - share.start)
    return tuple(sorted(found, key=lambda share: share.start))


def _share(match: re.Match[str]) -> Share | None:
    """Return the share of a match, or nothing where the first number is a year or a name."""
    part, whole = group(match, "part"), group(match, "whole")
    before = match.string[max(0, match.start() - 12) : match.start()]
    if _NAME.search(before) or (1900 <= part.value <= 2100 and _YEAR.search(before)) or not whole.value:
        return None
    percent = group(match, "percent") if "percent" in match.re.groupindex else None
    return Share(part, whole, percent, match.start(), match.end())


@cache
def _shares_of() -> re.Pattern[str]:
    people = alternation(load("measures")["people"]["words"])
    named = alternation(load("measures")["shares"]["words"])
    return re.compile(
        rf"(?<![\w.,-])(?P<a>{NUMBER})\s?(?:%|per\s?cent)\s(?:of|in)\s(?:the\s|all\s|these\s|our\s)?(?:[a-z-]{{1,20}}\s){{0,2}}"
        rf"(?:{people})\b(?!')|\b(?i:{named})\s(?:of|was|is|were|reached)\s(?P<b>{NUMBER})\s?%"
    )


def beyond_whole(flat: str) -> list[Number]:
    """Return the percentages of a plain text that are shares and above 100: "120% of patients", no "rise of 150%"."""
    if "%" not in flat and "per" not in flat:
        return []
    numbers = [group(match, "a" if match["a"] else "b") for match in _shares_of().finditer(flat)]
    return [number for number in numbers if number.value > 100]
