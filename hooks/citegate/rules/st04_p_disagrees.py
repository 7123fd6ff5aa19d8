"""A p value and its 95 % interval say opposite things.

What: an interval that excludes no effect with p clearly above 0.05, or one that includes it with p below 0.05. Values
near the limit, p values for something else (interaction, trend) and intervals of other levels are not judged.

Why: interval and test usually come from the same model (Altman and Bland, BMJ 2011;343:d2304), so one of the numbers
is likely to be wrong or to belong to another result.

Bad:

    The risk ratio was 0.87 (95% CI 0.77 to 0.99), p = 0.4 [@alpha, p. 4].

Good:

    The risk ratio was 0.87 (95% CI 0.77 to 0.99), p = 0.03 [@alpha, p. 4].

Instead: compare the numbers with the source; where both are right, say which test p is from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.consistency import p_disagrees
from citegate.diagnostics import Finding, Level
from citegate.effects import read
from citegate.measured import estimated
from citegate.pinpoint import Pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "ST04"
LEVEL = Level.WARNING


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each p value that disagrees with the interval before it."""
    pinpoint = Pinpoint(article)
    for unit in estimated(article):
        for estimate in filter(p_disagrees, read(unit.text).estimates):
            own, p = estimate.interval, estimate.p
            if own and p:
                bounds = unit.text[own.low.start : own.high.end]
                message = f"“{unit.text[p.start : p.end]}” does not agree with the interval “{bounds}”"
                yield Finding(pinpoint.place(unit, p.start, p.end).span, message, "compare both with the source")
