"""A dose begins with its decimal point.

What: a number before a unit of dose has no zero before the point (".5 mg").

Why: where the point is not seen, .5 mg is read as 5 mg. The Joint Commission's "Do Not Use" list and the ISMP list of
error-prone dose designations forbid it.

Bad:

    Adults: give (.5 mg) intravenously [@label, sec. 2].

Good:

    Adults: give (0.5 mg) intravenously [@label, sec. 2].

Instead: apply the edit: the value stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.dose_signs import naked_decimals
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO02"
LEVEL = Level.ERROR
FIXES = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each naked decimal point, with its edit where the place is exact."""
    pinpoint = Pinpoint(article)
    for unit in dosed(article, context.policy.units):
        for sign in naked_decimals(unit.text, context.policy.units):
            span = pinpoint.place(unit, sign.start, sign.end).span
            edits = pinpoint.edit(unit, sign.start, sign.end, sign.write)
            yield Finding(span, f"“{sign.why}” can be read as ten times the dose", f"write “{sign.write}”", edits=edits)
