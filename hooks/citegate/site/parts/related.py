"""Related articles: those that the authors name, then those that share drugs, topics or sources; and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.site.cards import relations
from citegate.site.facts import RelatedFacts

if TYPE_CHECKING:
    from citegate.article import Article
    from citegate.site.site import Site


def facts(site: Site, article: Article) -> tuple[RelatedFacts, ...]:
    """Return at most five related articles, best first."""
    path = article.path.removeprefix(f"{site.project.settings.docs}/")
    known = relations(site)
    if path not in known.records:
        return ()
    return tuple(
        RelatedFacts(found.record.title, found.record.question, found.record.address, found.reason)
        for found in known.of(path)
    )


def rests_on(site: Site, article: Article) -> object:
    """Return the articles: they tell of the whole site."""
    return facts(site, article)
