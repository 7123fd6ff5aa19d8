"""Judge the site that was really written: for each article its page, by every rule that looks at pages."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from citegate import engine
from citegate.sitecheck import verify as sitecheck
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project


def verify(folder: Path, articles: Mapping[str, Article], project: Project) -> list[Diagnostic]:
    """Return what is wrong with the written pages of the articles, given by source path below the documents.

    Where no rule refuses a page, the whole site is judged once more by a check that shares nothing with its making.
    """
    found: set[Diagnostic] = set()
    read = cache(_text)
    index = _index(folder)
    for path, article in articles.items():
        if article.kind == "article":
            address = project.addresses.address(path)
            indexed = None if index is None else tuple(index.get(address, ()))
            page = written(folder, address, read, indexed)
            found.update(engine.judge_written(page, article, project.context))
    if not engine.refused(found):
        written_articles = [path for path, article in articles.items() if article.kind == "article"]
        found.update(sitecheck.verify(folder, project.root, written_articles, "site")[0])
    return sorted(found)


def written(
    folder: Path,
    address: str,
    read: Callable[[Path], str | None] | None = None,
    indexed: tuple[tuple[str, ...], ...] | None = None,
) -> WrittenPage:
    """Return the page at an address of the site in a folder, with the stylesheets that it links, by `read`.

    A page that was not written is an empty one, and every rule says so. `indexed` are its badges in the site's search.
    """
    read = read or _text
    path = address if address.endswith(".html") else f"{address}index.html"
    file = folder / path
    styles: dict[str, str] = {}
    page = WrittenPage(f"site/{path}", _text(file) or "", styles, indexed)
    for node in page.tree.css('link[rel~="stylesheet"]'):
        href = node.attributes.get("href") or ""
        text = None if urlsplit(href).netloc else read(_local(folder, file, href))
        if text is not None:
            styles[href] = text
    return page


def _index(folder: Path) -> dict[str, list[tuple[str, ...]]] | None:
    """Return by page address the badges that results of the site's search show; None where the site has no index."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for file in sorted((folder / "search" / "texts").glob("*.json")):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            badge = f"Status: {data['status']}" if data["status"] else ""
            found.setdefault(data["address"], []).append((badge,))
        except (ValueError, KeyError, TypeError):
            continue
    return found or None


def _local(folder: Path, page: Path, href: str) -> Path:
    """Return the file that a page's link leads to; one that starts with `/` is taken from the site's own root."""
    path = unquote(urlsplit(href).path)
    return (folder / path.lstrip("/") if path.startswith("/") else page.parent / path).resolve()


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
