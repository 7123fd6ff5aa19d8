"""The subjects of an article as links to their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.site.cards import TopicLink, relations, topic_link
from citegate.subjects import names

if TYPE_CHECKING:
    from citegate.article import Article
    from citegate.site.site import Site

MOST = 12


def facts(site: Site, article: Article) -> tuple[TopicLink, ...]:
    """Return the drugs and topics of an article, in its own order."""
    known = relations(site)
    record = known.records.get(article.path.removeprefix(f"{site.project.settings.docs}/"))
    listed = list(names(record))[:MOST] if record else []
    return tuple(topic_link(site, known.subjects[name]) for name in listed)


def rests_on(site: Site, article: Article) -> object:
    """Return the links: they tell of the whole site."""
    return facts(site, article)
