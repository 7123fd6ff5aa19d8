"""A built folder as this check reads it: its files, its pages one at a time, its stylesheets once each."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citegate.sitecheck import links
from citegate.sitecheck.page import BuiltPage, attribute

if TYPE_CHECKING:
    from collections.abc import Iterator


class BuiltSite:
    """A built folder; `base` is the site's own address, `name` what diagnostics call the folder."""

    def __init__(self, folder: Path, base: str, name: str) -> None:
        self.folder = folder
        self.name = name
        self.base = base
        self.files = frozenset(_files(folder))
        self._styles: dict[str, str | None] = {}

    def addresses(self) -> list[str]:
        """Return the paths of the pages, sorted."""
        return sorted(name for name in self.files if name.endswith(".html"))

    def page(self, address: str) -> BuiltPage:
        """Return a page with the stylesheets that it links."""
        styles: dict[str, str] = {}
        html = (self.folder / address).read_text(encoding="utf-8", errors="replace")
        page = BuiltPage(f"{self.name}/{address}", html, styles, None, address)
        for node in page.tree.css("link[href]"):
            href = attribute(node, "href")
            found = links.target(page.folder, href, self.base) if "stylesheet" in attribute(node, "rel") else None
            text = self._style(found[0]) if found else None
            if text is not None:
                styles[href] = text
        return page

    def _style(self, path: str) -> str | None:
        if path not in self._styles:
            known = path in self.files
            text = (self.folder / path).read_text(encoding="utf-8", errors="replace") if known else None
            self._styles[path] = text
        return self._styles[path]

    def document(self, address: str) -> dict[str, Any] | None:
        """Return a JSON document of the folder; None where there is none that is sound."""
        try:
            found = json.loads((self.folder / address).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


def _files(folder: Path) -> Iterator[str]:
    for here, _, names in os.walk(folder):
        place = Path(here).relative_to(folder).as_posix()
        yield from names if place == "." else (f"{place}/{name}" for name in names)
