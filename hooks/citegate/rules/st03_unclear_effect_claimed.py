"""An interval that includes no effect stands beside a claim of benefit or harm.

What: a sentence or row whose intervals all include or touch no effect (1 for a ratio, 0 for a difference), with a word
of benefit or harm and no word that says so ("no clear difference", "compatible with no effect", "may", "not").

Why: such a result is compatible with no effect. The Cochrane Handbook, section 15.3, asks that this be said in words.

Bad:

    The widget brings benefit, odds ratio 4.63 (95% CI 1.00 to 21.48) [@alpha, p. 4].

Good:

    The odds ratio was 4.63 (95% CI 1.00 to 21.48), which is compatible with no effect [@alpha, p. 4].

Instead: say in the same sentence that the interval is compatible with no effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.claimed_effects import claims_effect, hedged
from citegate.consistency import reaches_neutral
from citegate.diagnostics import Finding, Level
from citegate.effects import NEUTRAL, read
from citegate.measured import estimated
from citegate.pinpoint import Pinpoint
from citegate.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "ST03"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each interval that includes no effect beside a claim."""
    pinpoint = Pinpoint(article)
    for unit in estimated(article):
        named = [e for e in read(unit.text).estimates if e.interval and e.kind in NEUTRAL]
        if not named or not all(map(reaches_neutral, named)) or not claims_effect(unit) or hedged(unit.text):
            continue
        around = surroundings(article)
        if hedged(around.following(unit, same_block=True)):
            continue
        first, own = named[0], named[0].interval
        bounds = unit.text[own.low.start : own.high.end] if own else ""
        yield Finding(
            pinpoint.place(unit, first.value.start, first.value.end).span,
            f"the interval “{bounds}” includes no effect, and the text claims one",
            "say that the result is compatible with no effect",
        )
