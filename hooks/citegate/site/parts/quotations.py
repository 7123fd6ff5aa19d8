"""What sources say word for word, for the list of references: by key, only at places that the article cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article
    from citegate.quoted import Quotation
    from citegate.site.site import Site


def facts(site: Site, article: Article) -> Mapping[str, tuple[Quotation, ...]]:
    """Return the quotations of each source that the article cites with their locator."""
    kept = site.project.quotations.by_key
    cited = {(c.key, " ".join(c.locator.split())) for group in article.groups for c in group.citations}
    found = {
        key: tuple(quotation for quotation in kept.get(key, ()) if (key, quotation.locator) in cited)
        for key in article.cited_keys
    }
    return {key: quotations for key, quotations in found.items() if quotations}


def rests_on(site: Site, article: Article) -> object:
    """Return the quotations of all sources that the article cites."""
    return [site.project.quotations.by_key.get(key) for key in article.cited_keys]
