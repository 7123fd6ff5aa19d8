"""Addresses of the site's own pages: from `other.md#part` in the source to where the page is found."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|/|\?")


class Addresses:
    """Addresses of pages. `pages` are source paths below the documents' folder; `directory` as `use_directory_urls`."""

    def __init__(self, pages: Collection[str], prefix: str = "docs/", *, directory: bool = True) -> None:
        self.pages = pages
        self.prefix = prefix
        self.directory = directory

    def address(self, path: str) -> str:
        """Return the site's address of a page, e.g. `articles/x/` for `articles/x.md`, `` for the home page."""
        stem = path[: -len(".md")]
        folder, name = posixpath.split(stem)
        if name in ("index", "README"):
            return f"{folder}/" if folder else ""
        return f"{stem}/" if self.directory else f"{stem}.html"

    def relative(self, target: str, path: str) -> str:
        """Return the address of a page as seen from another page, both given as source paths."""
        address = self.address(target)
        result = posixpath.relpath(address or ".", self._base(path))
        return quote(result if address.endswith(".html") else f"{result}/")

    def rewrite(self, root: Element, path: str) -> None:
        """Turn links to source files into links to pages, and those to other files as seen from the page.

        An address with a placeholder of the parser's is an e-mail address or no address yet.
        """
        inside = path.removeprefix(self.prefix)
        for element in root.iter():
            name = "href" if element.tag == "a" else "src" if element.tag == "img" else ""
            value = element.get(name, "") if name else ""
            if value and "\x02" not in value and not _ELSEWHERE.match(value):
                element.set(name, self._resolved(value, inside))

    def _base(self, path: str) -> str:
        return posixpath.dirname(self.address(path)) or "."

    def _resolved(self, value: str, path: str) -> str:
        file, mark, fragment = value.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
        if target in self.pages:
            return self.relative(target, path) + mark + fragment
        if file.endswith(".md"):
            return value
        return quote(posixpath.relpath(target, self._base(path))) + mark + fragment
