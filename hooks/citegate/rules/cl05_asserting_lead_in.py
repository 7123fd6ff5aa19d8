"""A lead-in that asserts something without a citation.

What: a sentence that ends in a colon before a list or table and says more than what follows: a position, a directive,
a quantity.

Why: readers take such a lead-in as the statement and the list as its details; who says so must stand beside it.

Bad:

    The AHA lists as harmful:

    - [@alpha] a heavy lid

Good:

    The AHA lists as harmful [@guideline]:

    - a heavy lid

Instead: cite in the lead-in before the colon, or make it neutral ("Adult dosing:").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.select import quoted, uncited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL05"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each uncited lead-in with Tier A content; a neutral one is exempt and never gets here."""
    for unit in uncited(article, Role.LEAD_IN):
        message = f"this lead-in asserts something ({unit.reason}) and cites nothing: {quoted(unit)}"
        yield Finding(unit.span, message, "put `[@key, locator]` before its colon, or word it neutrally")
