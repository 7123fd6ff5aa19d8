"""Every citation of a published article carries its claim: without it, the article is refused at that claim."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import engine
from citegate.offsets import Offsets
from citegate.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.article import Article, CitationGroup, Unit

ROOT = Path(__file__).resolve().parents[1]
PROJECT = Project(ROOT)
FIRST = ROOT / "docs" / "articles" / "flumazenil-versus-baclofen.md"
OTHERS = sorted({*(ROOT / "docs" / "articles").rglob("*.md")} - {FIRST})


def without(article: Article, groups: Iterable[CitationGroup]) -> str:
    """Return the source without these citation groups; every line keeps its number and its indentation.

    A line that a group filled keeps a comma: a blank one would end the paragraph.
    """
    offsets, source = Offsets(article.source), article.source
    for start, raw in sorted((offsets.slice(group.span) for group in groups), reverse=True):
        assert raw.startswith("[")
        assert raw.endswith("]")
        before = source[:start].rstrip(" ")
        before = source[:start] if before.endswith("\n") else before
        indents = re.findall(r"(?<=\n) *", raw)
        filled = "".join(f"\n{indent}," for indent in indents[:-1]) + "".join(f"\n{indent}" for indent in indents[-1:])
        source = before + filled + source[start + len(raw) :]
    return source


def missed(article: Article, removed: list[tuple[Unit, CitationGroup]], *, strict: bool) -> Iterator[str]:
    """Yield the citations whose removal, all at once, no error answers on the lines of their claim.

    Where that is not strict, a claim of Tier B may be one that the citation of a neighbour still covers.
    """
    changed = PROJECT.parser.parse(without(article, (group for _, group in removed)), article.path)
    diagnostics = list(engine.judge_article(changed, PROJECT.context))
    errors = {d.span.line for d in diagnostics if d.level == "error"}
    covered = {unit.text for unit in changed.units if unit.tier == "B" and unit.covering and not strict}
    for unit, group in removed:
        if errors.isdisjoint(range(unit.span.line, unit.span.end_line + 1)) and unit.text not in covered:
            yield f"{article.path}:{group.span.line}: {group.raw} for: {unit.text[:80]}"


def cited(article: Article) -> Iterator[tuple[Unit, CitationGroup]]:
    """Yield each citation group with the claim that it stands in."""
    return ((unit, group) for unit in article.units for group in unit.groups)


def test_no_citation_of_the_first_article_can_be_removed() -> None:
    """Removing any one citation group makes the gate report an error on a line of the claim that it supported."""
    article = PROJECT.read(FIRST)
    alone = [found for unit, group in cited(article) for found in missed(article, [(unit, group)], strict=True)]
    assert alone == []


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.stem)
def test_no_citation_carries_nothing(file: Path) -> None:
    """Removing any citation leaves an error at its claim, or a claim of Tier B that the next citation still covers.

    One citation of each block is removed at a time.
    """
    article = PROJECT.read(file)
    rounds: dict[int, list[tuple[Unit, CitationGroup]]] = {}
    seen: dict[int, int] = {}
    for unit, group in cited(article):
        number = seen[unit.block] = seen.get(unit.block, 0) + 1
        rounds.setdefault(number, []).append((unit, group))
    assert rounds
    assert [found for removed in rounds.values() for found in missed(article, removed, strict=False)] == []
