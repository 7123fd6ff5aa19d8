"""A ratio is far from the middle of its interval.

What: an odds ratio, risk ratio or hazard ratio that lies far from the geometric mean of its bounds. Rounding, and a
skew of 15 % of the interval's width, are allowed for; credible intervals are not judged.

Why: intervals of ratios are symmetric on the log scale (Altman and Bland, BMJ 2011;343:d2090), so a lopsided one
usually has a wrong digit.

Bad:

    The hazard ratio was 0.80 (95% CI 0.70 to 1.20) [@alpha, p. 4].

Good:

    The risk ratio was 0.87 (95% CI 0.77 to 0.99) [@alpha, p. 4].

Instead: compare the three numbers with the source. Exact methods and small samples can make it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.consistency import lopsided
from citegate.diagnostics import Finding, Level
from citegate.effects import read
from citegate.measured import estimated
from citegate.pinpoint import Pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "ST02"
LEVEL = Level.WARNING


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each ratio that is far from the middle of its bounds."""
    pinpoint = Pinpoint(article)
    for unit in estimated(article):
        for estimate in filter(lopsided, read(unit.text).estimates):
            own, value = estimate.interval, estimate.value
            bounds = unit.text[own.low.start : own.high.end] if own else ""
            message = f"{unit.text[value.start : value.end]} is far from the middle of its interval, “{bounds}”"
            yield Finding(
                pinpoint.place(unit, value.start, value.end).span, message, "compare the three numbers with the source"
            )
