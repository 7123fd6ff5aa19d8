"""What the facts of a page rest on, in place of the facts: they need not be made to see that a page is still the same.

The facts of an article's page rest on its text, for which the key of the article in the store stands; on the sources
that it cites; on what each part says in `rests_on`; and on what all pages share. An article that has records of
reviews, or stands approved, has no stand-in, nor has one whose page a part is silent about: their facts are made.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from citegate.project import today
from citegate.site.discovered import modules
from citegate.store import key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article
    from citegate.site.site import Made, Site


class Standins:
    """The stand-ins of one site, which is published and not previewed."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def article(self, article: Article) -> str:
        """Return what stands for the facts of an article's page, from its outline; empty where nothing does."""
        name, reviews = getattr(article, "name", ""), self.site.project.reviews
        silent = any(not hasattr(part, "rests_on") for part in modules("parts"))
        if not name or silent or article.declared == "approved" or reviews.has_records(article.path):
            return ""
        sources = [self.sources[cited] for cited in article.cited_keys if cited in self.sources]
        parts = [(part.__name__, part.rests_on(self.site, article)) for part in modules("parts")]
        return key(self._around, name, repr(parts), *sources)

    def made(self, item: Made) -> str:
        """Return what stands for the facts of a made page; empty where nothing does."""
        return key(self._around, item.rests) if item.rests else ""

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Return the digest of all that is known of each source, by key."""
        return sources(self.site)

    @cached_property
    def _around(self) -> str:
        site, project = self.site, self.site.project
        roster = [(handle, member, member.keys) for handle, member in sorted(project.roster.items())]
        said = (site.name, site.url, site.repository, project.policy, project.notices, roster, today())
        return key("stand-in", repr(said))


def sources(site: Site) -> Mapping[str, str]:
    """Return the digest of all that is known of each source of a site: entry, reference, standing."""
    found: Any = site.shared.get("source digests")
    if found is None:
        works, standings = site.project.bibliography.works, site.project.standings
        found = site.shared["source digests"] = {}
        for cited, reference in site.references.items():
            work: Any = works[cited]
            said = (work.type, *map(sorted, (work.fields.items(), work.raw.items())), reference, standings[cited])
            found[cited] = key(cited, repr(said))
    digests: Mapping[str, str] = found
    return digests
