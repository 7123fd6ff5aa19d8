"""The number of a dose touches its unit, or its thousands are not grouped.

What: "10mg", and a dose of five digits or more without a comma ("100000 units").

Why: the m of "10mg" is read as a zero, and zeros that are not grouped are miscounted: both stand in the ISMP list of
error-prone dose designations.

Bad:

    Adults: give 10mg intravenously [@label, sec. 2].

Good:

    Adults: give 10 mg intravenously [@label, sec. 2].

Instead: apply the edit: the value stays.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.dose_signs import tight_units, ungrouped_thousands
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint, in_quotation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO04"
LEVEL = Level.WARNING
FIXES = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each dose that is run together, with its edit where the place is exact."""
    pinpoint, own = Pinpoint(article), context.policy.units
    for unit in dosed(article, own):
        for sign in chain(tight_units(unit.text, own), ungrouped_thousands(unit.text, own)):
            if not in_quotation(unit.text, sign.start):
                span = pinpoint.place(unit, sign.start, sign.end).span
                edits = pinpoint.edit(unit, sign.start, sign.end, sign.write) if sign.write else ()
                advice = f"write “{sign.write}”" if sign.write else "put a space between number and unit"
                yield Finding(span, f"“{sign.why}” is easily misread", advice, edits=edits)
