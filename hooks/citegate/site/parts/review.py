"""What the records say on an article's page: who is to review it, who approved it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citegate.site.page_facts import day
from citegate.site.parts.history import past_of, people

if TYPE_CHECKING:
    from citegate.article import Article
    from citegate.site.site import Site


def facts(site: Site, article: Article) -> dict[str, Any]:
    """Return the fields of the page's facts that the records decide.

    As reviewers of an approved article only those are named who signed this very text; as reviewers of another, those
    whom it names as assigned, with the day of an approval that no longer holds. Of an approval that has run out, the
    day on which it was signed is told.
    """
    if article.status != "approved":
        return {"reviewers": tuple(people(article.front.values.get("reviewers", ()), site)), **_ended(site, article)}
    review = site.project.reviews.of(article)
    due = [date for date in (article.front.values.get("next_review"), review.due) if date]
    return {
        "reviewers": tuple(people(tuple(found.reviewer for found in review.counting), site)),
        "reviewed": day(review.reviewed),
        "next_review": day(min(due, default=None)),
    }


def rests_on(site: Site, article: Article) -> object:  # noqa: ARG001 - every part takes both
    """Return nothing: an article with records has no stand-in."""
    return ()


def _ended(site: Site, article: Article) -> dict[str, str]:
    """Return the day of an approval that has run out, or of one whose text has changed or that was withdrawn."""
    if article.declared == "approved":
        review = site.project.reviews.of(article)
        return {"reviewed": day(review.reviewed)} if review.approved else {}
    last = past_of(site, article).last_complete
    return {"earlier": day(last.date)} if last else {}
