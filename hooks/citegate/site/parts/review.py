"""What the sign-offs say on an article's page: who approved it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citegate.roster import FOLDER
from citegate.site.facts import Reviewer
from citegate.site.page_facts import day

if TYPE_CHECKING:
    from citegate.article import Article
    from citegate.site.site import Site


def facts(site: Site, article: Article) -> dict[str, Any]:
    """Return the fields of the page's facts that the sign-offs decide; none for an article that is not approved.

    Only who signed this very text is named as its reviewer; who was assigned and has not signed is not. Of an approval
    that has run out, only its day is told.
    """
    if article.declared != "approved":
        return {}
    review, roster = site.project.reviews.of(article), site.project.roster
    if article.status != "approved":
        return {"reviewed": day(review.reviewed)} if review.approved else {}
    people = [roster[found.reviewer] for found in review.counting]
    named = (Reviewer(f"{each.name}, {each.credentials}", f"{FOLDER}/{each.handle}/") for each in people)
    due = [date for date in (article.front.values.get("next_review"), review.due) if date]
    return {
        "reviewers": tuple(named),
        "reviewed": day(review.reviewed),
        "next_review": day(min(due, default=None)),
    }
