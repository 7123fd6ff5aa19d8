"""An estimate lies outside its own interval, or the bounds are in the wrong order.

What: a number with a confidence or credible interval that does not contain it, and an interval whose lower bound is
above its upper one. Rounding is allowed for.

Why: an estimate always lies inside its interval, so one of the numbers is wrong: a slip of the pen that a reader takes
for a result. SAMPL guidelines (Lang and Altman, 2013) ask for each estimate with its interval so that this can be seen.

Bad:

    The odds ratio was 4.63 (95% CI 5.00 to 21.48) [@alpha, p. 4].

Good:

    The odds ratio was 4.63 (95% CI 1.00 to 21.48) [@alpha, p. 4].

Instead: copy the three numbers from the source again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.consistency import outside, reversed_bounds
from citegate.diagnostics import Finding, Level
from citegate.effects import read
from citegate.measured import estimated
from citegate.pinpoint import Pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "ST01"
LEVEL = Level.ERROR
HELP = "copy the numbers from the source again"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each estimate outside its interval and each interval that is turned round."""
    pinpoint = Pinpoint(article)
    for unit in estimated(article):
        effects = read(unit.text)
        for interval in filter(reversed_bounds, effects.intervals):
            piece = unit.text[interval.low.start : interval.high.end]
            span = pinpoint.place(unit, interval.low.start, interval.high.end).span
            yield Finding(span, f"the lower bound of “{piece}” is above the upper one", HELP)
        for estimate in filter(outside, effects.estimates):
            own, value = estimate.interval, estimate.value
            bounds = unit.text[own.low.start : own.high.end] if own else ""
            message = f"{unit.text[value.start : value.end]} lies outside its own interval, “{bounds}”"
            yield Finding(pinpoint.place(unit, value.start, value.end).span, message, HELP)
