"""An approval that has expired.

What: an approved article whose next review was due, by its own `next_review` or by a sign-off, or that names no day for
it. Its page loses the badge and says since when the review is overdue; that the day has passed refuses no build.

Why: an approval says that somebody checked the text against what was known then. Systematic reviews go out of date
within years, and a badge without an end would say forever what was true once.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: approved
    audience: professional
    authors: A. B., PharmD
    created: 2023-01-10
    updated: 2023-02-01
    next_review: 2026-02-01
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
    created: 2023-01-10
    updated: 2023-02-01
    next_review: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: have it reviewed again, and write `status: under review` until that is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV06"
LEVEL = Level.APPROVAL
SURROUNDINGS = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield a finding where an approved article's review is overdue or would never be."""
    if article.declared != "approved":
        return
    places = article.front.places
    due = _due(article, context)
    if due and due < context.today:
        message = f"the approval has expired: the review is overdue since {due}"
        span = places.get("next_review", places["status"])
        yield Finding(span, message, "write `status: under review` and have it reviewed again")
    elif due is None and "key:next_review" not in places:
        message = "the article is approved without `next_review`: its approval would never expire"
        yield Finding(places["status"], message, "add `next_review`, the day by which it must be reviewed again")


def _due(article: Article, context: Context) -> dt.date | None:
    """Return the first day that the front matter or a sign-off names."""
    signed = context.signoffs.of(article).due if context.signoffs else None
    return min((day for day in (article.front.values.get("next_review"), signed) if day), default=None)
