"""Pick the units that a rule asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Coverage, Role, Unit
from citegate.diagnostics import Span
from citegate.reviewclaims import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Mark

_SHOWN = 70
PROSE = (Role.SENTENCE, Role.CODE)


def uncited(article: Article, *roles: Role) -> Iterator[Unit]:
    """Yield the uncited units of these roles, those left out that CI02, CI04 or GV10 refuses already."""
    pending = article.status != "approved"
    for unit in article.units:
        if unit.coverage is not Coverage.UNCITED or unit.role not in roles or unit.broken:
            continue
        if not (pending and claimed(unit.text)):
            yield unit


def quoted(unit: Unit) -> str:
    """Return a unit's text for a message, shortened in the middle of nothing."""
    text = " | ".join(unit.text.split("\t"))
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rsplit(' ', 1)[0]} …”"


def locate(article: Article, unit: Unit, piece: str) -> Span:
    """Return the place of a piece of a unit's text in the source, or of the unit where it stands there otherwise."""
    lines = article.source.splitlines(keepends=True)
    before = sum(map(len, lines[: unit.span.line - 1]))
    start = before + unit.span.column - 1
    end = sum(map(len, lines[: unit.span.end_line - 1])) + unit.span.end_column
    at = article.source.find(piece, start, max(end, start + len(piece)))
    if at < 0 or "\n" in piece:
        return unit.span
    line = article.source.count("\n", 0, at) + 1
    column = at - (article.source.rfind("\n", 0, at) + 1) + 1
    return Span(line, column, line, column + len(piece))


def marks(article: Article, kind: str, *names: str) -> Iterator[Mark]:
    """Yield an article's marks of a kind, and of these names where any are given."""
    return (mark for mark in article.marks if mark.kind == kind and (not names or mark.name in names))
