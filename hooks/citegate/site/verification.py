"""Judge the site that was really written: for each article its page, by every rule that looks at pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import engine
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project


def verify(folder: Path, articles: Mapping[str, Article], project: Project) -> list[Diagnostic]:
    """Return what is wrong with the written pages of the articles, given by source path below the documents."""
    found: set[Diagnostic] = set()
    for path, article in articles.items():
        if article.kind == "article":
            page = _page(folder, project.addresses.address(path))
            found.update(engine.judge_written(page, article, project.context))
    return sorted(found)


def _page(folder: Path, address: str) -> WrittenPage:
    """Return the page at an address; a page that was not written is an empty one, and every rule says so."""
    path = address if address.endswith(".html") else f"{address}index.html"
    file = folder / path
    return WrittenPage(f"site/{path}", file.read_text(encoding="utf-8") if file.is_file() else "")
