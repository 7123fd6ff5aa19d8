"""What an article's page tells machines: structured data, and where its claims and references stand as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citegate import claimsdata, jsonld
from citegate.exports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    named = (site.name, site.url)
    data = jsonld.page_data(record, article, _cited(site, record.keys), named, _review(site, article))
    alternates = [Alternate(claimsdata.address(record), "application/json", "Claims of this article")]
    alternates += [
        Alternate(claimsdata.beside(record.address, named.file), named.media, f"References as {named.label}")
        for named in FORMATS
    ]
    days = [day.isoformat() if day else "" for day in (record.created, record.updated)]
    return Machines(jsonld.script(data), tuple(alternates), jsonld.LICENCE, *days)


def rests_on(site: Site, article: Article) -> object:  # noqa: ARG001 - every part takes both
    """Return nothing: text and sources say it."""
    return ()


def _cited(site: Site, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Return each work as the data of every page that cites it say it: worked out once for all of them."""
    known: Any = site.shared.setdefault("cited works", {})
    works, references = site.project.bibliography.works, site.references
    found = []
    for key in keys:
        if key in works and key in references:
            work, reference = works[key], references[key]
            before = known.get(key)
            if before is None or before[0] is not work or before[1] is not reference:  # the preview reads them again
                before = known[key] = (work, reference, jsonld.citation(work, reference))
            found.append(before[2])
    return found


def _review(site: Site, article: Article) -> jsonld.Review | None:
    """Return who approved this very text and when, as its page shows it; None where nobody did."""
    if article.status != "approved":
        return None
    found, roster = site.project.reviews.of(article), site.project.roster
    names = tuple(roster[each.reviewer].name for each in found.counting)
    return jsonld.Review(names, found.reviewed) if found.approved and found.reviewed else None
