"""Pick the units that a rule asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Coverage, Role, Unit
from citegate.offsets import Offsets
from citegate.reviewclaims import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Mark
    from citegate.diagnostics import Span

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
    offsets = Offsets(article.source)
    start, text = offsets.slice(unit.span)
    at = article.source.find(piece, start, start + max(len(text) + 1, len(piece)))
    return unit.span if at < 0 or "\n" in piece else offsets.exact(at, at + len(piece))


def marks(article: Article, kind: str, *names: str) -> Iterator[Mark]:
    """Yield an article's marks of a kind, and of these names where any are given."""
    return (mark for mark in article.marks if mark.kind == kind and (not names or mark.name in names))
