"""Sign-offs and the sources under them: one that rests on a source which was retracted does not count.

A block that says why it cites a retracted source does not rest on it, and neither does its sign-off. A doubted or a
corrected source ends nothing; CI15 warns of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.retractionlist import State
from citegate.retractions import is_on_purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.review.statement import Statement
    from citegate.standing import Standings


def rests_on(article: Article, key: str) -> bool:
    """Return whether a claim of the article rests on a source: one cites it that is not about its retraction."""
    return any(unit.is_claim and key in unit.covering and not is_on_purpose(unit) for unit in article.units)


def reasons_of_sources(found: Statement, article: Article, standings: Standings | None) -> Iterator[str]:
    """Yield why the sources of a sign-off keep it from counting; nothing where nobody looked them up."""
    if standings is None or found.decision != "approve":
        return
    for key in sorted(found.subject.sources):
        standing = standings[key]
        if standing.state is State.RETRACTED and rests_on(article, key):
            yield f"it rests on `{key}`, which was retracted{standing.said}"
