"""The sections of an article: what stands between two headings, its plain-language blocks apart from the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.harvest import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit


@dataclass(slots=True)
class Section:
    """A section under a heading, the first one without: its text and what its plain-language blocks say."""

    heading: str = ""
    text: list[Unit] = field(default_factory=list)
    plain: list[Unit] = field(default_factory=list)


def sections(article: Article) -> Iterator[Section]:
    """Yield the sections in page order; a heading belongs to the section that it starts, at whatever level."""
    section = Section()
    for block in article.blocks:
        plain = bool(block.attributes.get("plain"))
        if block.kind in HEADINGS and not plain:
            yield section
            section = Section(block.units[0].text if block.units else "")
        units = (unit for unit in block.units if not (plain and unit.role is Role.LABEL))
        (section.plain if plain else section.text).extend(units)
    yield section
