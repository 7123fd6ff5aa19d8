"""The files for machines while previewing; a build writes them one at a time when its pages are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.site.datafiles import files
from citegate.site.site import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.site.site import Site


def make(site: Site) -> Iterator[Made]:
    """Yield the files for the preview, which has no last step; those of a large site would fill the memory here."""
    if site.serving:
        yield from (Made(path, text) for path, text in files(site))
