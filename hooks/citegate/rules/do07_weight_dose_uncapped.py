"""A dose by weight has no cap.

What: a text that tells somebody to give an amount per kilogram, with no fixed amount as its limit in the same sentence,
row or the sentence after. Infusion rates per minute or hour, bounds and results are not judged.

Why: a heavy child can get more than an adult by the formula alone; ISMP and the American Academy of Pediatrics ask for
the maximum with every weight-based dose.

Bad:

    Children: give 0.01 mg/kg intravenously [@label, sec. 2].

Good:

    Children: give 0.01 mg/kg (maximum 0.2 mg) intravenously [@label, sec. 2].

Instead: add the maximum from the label in brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.instructions import has_cap, instructed
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint
from citegate.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO07"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield the first weight-based dose of each unit that has no cap."""
    pinpoint, own = Pinpoint(article), context.policy.units
    for unit in dosed(article, own):
        around = surroundings(article)
        doses = [q for q in instructed(unit, around, own) if "kg" in q.per and not {"minute", "hour"} & set(q.per)]
        if doses and not has_cap(f"{unit.text}\n{around.following(unit)}", own):
            span = pinpoint.place(unit, doses[0].start, doses[0].end).span
            message = f"“{unit.text[doses[0].start : doses[0].end]}” has no maximum for heavy patients"
            yield Finding(span, message, "add the cap from the source: “(maximum 0.2 mg)”")
