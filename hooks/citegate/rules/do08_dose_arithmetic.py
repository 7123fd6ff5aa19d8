"""The doses of a text do not add up.

What: a range that is turned round ("10–5 mg"), a dose above the maximum stated after it, and a dose that times its
count or frequency is above it. Only where the sentence or row leaves one reading.

Why: one of the numbers is wrong by a step, often tenfold, and a reader cannot know which.

Bad:

    Adults: give 5 × 0.3 mg intravenously, maximum 1 mg [@label, sec. 2].

Good:

    Adults: give 5 × 0.2 mg intravenously, maximum 1 mg [@label, sec. 2].

Instead: copy the numbers from the source again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.dose_sums import excesses
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO08"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each sum of doses that does not come out."""
    pinpoint = Pinpoint(article)
    for unit in dosed(article, context.policy.units):
        for excess in excesses(unit.text, context.policy.units):
            span = pinpoint.place(unit, excess.start, excess.end).span
            yield Finding(span, excess.message, "copy the numbers from the source again")
