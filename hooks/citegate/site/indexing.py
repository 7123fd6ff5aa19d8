"""The files of the search index, from the pieces of all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import searchindex
from citegate.site.pieces import SEARCH, Pieces
from citegate.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.site.site import Site


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the index."""
    index = searchindex.Index()
    for number, piece in enumerate(Pieces(site)):
        index.add(number, piece.indexed)
        yield f"{SEARCH}/texts/{number}.json", piece.indexed.text
    yield from together(site, index)


def together(site: Site, index: searchindex.Index) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the index that tells of all pages."""
    for path, text in index.files(vocabulary(site.project.glossary)):
        yield f"{SEARCH}/{path}", text
