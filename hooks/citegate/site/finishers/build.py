"""Writes what the site was built from: `/build.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import buildinfo
from citegate.site.sections import own

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.site.site import Site


def finish(site: Site, folder: Path) -> None:
    """Write it beside the pages."""
    if not own(site, buildinfo.FILE):
        return
    articles = [site.articles[path] for path in sorted(site.articles)]
    data = buildinfo.document(site.project.root, site.project.policy, articles, site.diagnostics, site.url)
    (folder / buildinfo.FILE).write_text(buildinfo.written(data), encoding="utf-8", newline="\n")
