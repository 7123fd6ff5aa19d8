"""A review status that may not follow the one before.

What: an article that is approved now and was not under review on the branch that the change is made against, or was not
there at all. A status may always go back.

Why: approval ends a review. One that starts and ends within the same change was no review that others could see.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: approved
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Good:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: under review
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: merge the article with `status: under review` first, and approve it in a change of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.transitions import legal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV09"
LEVEL = Level.ERROR
SURROUNDINGS = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield a finding where the status may not follow that of the base; silent where the base is not known."""
    if not context.base or "status" not in article.front.values:
        return
    before = context.base.get(article.path)
    old = before.status if before else None
    if not legal(old, article.status):
        was = f"it was {old}" if old else "the article was not there before"
        advice = "write `status: under review`; approve it in a change of its own, after the review"
        yield Finding(article.front.places["status"], f"the status leaps to {article.status}: {was}", advice)
