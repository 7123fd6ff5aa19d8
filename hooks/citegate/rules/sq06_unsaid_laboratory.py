"""Animal or laboratory evidence that is not said to be that.

What: a claim all of whose sources are animal or laboratory studies, while neither the sentence nor its paragraph,
lead-in, heading or table head says so.

Why: most of what works in animals does not in people; a reader who is not told takes it for evidence in patients. GRADE
counts such evidence as indirect.

Bad:

    The widget slows transmission [@bowery-1980, title].

Good:

    In the laboratory, the widget slows transmission [@bowery-1980, title].

Instead: say "in animals", "in rats" or "in the laboratory" in the sentence itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.orders import names_laboratory
from citegate.select import quoted
from citegate.support import LABORATORY, backdrop, rests_only_on, supported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SQ06"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each claim that rests on animal or laboratory studies alone and does not say so."""
    for unit, found in supported(article, context.bibliography):
        if rests_only_on(found, LABORATORY) and not names_laboratory(backdrop(article)[unit.block]):
            message = f"this rests on animal or laboratory evidence and does not say so: {quoted(unit)}"
            yield Finding(unit.span, message, "say so in the sentence: “in animals”, “in the laboratory”")
