"""Facts known at second hand: a citation names the work and, in its locator, who reported it; the text must say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.bodies import is_secondhand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit

_CARRIER = re.compile(
    r"\b(?:cited|described|quoted|reported|reviewed|summari[sz]ed) (?:by|in) (?:an?\s|the\s)?(?P<name>.+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w-]+")
_LONG = 5


def unsaid(article: Article) -> Iterator[tuple[Unit, str]]:
    """Yield each claim all of whose citations are at second hand, with its carrier, where the text does not say so.

    The claim says so ("as reported by …"), or its chapter, to the next heading of the second level, names the carrier.
    """
    for chapter in _chapters(article):
        retold = [(unit, found[0]) for unit in chapter if unit.is_claim and (found := _carriers(unit))]
        words = {word for unit in chapter for word in _WORD.findall(unit.text)} if retold else set()
        for unit, carrier in retold:
            if not _names(words, carrier) and not is_secondhand(unit.text):
                yield unit, carrier


def _chapters(article: Article) -> Iterator[list[Unit]]:
    chapter: list[Unit] = []
    for block in article.blocks:
        if block.kind in ("h1", "h2") and chapter:
            yield chapter
            chapter = []
        chapter.extend(block.units)
    yield chapter


def _carriers(unit: Unit) -> tuple[str, ...]:
    """Return who reported each work that a unit cites, or nothing where one of them was read itself."""
    names = []
    for group in unit.groups:
        for citation in group.citations:
            match = _CARRIER.search(f"{citation.locator} {citation.prefix}")
            if match is None:
                return ()
            names.append(match["name"].strip())
    return tuple(names)


def _names(words: set[str], carrier: str) -> bool:
    """Return whether half of the words of a carrier's name, or more, are among these."""
    parts = {word for word in _WORD.findall(carrier) if len(word) >= _LONG or word != word.lower()}
    return 2 * len(parts & words) >= len(parts)
