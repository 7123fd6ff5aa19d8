"""Titles that name a topic although they hold a word or a number that would make another text a claim."""

from __future__ import annotations

import re
from functools import cache

from citegate import tiers
from citegate.lexicon import alternation, load

_LABEL = 2
"""Words: a cell of a table's header with so few is a label, "Controls" or "Harms reported"."""
_PARTICIPLE = re.compile(r"\A\W*\w+ing\b|\b\w+ed by\b", re.IGNORECASE)
"""Words that only look like a verb of their own: "Getting started", "Drugs cleared by the kidney"."""
_SCENE = re.compile(r"\A\W*(?:scenario|example|exercise|vignette|option)\s\w{1,3}\b", re.IGNORECASE)
"""A situation told as one of several: "Scenario 1: you have not built a gate"."""
_NO_MORE_THAN_A_PERIOD = frozenset({"quantity", "directive"})


def names_topic(text: str, own: tuple[str, ...] = ()) -> bool:
    """Return whether a heading or label asks or names its topic, so that it is no claim.

    Periods that tell a group or a window ("Adults over 65 years", "365 days of observation") are parts of a name.
    `own` are the units that the policy adds, here and below.
    """
    if tiers.is_question(text) or not tiers.asserts(text, own):
        return True
    found = tiers.reasons(text, own)
    if not found:
        return bool(_PARTICIPLE.search(text) or _SCENE.search(text))
    if not _NO_MORE_THAN_A_PERIOD.issuperset(found):
        return False
    rest, periods = _period().subn(" ", text)
    return bool(periods) and not tiers.has_dose(text, own) and not tiers.asserts(rest, own)


def labels_columns(cells: list[str], own: tuple[str, ...] = ()) -> bool:
    """Return whether the cells of a table's header only name its columns: no dose, no order, no effect in a phrase."""
    phrases = [cell for cell in cells if len(cell.split()) > _LABEL]
    claims = phrases and tiers.tier("\t".join(phrases), own)[1] in ("directive", "causal")
    return not claims and not tiers.has_dose("\t".join(cells), own)


@cache
def _period() -> re.Pattern[str]:
    """Return the pattern of a length of time that a noun has: "over 65 years", "with >3 yr", "365 days of"."""
    time = load("units")["time"]
    unit = rf"(?:{alternation((*time['symbols'], *time['words']))})(?![A-Za-z0-9])"
    number = rf"[<>≤≥]?\s?\d+(?:\s?(?:-|–|to)\s?\d+)?[\s-]?{unit}"
    return re.compile(rf"\b(?:with|over|under|aged|above|below)\s{number}|{number}\sof\b", re.IGNORECASE)
