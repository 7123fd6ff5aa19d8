"""Which pages an edit of the bibliography is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article
    from citegate.bibliography import Bibliography, Work

FEW = 60
"""Pages that are shown at once after one change; a change of more waits for the whole build."""


def citing(articles: Mapping[str, Article], before: Bibliography, now: Bibliography) -> list[str]:
    """Return the paths of articles that cite an entry which one of two bibliographies has otherwise, or not at all."""
    works, others = before.works, now.works
    same = {key for key in works.keys() & others.keys() if _says(works[key]) == _says(others[key])}
    differ = (works.keys() | others.keys()) - same
    return [path for path, article in articles.items() if not differ.isdisjoint(article.cited_keys)]


def _says(work: Work) -> tuple[str, Mapping[str, str]]:
    return work.type, work.fields
