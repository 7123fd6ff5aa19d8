"""The index of the site's search, in parts, and the page that searches; the box for follow-up questions reads both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.passages import document, page
from citegate.searchindex import files
from citegate.site.page_facts import STEPS, day
from citegate.site.site import Made
from citegate.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.searchindex import Document
    from citegate.site.site import Site

FOLDER = "search"


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """What the page of the search says without a script."""

    articles: int
    claims: int


def make(site: Site) -> Iterator[Made]:
    """Yield the page and the files of the index."""
    documents = list(_documents(site))
    for path, text in files(documents, vocabulary(site.project.glossary)):
        yield Made(f"{FOLDER}/{path}", text)
    records = site.catalogue.articles.values()
    facts = SearchFacts(len(records), sum(len(record.claims) for record in records))
    about = "Search titles, headings and claims of all articles."
    yield Made(f"{FOLDER}/index.md", "", "Search", about, "search.html", facts, indexed=False)


def _documents(site: Site) -> Iterator[Document]:
    words = dict(STEPS)
    for record in site.catalogue.articles.values():
        yield document(record, site.article(record.path), site.references, words[record.status], day(record.updated))
    for path, article in sorted(site.articles.items()):
        if article.kind != "article" and not (article.front.values.get("search") or {}).get("exclude"):
            yield page(site.article(path), site.address(path))
