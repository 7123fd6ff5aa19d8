"""A dose to be repeated has no frequency or no maximum.

What: a text that tells somebody to repeat a dose ("daily", "every 6 hours", "repeat", "maintenance") without saying how
often, or without a maximum in its block, table or the sentence after. Single doses, and one amount for a given number
of days, need no maximum.

Why: an order without frequency or limit is incomplete (ISMP, elements of a complete order), and repeated doses add up.

Bad:

    Adults: give 5 mg orally three times daily [@label, sec. 2].

Good:

    Adults: give 5 mg orally three times daily, maximum 80 mg a day [@label, sec. 2].

Instead: add frequency and maximum from the label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.instructions import has_frequency, has_maximum, instructed, is_bounded, is_repeated
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint
from citegate.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO06"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each repeated dose that lacks its frequency or maximum."""
    pinpoint, own = Pinpoint(article), context.policy.units
    for unit in dosed(article, own):
        around = surroundings(article)
        doses = instructed(unit, around, own) if is_repeated(unit.text, own) else ()
        for dose in doses[:1]:
            said = "\n".join((around.section(unit), around.table(unit), around.following(unit)))
            missing = [] if has_frequency(unit.text, own) else ["frequency"]
            missing += [] if has_maximum(said) or is_bounded(unit.text) else ["maximum"]
            if missing:
                message = f"“{unit.text[dose.start : dose.end]}” is repeated, with no {' and no '.join(missing)}"
                yield Finding(pinpoint.place(unit, dose.start, dose.end).span, message, "add it from the source")
