"""A dose has a trailing zero.

What: the number of a dose ends in a zero after its decimal point ("1.0 mg"). Measurements, concentrations, strengths
per volume and intervals may show their precision.

Why: where the point is not seen, 1.0 mg is read as 10 mg. The Joint Commission's "Do Not Use" list and the ISMP list of
error-prone dose designations forbid it.

Bad:

    Adults: give 1.0 mg intravenously [@label, sec. 2].

Good:

    Adults: give 1 mg intravenously [@label, sec. 2].

Instead: apply the edit: the value stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.dose_signs import trailing_zeros
from citegate.effects import read
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO01"
LEVEL = Level.ERROR
FIXES = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each trailing zero, with its edit where the place is exact."""
    pinpoint = Pinpoint(article)
    for unit in dosed(article, context.policy.units):
        for sign in trailing_zeros(unit.text, context.policy.units):
            if any(i.start <= sign.start < i.end for i in read(unit.text).intervals):
                continue
            span = pinpoint.place(unit, sign.start, sign.end).span
            edits = pinpoint.edit(unit, sign.start, sign.end, sign.write)
            yield Finding(span, f"“{sign.why}” can be read as ten times the dose", f"write “{sign.write}”", edits=edits)
