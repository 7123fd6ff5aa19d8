"""An old source without a note that it still holds.

What: a cited entry older than the policy allows (`source-age-years`, 10 unless set) without the field `still_current`
with a date, or with one whose date is itself older than that or still to come.

Why: what was true of a drug in 2009 may have been withdrawn since. A dated note says that somebody looked, and when.

Bad:

    @article{roberts-2009,
      title = {Iatrogenic Baclofen Neurotoxicity in ESRD: Recognition and Management},
      year = {2009}
    }

Good:

    @article{roberts-2015,
      title = {Iatrogenic Baclofen Neurotoxicity in ESRD: Recognition and Management},
      year = {2015},
      still_current = {2026-11-23: no later series of this kind was found}
    }

Instead: look for a newer source; where the old one still holds, add
`still_current = {YYYY-MM-DD: why it still holds}` to its entry.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.references import year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography, Work
    from citegate.context import Context

CODE = "SQ07"
LEVEL = Level.WARNING
SCOPE = "bibliography"
_NOTE = ("still_current", "still-current")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HELP = "look for a newer source, or add `still_current = {YYYY-MM-DD: why it still holds}`"


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each cited work that is too old and has no note, or none with a date that counts."""
    limit = context.policy.source_age_years
    for key, work in bibliography.works.items():
        published = year(work) if key in cited else ""
        if published and context.today.year - int(published) > limit:
            problem = _problem(work, context.today, limit)
            if problem:
                message = f"`{key}` is from {published}, {problem}"
                yield Finding(work.place(*_NOTE, "year", "date"), message, _HELP, work.path)


def _problem(work: Work, today: dt.date, limit: float) -> str:
    note = next((work.fields[name] for name in _NOTE if work.fields.get(name)), "")
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
