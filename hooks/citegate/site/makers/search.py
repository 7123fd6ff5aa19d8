"""The index of the site's search, in parts, and the page that searches; the box for follow-up questions reads both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.site.indexing import files
from citegate.site.site import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.site.site import Site

FOLDER = "search"


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """What the page of the search says without a script."""

    articles: int
    claims: int


def make(site: Site) -> Iterator[Made]:
    """Yield the page; in the preview, which has no last step, the files of the index as well."""
    if site.serving:
        yield from (Made(path, text) for path, text in files(site))
    records = site.catalogue.articles.values()
    facts = SearchFacts(len(records), sum(len(record.claims) for record in records))
    about = "Search titles, headings and claims of all articles."
    yield Made(f"{FOLDER}/index.md", "", "Search", about, "search.html", facts, indexed=False)
