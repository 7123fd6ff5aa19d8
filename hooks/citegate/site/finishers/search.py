"""Removes what the theme brings for its own search, which this site does not use."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.site.site import Site

UNUSED = ("assets/javascripts/workers", "assets/javascripts/lunr")
"""Folders of the theme: the worker and the languages of its search."""


def finish(site: Site, folder: Path) -> None:  # noqa: ARG001 - every finisher takes the site
    """Remove the folders from the written site."""
    for name in UNUSED:
        shutil.rmtree(folder / name, ignore_errors=True)
