"""Which citations elsewhere cover a unit: of its caption, a column headed Source, a lead-in, what a title stands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.drafts import keys, keys_by
from citegate.harvest import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from citegate.article import CitationGroup
    from citegate.drafts import Draft
    from citegate.harvest import RawBlock

TITLES = HEADINGS | {"title", "summary", "label", "legend"}
CAPTIONS = frozenset({"figcaption", "caption"})
_SOURCE_HEADER = re.compile(r"\b(?:sources?|evidence|references?)\b", re.IGNORECASE)
_NEXT = 12
"""Blocks from a title within which the block that it stands on is looked for."""


class Coverings:
    """The keys cited around the blocks of one article. `rows` are the cells of each table row, by its number."""

    def __init__(
        self,
        blocks: Sequence[RawBlock],
        groups: Sequence[Sequence[CitationGroup]],
        drafts: Sequence[Sequence[Draft]],
    ) -> None:
        self._blocks = blocks
        self._groups = groups
        self._drafts = drafts
        self._by_figure = keys_by(blocks, groups, lambda b: b.place.figure if b.kind in CAPTIONS else 0)
        self._by_table = keys_by(blocks, groups, lambda b: b.place.table if b.kind in CAPTIONS else 0)
        self._by_header = keys_by(blocks, groups, _source_header)
        self._by_row = keys_by(blocks, groups, lambda b: b.place.row)
        self.rows, self._first_rows = _rows(blocks)

    def of_title(self, block: RawBlock) -> tuple[str, ...]:
        """Return the keys cited in the first block below a title; of a table, in its first row."""
        for later in self._blocks[block.index + 1 : block.index + _NEXT]:
            if later.kind not in TITLES:
                first_row = self._first_rows.get(later.place.table, -1)
                return keys(self._groups[later.index]) or self._by_row.get(first_row, ())
        return ()

    def of_row(self, first: RawBlock, tier: str) -> tuple[str, ...]:
        """Return the keys in the header of a column of sources; for tier B also those of caption and lead-in."""
        header = self._by_header.get(first.place.table, ())
        if tier == "A":
            return header
        caption = self._by_table.get(first.place.table, ())
        return (*header, *caption, *self.of_figure(first), *self.of_lead_ins(first))

    def of_figure(self, block: RawBlock) -> tuple[str, ...]:
        """Return the keys in the caption of a block's figure."""
        return self._by_figure.get(block.place.figure, ())

    def of_lead_ins(self, block: RawBlock) -> tuple[str, ...]:
        """Return the keys in the last sentences of the blocks that lead into a block."""
        lasts = (draft for lead in block.place.leads for draft in self._drafts[lead][-1:])
        return tuple(key for draft in lasts for key in keys(draft.groups))


def _rows(blocks: Sequence[RawBlock]) -> tuple[Mapping[int, Sequence[RawBlock]], Mapping[int, int]]:
    """Return the cells of each row, and the first row of each table's body."""
    rows: dict[int, list[RawBlock]] = {}
    first_rows: dict[int, int] = {}
    for block in blocks:
        if block.place.row and block.kind in ("td", "th"):
            rows.setdefault(block.place.row, []).append(block)
            if not block.place.header:
                first_rows.setdefault(block.place.table, block.place.row)
    return rows, first_rows


def _source_header(block: RawBlock) -> int:
    return block.place.table if block.place.header and _SOURCE_HEADER.search(block.run.text) else 0
