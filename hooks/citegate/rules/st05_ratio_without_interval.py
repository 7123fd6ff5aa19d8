"""A ratio stands without its interval.

What: an odds ratio, risk ratio, hazard ratio or rate ratio with a value and no interval in its sentence, row or the
sentence after. A ratio of exactly 1, a limit ("above 2") and an example ("suppose …") need none.

Why: a ratio without its interval hides how uncertain it is. CONSORT 2010, item 17a, asks for the estimated effect size
and its precision, such as a 95 % confidence interval.

Bad:

    It helped, with an OR of 4.63 [@alpha, p. 4].

Good:

    The OR was 4.63 (95% CI 1.00 to 21.48), compatible with no effect [@alpha, p. 4].

Instead: add the interval from the source, or say that the source gives none and leave the number out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.claimed_effects import bare_ratios
from citegate.diagnostics import Finding, Level
from citegate.effects import read
from citegate.measured import estimated
from citegate.pinpoint import Pinpoint
from citegate.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "ST05"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each ratio that has no interval."""
    pinpoint = Pinpoint(article)
    for unit in estimated(article):
        bare = bare_ratios(unit.text)
        if not bare or unit.role in (Role.HEADING, Role.ALT, Role.LABEL):
            continue
        around = surroundings(article)
        after = read(around.following(unit, same_block=True))
        if after.intervals and not after.estimates:
            continue
        for estimate in bare:
            name = unit.text[estimate.start : estimate.value.end]
            yield Finding(
                pinpoint.place(unit, estimate.value.start, estimate.value.end).span,
                f"“{name}” has no confidence interval",
                "add the interval from the source",
            )
