"""A single study, or a report at second hand, that is not said to be one.

What: a claim of an effect or a comparison whose only source is one trial, cohort, case series or the like, while
neither the sentence nor its paragraph, lead-in, heading or table head says that a study found it. What stands between
quotation marks is the claim of who is quoted. And a claim whose citations say in the locator that its source was not
read ("as reported by X") while no text of its chapter says so.

Why: "X works" and "in one trial of 28 people X worked" differ in what a reader may do with them. Single studies are
often contradicted by later ones (Ioannidis, JAMA 2005;294:218), and retelling changes what was found.

Bad:

    The widget reduces relapse [@alpha, p. 1915].

Good:

    In one trial, the widget reduced relapse [@alpha, p. 1915].

Instead: say what the source is and how large: "In one trial (n = 84) …"; or cite a systematic review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import tiers
from citegate.diagnostics import Finding, Level
from citegate.orders import names_study
from citegate.retold import unsaid
from citegate.select import quoted
from citegate.support import STUDIES, backdrop, kind, supported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SQ05"
LEVEL = Level.WARNING
_EFFECTS = frozenset({"causal", "comparison", "effect measure"})


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each effect or comparison that rests on one study, and each claim at second hand, that does not say so."""
    for unit, carrier in unsaid(article):
        message = f"this is known from {carrier} only and does not say so: {quoted(unit)}"
        yield Finding(unit.span, message, f"say so, here or above it: “as reported by {carrier}”")
    said: dict[tuple[int, str], bool] = {}
    for unit, found in supported(article, context.bibliography):
        studied = unit.tier == "A" and len(found) == 1 and kind(found[0]) in STUDIES
        claimed = tiers.reasons(tiers.unquoted(unit.text)) if studied else ()
        if not _EFFECTS.intersection(claimed):
            continue
        place = (unit.block, found[0].key)  # a long block is read once for each work, not for each sentence
        if place not in said:
            said[place] = names_study(backdrop(article)[unit.block], found[0])
        if not said[place]:
            message = f"this rests on one {kind(found[0]).replace('-', ' ')} and does not say so: {quoted(unit)}"
            yield Finding(unit.span, message, "say so: “In one trial (n = …) …”, or cite a systematic review")
