"""What an article's page tells machines: structured data, and where its claims and references stand as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate import claimsdata, jsonld
from citegate.exports import FORMATS

if TYPE_CHECKING:
    from citegate.article import Article
    from citegate.site.site import Site


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same as data: address relative to the site's root, media type, and what it is."""

    address: str
    media: str
    title: str


@dataclass(frozen=True, slots=True)
class Machines:
    """`script` is safe inside a `script` element; `licence` is a name and an address."""

    script: str
    alternates: tuple[Alternate, ...]
    licence: tuple[str, str]
    created: str
    updated: str


def facts(site: Site, article: Article) -> Machines | None:
    """Return what the page of an article holds for machines, or None for a page that is not in the catalogue."""
    record = site.catalogue.articles.get(article.path.removeprefix(f"{site.project.settings.docs}/"))
    if record is None:
        return None
    data = jsonld.page_data(record, site.project.bibliography.works, site.references, (site.name, site.url))
    alternates = [Alternate(claimsdata.address(record), "application/json", "Claims of this article")]
    alternates += [
        Alternate(claimsdata.beside(record.address, named.file), named.media, f"References as {named.label}")
        for named in FORMATS
    ]
    days = [day.isoformat() if day else "" for day in (record.created, record.updated)]
    return Machines(jsonld.script(data), tuple(alternates), jsonld.LICENCE, *days)
