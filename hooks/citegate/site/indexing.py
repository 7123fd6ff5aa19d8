"""The files of the search index, from the pieces of all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import searchindex
from citegate.site.pieces import SEARCH, Pieces
from citegate.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.site.pieces import Piece
    from citegate.site.site import Site


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the index."""
    pieces = list(Pieces(site))
    yield from together(site, pieces)
    for number, piece in enumerate(pieces):
        yield f"{SEARCH}/texts/{number}.json", piece.indexed.text


def together(site: Site, pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the index that tells of all pages."""
    for path, text in searchindex.shared([piece.indexed for piece in pieces], vocabulary(site.project.glossary)):
        yield f"{SEARCH}/{path}", text
