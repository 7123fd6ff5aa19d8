"""Every citation of a published article carries its claim: without it, the article is refused at that claim."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import engine
from citegate.offsets import Offsets
from citegate.project import Project

if TYPE_CHECKING:
    from citegate.article import Article, CitationGroup

ROOT = Path(__file__).resolve().parents[1]
PROJECT = Project(ROOT)
ARTICLES = sorted((ROOT / "docs" / "articles").rglob("*.md"))


def without(article: Article, group: CitationGroup) -> str:
    """Return the source without one citation group and the blanks before it; every line keeps its number."""
    start, raw = Offsets(article.source).slice(group.span)
    assert raw.startswith("[")
    assert raw.endswith("]")
    before, after = article.source[:start].rstrip(" "), article.source[start + len(raw) :]
    return before + "\n" * raw.count("\n") + after


def missed(article: Article) -> list[str]:
    """Return the citations whose removal no error answers on the lines of their claim."""
    found = []
    for unit in article.units:
        for group in unit.groups:
            changed = PROJECT.parser.parse(without(article, group), article.path)
            lines = range(unit.span.line, unit.span.end_line + 1)
            diagnostics = engine.judge([changed], PROJECT.context)
            if not any(d.level == "error" and d.path == article.path and d.span.line in lines for d in diagnostics):
                found.append(f"{article.path}:{group.span.line}: {group.raw} for: {unit.text[:80]}")
    return found


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_no_citation_can_be_removed(file: Path) -> None:
    """Removing any one citation group makes the gate report an error on a line of the claim that it supported."""
    article = PROJECT.read(file)
    assert any(unit.groups for unit in article.units)
    assert missed(article) == []
