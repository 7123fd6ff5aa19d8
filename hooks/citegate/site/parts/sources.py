"""For each source of an article: the address of its page and how many claims of the whole site rest on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from citegate.site.makers.evidence import evidence_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article
    from citegate.site.site import Site


class SourceLink(NamedTuple):
    """The page of a source, relative to the site's root, and the number of claims on it."""

    url: str
    claims: int


def facts(site: Site, article: Article) -> Mapping[str, SourceLink]:
    """Return the links by key."""
    sources = site.catalogue.sources
    known = (key for key in article.cited_keys if key in sources)
    return {key: SourceLink(evidence_address(site, key), len(sources[key].uses)) for key in known}


def rests_on(site: Site, article: Article) -> object:
    """Return the links: they tell of the whole site."""
    return facts(site, article)
