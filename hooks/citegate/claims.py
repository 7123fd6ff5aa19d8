"""From blocks to claims: each piece of visible text becomes one unit with exactly one class.

Implements "What a claim is" of the handbook: Tier A needs a citation of its own in the sentence, list item or table
row; Tier B is covered by a citation at its end or after it in the block, within reach, or by a lead-in or caption.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from citegate import tiers
from citegate.article import Block, Coverage, Role, Unit
from citegate.drafts import Draft, drafts, hand_written, keys, keys_by, unit_id, wordless
from citegate.harvest import HEADINGS
from citegate.runs import without_markers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from citegate.article import CitationGroup
    from citegate.harvest import RawBlock
    from citegate.placing import Placed
    from citegate.policy import Policy

TITLES = HEADINGS | {"title", "summary", "label", "legend"}
CAPTIONS = frozenset({"figcaption", "caption"})
_SOURCE_HEADER = re.compile(r"\b(?:sources?|evidence|references?)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_WHOLE = 1 << 40


class Claims:
    """Classifies the blocks of one article, in page order."""

    def __init__(
        self,
        blocks: Sequence[RawBlock],
        placed: Sequence[Placed],
        groups: Sequence[Sequence[CitationGroup]],
        broken: Mapping[int, Sequence[int]],
        policy: Policy,
    ) -> None:
        self.blocks = blocks
        self.placed = placed
        self.groups = groups
        self.broken = broken
        self.policy = policy
        self.drafts = [drafts(block, groups[block.index], broken.get(block.index, ())) for block in blocks]
        self.seen: Counter[str] = Counter()
        self.hand_written = hand_written(blocks)
        self._by_figure = keys_by(blocks, groups, lambda b: b.place.figure if b.kind in CAPTIONS else 0)
        self._by_table = keys_by(blocks, groups, lambda b: b.place.table if b.kind in CAPTIONS else 0)
        self._by_header = keys_by(blocks, groups, _source_header)
        self._by_row = keys_by(blocks, groups, lambda b: b.place.row)
        self._rows: dict[int, list[RawBlock]] = {}
        self._first_rows: dict[int, int] = {}
        for block in blocks:
            if block.place.row and block.kind in ("td", "th"):
                self._rows.setdefault(block.place.row, []).append(block)
                if not block.place.header:
                    self._first_rows.setdefault(block.place.table, block.place.row)

    def classify(self) -> list[Block]:
        """Return the blocks with their units; a table row's unit stands in the row's first cell."""
        return [
            Block(
                block.index,
                block.kind,
                block.section,
                self.placed[block.index].span(0, len(block.run.text)),
                tuple(self._units(block)),
                block.place.attributes,
            )
            for block in self.blocks
        ]

    def _units(self, block: RawBlock) -> list[Unit]:
        if block.index in self.hand_written:
            return [self._exempt(draft, Role.SENTENCE, "hand-written-references") for draft in self.drafts[block.index]]
        if block.place.row and block.kind in ("td", "th"):
            cells = self._rows[block.place.row]
            units = [self._row(cells)] if cells[0] is block else []
        elif block.kind in TITLES:
            units = self._titles(block)
        elif block.kind in ("pre", "code"):
            units = self._code(block)
        elif block.kind == "dt":
            units = [self._exempt(draft, Role.TERM, "term") for draft in self.drafts[block.index]]
        else:
            units = self._sentences(block)
        return units + self._alts(block)

    def _unit(self, draft: Draft, role: Role, tier: tuple[str, str], covering: Iterable[str]) -> Unit:
        cited = tuple(dict.fromkeys([*keys(draft.groups), *covering]))
        coverage = Coverage.CITED if cited else Coverage.UNCITED
        return Unit(
            id=unit_id(draft.text, self.seen),
            role=role,
            text=draft.text,
            coverage=coverage,
            tier=tier[0],
            reason=tier[1],
            groups=draft.groups,
            covering=cited,
            span=self.placed[draft.block.index].span(draft.start, draft.end),
            block=draft.block.index,
            gap=tiers.is_gap(draft.text),
            broken=draft.broken,
            attributes=draft.block.place.attributes,
        )

    def _exempt(self, draft: Draft, role: Role, reason: str) -> Unit:
        return Unit(
            id="",
            role=role,
            text=draft.text,
            coverage=Coverage.EXEMPT,
            tier="",
            reason=reason,
            groups=draft.groups,
            covering=keys(draft.groups),
            span=self.placed[draft.block.index].span(draft.start, draft.end),
            block=draft.block.index,
            broken=draft.broken,
            attributes=draft.block.place.attributes,
        )

    def _sentences(self, block: RawBlock) -> list[Unit]:
        drafts = self.drafts[block.index]
        own_item = keys(self.groups[block.index]) if block.kind == "li" else ()
        above = self._lead_keys(block)
        units = []
        for number, draft in enumerate(drafts):
            last = number == len(drafts) - 1
            tier = tiers.tier(draft.text)
            role = self._role(block, draft, last=last)
            reason = self._exemption(block, draft, role, tier[0])
            if reason:
                units.append(self._exempt(draft, role, reason))
                continue
            after = drafts[number + 1 : number + self.policy.reach]
            reached = (key for later in after for key in keys(later.groups))
            covering = own_item if tier[0] == "A" or role is Role.CAPTION else (*reached, *own_item, *above)
            units.append(self._unit(draft, role, tier, covering))
        return units

    def _role(self, block: RawBlock, draft: Draft, *, last: bool) -> Role:
        if block.kind == "raw":
            return Role.RAW
        if block.kind in CAPTIONS:
            return Role.CAPTION
        return Role.LEAD_IN if last and block.leads_into and draft.text.endswith(":") else Role.SENTENCE

    def _exemption(self, block: RawBlock, draft: Draft, role: Role, tier: str) -> str:
        """Return the reason why a sentence needs no citation, or nothing."""
        attributes = block.place.attributes
        classes = attributes.get("class", "").split()
        nothing = wordless(draft.text, raw=role is Role.RAW)
        if nothing:
            return nothing
        if "nocite" in classes:
            return f"nocite:{attributes.get('reason', '')}"
        if "gap" in classes and tiers.is_gap(draft.text) and attributes.get("searched") and attributes.get("query"):
            return "gap-searched"
        if tiers.is_question(draft.text) and not tiers.has_dose(draft.text):
            return "question"
        quiet = tier == "B" or (role is Role.LEAD_IN and not tiers.asserts(draft.text))
        if quiet and not draft.groups and role in (Role.LEAD_IN, Role.CAPTION):
            return str(role)
        return ""

    def _titles(self, block: RawBlock) -> list[Unit]:
        covering = self._next_keys(block)
        units = []
        for draft in self.drafts[block.index]:
            role = Role.LABEL if block.kind == "label" else Role.HEADING
            if tiers.is_question(draft.text) or not tiers.asserts(draft.text):
                units.append(self._exempt(draft, role, str(role)))
            else:
                units.append(self._unit(draft, role, tiers.tier(draft.text), covering))
        return units

    def _next_keys(self, block: RawBlock) -> tuple[str, ...]:
        for later in self.blocks[block.index + 1 : block.index + 12]:
            if later.kind not in TITLES:
                return keys(self.groups[later.index]) or self._row_keys(later)
        return ()

    def _row_keys(self, block: RawBlock) -> tuple[str, ...]:
        """Return the keys cited in the first body row of the table that starts at a block."""
        return self._by_row.get(self._first_rows.get(block.place.table, -1), ())

    def _code(self, block: RawBlock) -> list[Unit]:
        text = block.run.text
        draft = Draft(block, 0, len(text), without_markers(text), (), broken=bool(self.broken.get(block.index)))
        if tiers.has_dose(draft.text):
            return [self._unit(draft, Role.CODE, ("A", "quantity"), ())]
        return [self._exempt(draft, Role.CODE, "code")]

    def _row(self, cells: Sequence[RawBlock]) -> Unit:
        drafts = [draft for cell in cells for draft in self.drafts[cell.index]]
        text = "\t".join(without_markers(cell.run.text) for cell in cells if cell.run.text.strip())
        groups = tuple(group for cell in cells for group in self.groups[cell.index])
        first = cells[0]
        draft = Draft(first, 0, len(first.run.text), text, groups, broken=any(d.broken for d in drafts))
        tier = tiers.tier(text)
        if first.place.header and not (tier[1] in ("directive", "causal") or tiers.has_dose(text)):
            unit = self._exempt(draft, Role.ROW, "header")
        elif not _WORD.search(text):
            unit = self._exempt(draft, Role.ROW, "no-words")
        else:
            covering = self._by_header.get(first.place.table, ())
            if tier[0] == "B":
                above = self._by_table.get(first.place.table, ()) + self._by_figure.get(first.place.figure, ())
                covering = (*covering, *above, *self._lead_keys(first))
            unit = self._unit(draft, Role.ROW, tier, covering)
        return _with_span(unit, self.placed[first.index], self.placed[cells[-1].index], cells[-1])

    def _lead_keys(self, block: RawBlock) -> tuple[str, ...]:
        return tuple(
            key for lead in block.place.leads for draft in self.drafts[lead][-1:] for key in keys(draft.groups)
        )

    def _alts(self, block: RawBlock) -> list[Unit]:
        units = []
        for offset, alt, _ in block.run.alts:
            if not alt.strip():
                continue
            draft = Draft(block, offset, offset, " ".join(alt.split()), (), broken=False)
            tier = tiers.tier(draft.text)
            if tier[0] == "A" or tiers.asserts(draft.text):
                covering = keys(self.groups[block.index]) + self._by_figure.get(block.place.figure, ())
                units.append(self._unit(draft, Role.ALT, ("A", tier[1]), covering))
            else:
                units.append(self._exempt(draft, Role.ALT, "alt"))
        return units


def _source_header(block: RawBlock) -> int:
    return block.place.table if block.place.header and _SOURCE_HEADER.search(block.run.text) else 0


def _with_span(unit: Unit, first: Placed, last: Placed, cell: RawBlock) -> Unit:
    start, _ = first.extent(0, _WHOLE)
    _, end = last.extent(0, len(cell.run.text))
    return replace(unit, span=first.source.span(start, max(start, end)))
