"""Writes the files for machines beside the pages: claims, references, feed, sitemap, `llms.txt`, `robots.txt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.site.datafiles import files, sitemap_files

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.site.site import Site


def finish(site: Site, folder: Path) -> None:
    """Write each file; one that stands there already was put there by hand (`docs/robots.txt`) and is left."""
    for path, text in files(site):
        file = folder / path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    for left in folder.glob("sitemap.xml*"):
        left.unlink()  # MkDocs' own lists every page, with the day of the build
    if site.url:
        for name, data in sitemap_files(site, folder).items():
            (folder / name).write_bytes(data)
