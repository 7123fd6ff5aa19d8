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

from typing import TYPE_CHECKING

from citegate.ages import NOTE, is_past, problem
from citegate.diagnostics import Finding, Level
from citegate.references import year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography
    from citegate.context import Context

CODE = "SQ07"
LEVEL = Level.WARNING
SCOPE = "bibliography"
_HELP = "look for a newer source, or add `still_current = {YYYY-MM-DD: why it still holds}`"


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each cited work that is too old and has no note, or none with a date that counts."""
    limit = context.policy.source_age_years
    for work in bibliography.chosen(cited):
        if is_past(work, context.today, limit):
            missing = problem(work, context.today, limit)
            if missing:
                message = f"`{work.key}` is from {year(work)}, {missing}"
                yield Finding(work.place(*NOTE, "year", "date"), message, _HELP, work.path)
