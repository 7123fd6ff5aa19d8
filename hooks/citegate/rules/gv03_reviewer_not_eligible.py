"""A reviewer who may not review this article.

What: a handle in `reviewers` that is not on the roster, belongs to somebody who is not active or has declared no
interests, or belongs to an author of the article; an article under review without a reviewer; and a page of the roster
whose handle is not the name of its file.

Why: nobody can find the mistakes in a text that they wrote. Peer review means an assessment by others: the ICMJE
recommendations ask reviewers to disclose relationships and activities that could bias them.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: under review
    audience: professional
    authors: A. B., PharmD
    reviewers: nobody
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Good:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: name a reviewer of the roster (docs/editorial/board) who did not write the article, or leave the article
submitted until there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import FILE, Finding, Level
from citegate.frontplaces import within
from citegate.roster import is_author

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV03"
LEVEL = Level.ERROR
SURROUNDINGS = True
SCOPE = "page"


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each reviewer who may not review, and a page of the roster that names another file."""
    values, places = article.front.values, article.front.places
    if article.kind == "member":
        stem = article.path.rpartition("/")[2].removesuffix(".md")
        if values.get("handle") != stem:
            span = places.get("handle", FILE)
            yield Finding(span, f"the handle is not the file's name, `{stem}`: nobody can be found by it", f"`{stem}`")
    if article.kind != "article":
        return
    reviewers = values.get("reviewers", ())
    for handle in reviewers:
        problem = _problem(handle, article, context)
        if problem:
            advice = "name somebody on the roster who did not write the article" + _eligible(article, context)
            yield Finding(within(article, "reviewers", handle), f"`{handle}` {problem}", advice)
    if article.status == "under review" and "reviewers" not in places:
        message = "the article is under review, but no reviewer is named"
        yield Finding(places["status"], message, "add `reviewers`" + _eligible(article, context))


def _problem(handle: str, article: Article, context: Context) -> str:
    """Return why somebody may not review an article, or an empty text."""
    member = context.roster.get(handle)
    if member is None:
        return "is not on the roster"
    values = article.front.values
    first = values.get("updated", context.today) if article.declared == "approved" else context.today
    if not member.active(first, context.today):
        return f"({member.name}) is not active on the roster"
    if not member.interests:
        return f"({member.name}) has declared no interests, not even `none`"
    if is_author(member, values.get("authors", ())):
        return f"({member.name}) is an author of this article"
    return ""


def _eligible(article: Article, context: Context) -> str:
    able = [handle for handle in context.roster if not _problem(handle, article, context)]
    return f": {', '.join(f'`{handle}`' for handle in able)}" if able else "; the roster has nobody who may review it"
