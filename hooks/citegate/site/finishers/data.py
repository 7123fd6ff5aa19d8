"""Writes the files for machines beside the pages: claims, references, search index, feed, sitemap and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import claimsdata, searchindex
from citegate.site import indexing
from citegate.site.datafiles import sitemap_files, together
from citegate.site.pieces import Pieces, put
from citegate.site.sections import own

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.site.site import Site


def finish(site: Site, folder: Path) -> None:
    """Write each file; one that stands there already was put there by hand (`docs/robots.txt`) and is left."""
    index = searchindex.Index()
    pieces = Pieces(site).write(folder, index)
    if own(site, claimsdata.FILE):
        for path, text in (*indexing.together(site, index), *together(site, pieces)):
            put(site, folder, path, text)
    for left in folder.glob("sitemap.xml*"):
        left.unlink()  # MkDocs' own lists every page, with the day of the build
    if site.url:
        for name, data in sitemap_files(site, folder).items():
            (folder / name).write_bytes(data)
