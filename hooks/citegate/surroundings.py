"""What stands around a unit and is read with it: headings, lead-ins, a table's header and rows, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.once import per_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.article import Article, Block, Unit

_MANY = 60
"""Units of a block or rows of a table that are read with a unit; more would be read with nothing by anybody."""
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Around:
    """What a block stands under: texts of the headings above it, of its lead-ins, of its table's header."""

    headings: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    header: str = ""
    table: int = -1


class Surroundings:
    """The surroundings of every unit of an article, built in one pass."""

    def __init__(self, article: Article) -> None:
        self.article = article
        named = (article.front.values.get(name) for name in ("title", "question", "description"))
        self.about = " ".join(value for value in named if isinstance(value, str))
        self.by_block: dict[int, Around] = {}
        self.rows: dict[int, list[str]] = {}
        self.units = list(article.units)
        self._number = {id(unit): n for n, unit in enumerate(self.units)}
        self._build(article.blocks)

    def of(self, unit: Unit) -> Around:
        """Return what stands around a unit."""
        return self.by_block[unit.block]

    def section(self, unit: Unit) -> str:
        """Return what a reader of a unit has read for it: titles, headings, lead-ins, header, its own block."""
        around = self.of(unit)
        own = [u.text for u in self.article.blocks[unit.block].units[:_MANY]]
        return "\n".join((self.about, *around.headings, *around.leads, around.header, *own))

    def following(self, unit: Unit, *, same_block: bool = False) -> str:
        """Return the text of the next unit under the same heading, of the same block where asked for, or nothing."""
        at = self._number[id(unit)] + 1
        if at >= len(self.units) or self.units[at].role in (Role.HEADING, Role.LABEL):
            return ""
        return self.units[at].text if not same_block or self.units[at].block == unit.block else ""

    def table(self, unit: Unit) -> str:
        """Return the text of all rows of a unit's table, or nothing."""
        return "\n".join(self.rows.get(self.of(unit).table, [])[:_MANY])

    def _build(self, blocks: Sequence[Block]) -> None:
        headings: list[tuple[int, str]] = []
        leads: list[tuple[int, str]] = []
        around = Around()
        for block in blocks:
            column = block.span.column
            text = " ".join(unit.text for unit in block.units)
            if block.kind[0] == "h" and block.kind[1:].isdigit():
                level = int(block.kind[1:])
                headings = [*((depth, title) for depth, title in headings if depth < level), (level, text)]
                leads = []
            elif block.kind not in _CELLS:
                leads = [lead for lead in leads if lead[0] < column] if block.kind == "li" else []
            titles, above = tuple(title for _, title in headings), tuple(lead for _, lead in leads)
            cell = block.kind in _CELLS
            around = self._cell(block, titles, above, around) if cell else Around(titles, above)
            self.by_block[block.index] = around
            if block.kind not in _CELLS and any(unit.text.endswith(":") for unit in block.units[-1:]):
                leads.append((column, text))

    def _cell(self, block: Block, headings: tuple[str, ...], leads: tuple[str, ...], before: Around) -> Around:
        header, table = before.header, before.table if before.table >= 0 else block.index
        for unit in block.units:
            if unit.reason == "header":
                header, table = unit.text, block.index
            else:
                self.rows.setdefault(table, []).append(unit.text)
        return Around(headings, leads, header, table)


@per_article
def surroundings(article: Article) -> Surroundings:
    """Return the surroundings of an article's units, built once however many rules ask."""
    return Surroundings(article)
