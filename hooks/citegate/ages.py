"""How old a source is, and whether its entry says that it still holds: `still_current = {2026-11-23: why}`."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from citegate.references import year

if TYPE_CHECKING:
    from citegate.bibliography import Work

NOTE = ("still_current", "still-current")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def is_past(work: Work, today: dt.date, limit: float) -> bool:
    """Return whether a work was published longer ago than the limit in years; one without a year never is."""
    published = year(work)
    return bool(published) and today.year - int(published) > limit


def problem(work: Work, today: dt.date, limit: float) -> str:
    """Return what a note that an old work still holds lacks, or an empty text where there is one that counts."""
    note = next((work.fields[name] for name in NOTE if work.fields.get(name)), "")
    if not note:
        return "and its entry does not say that it is still current"
    found = _DAY.search(note)
    try:
        day = dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        day = None
    if day is None:
        return "and its `still_current` has no date"
    if day > today:
        return "and its `still_current` has a date that is still to come"
    return "and its `still_current` is as old as that" if today.year - day.year > limit else ""


def is_old(work: Work, today: dt.date, limit: float) -> bool:
    """Return whether a work is past the limit and no dated note says that it still holds."""
    return is_past(work, today, limit) and bool(problem(work, today, limit))
