"""The sections of an article: what stands between two headings, its plain-language blocks apart from the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.harvest import HEADINGS

if TYPE_CHECKING:
    from citegate.article import Article, Unit


_LARGEST = 2
"""The level of the largest sections; a heading of level 1 is the title of the article."""


@dataclass(slots=True)
class Section:
    """A section under a heading, the first one without: its text and what its plain-language blocks say.

    `level` is the heading's, 1 where there is none. `closed` is true where a plain-language block ends the section.
    """

    heading: str = ""
    level: int = 1
    text: list[Unit] = field(default_factory=list)
    plain: list[Unit] = field(default_factory=list)
    closed: bool = False


def has_plain(article: Article) -> bool:
    """Return whether an article has a plain-language block."""
    return any("plain" in block.attributes for block in article.blocks)


def sections(article: Article) -> list[Section]:
    """Return the sections in page order; a heading belongs to the section that it starts, at whatever level."""
    found = [Section()]
    for block in article.blocks:
        plain = bool(block.attributes.get("plain"))
        if block.kind in HEADINGS and not plain:
            found.append(Section(block.units[0].text if block.units else "", int(block.kind[1])))
        units = [unit for unit in block.units if not (plain and unit.role is Role.LABEL)]
        (found[-1].plain if plain else found[-1].text).extend(units)
        found[-1].closed = plain
    return found


def restated(article: Article) -> list[Section]:
    """Return the sections as plain-language blocks restate them.

    A block that ends a section and, with it, larger ones belongs to the largest of these: at the end of the last
    subsection it restates the whole section, which then has the text of all its subsections.
    """
    found = sections(article)
    starts: list[int] = []
    reaches: dict[int, int] = {}
    for number, section in enumerate(found):
        while starts and found[starts[-1]].level >= section.level:
            starts.pop()
        starts.append(number)
        following = found[number + 1].level if number + 1 < len(found) else _LARGEST
        ended = [at for at in starts if found[at].level >= max(following, _LARGEST)]
        if section.closed and ended:
            reaches[number] = ended[0]
    return [_whole(found[reaches.get(n, n) : n + 1]) for n in range(len(found))]


def _whole(parts: list[Section]) -> Section:
    """Return a section with the text of the parts before it, the plain-language blocks of its own."""
    first, last = parts[0], parts[-1]
    text = [unit for part in parts for unit in part.text]
    return Section(first.heading, first.level, text, last.plain, last.closed)
