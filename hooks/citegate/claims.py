"""From blocks to claims: each piece of visible text becomes one unit with exactly one class.

Implements "What a claim is" of the handbook: Tier A needs a citation of its own in the sentence, list item or table
row; Tier B is covered by a citation at its end or after it in the block, within reach, or by a lead-in or caption.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from citegate import tiers, topics
from citegate.article import Block, Coverage, Role, Unit
from citegate.coverings import CAPTIONS, TITLES, Coverings
from citegate.drafts import Draft, drafts, hand_written, keys, unit_id, wordless
from citegate.runs import without_markers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from citegate.article import CitationGroup
    from citegate.harvest import RawBlock
    from citegate.placing import Placed
    from citegate.policy import Policy

_WORD = re.compile(r"\w")
_CODE = frozenset({"pre", "code"})
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
        self.around = Coverings(blocks, groups, self.drafts)

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
            cells = self.around.rows[block.place.row]
            units = [self._row(cells)] if cells[0] is block else []
        elif block.kind in TITLES:
            units = self._titles(block)
        elif block.kind in _CODE:
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
            gap=tiers.is_gap(draft.text, self.policy.units),
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
        above = self.around.of_lead_ins(block)
        units = []
        for number, draft in enumerate(drafts):
            last = number == len(drafts) - 1
            tier = tiers.tier(draft.text, self.policy.units)
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
        leads = last and draft.text.endswith(":") and (block.leads_into or self._before_code(block))
        return Role.LEAD_IN if leads else Role.SENTENCE

    def _before_code(self, block: RawBlock) -> bool:
        return any(later.kind in _CODE for later in self.blocks[block.index + 1 : block.index + 2])

    def _exemption(self, block: RawBlock, draft: Draft, role: Role, tier: str) -> str:
        """Return the reason why a sentence needs no citation, or nothing."""
        attributes = block.place.attributes
        classes = attributes.get("class", "").split()
        nothing = wordless(draft.text, raw=role is Role.RAW)
        if nothing:
            return nothing
        if "nocite" in classes:
            return f"nocite:{attributes.get('reason', '')}"
        if (
            "gap" in classes
            and tiers.is_gap(draft.text, self.policy.units)
            and attributes.get("searched")
            and attributes.get("query")
        ):
            return "gap-searched"
        if tiers.is_question(draft.text) and not tiers.has_dose(draft.text, self.policy.units):
            return "question"
        quiet = tier == "B" or (role is Role.LEAD_IN and not tiers.asserts(draft.text, self.policy.units))
        if quiet and not draft.groups and role in (Role.LEAD_IN, Role.CAPTION):
            return str(role)
        return ""

    def _titles(self, block: RawBlock) -> list[Unit]:
        covering = self.around.of_title(block)
        units = []
        for draft in self.drafts[block.index]:
            role = Role.LABEL if block.kind == "label" else Role.HEADING
            if topics.names_topic(draft.text, self.policy.units):
                units.append(self._exempt(draft, role, str(role)))
            else:
                units.append(self._unit(draft, role, tiers.tier(draft.text, self.policy.units), covering))
        return units

    def _code(self, block: RawBlock) -> list[Unit]:
        text = block.run.text
        draft = Draft(block, 0, len(text), without_markers(text), (), broken=bool(self.broken.get(block.index)))
        if tiers.has_dose(draft.text, self.policy.units):
            return [self._unit(draft, Role.CODE, ("A", "quantity"), ())]
        return [self._exempt(draft, Role.CODE, "code")]

    def _row(self, cells: Sequence[RawBlock]) -> Unit:
        drafts = [draft for cell in cells for draft in self.drafts[cell.index]]
        texts = [without_markers(cell.run.text) for cell in cells if cell.run.text.strip()]
        text = "\t".join(texts)
        groups = tuple(group for cell in cells for group in self.groups[cell.index])
        first = cells[0]
        draft = Draft(first, 0, len(first.run.text), text, groups, broken=any(d.broken for d in drafts))
        tier = tiers.tier(text, self.policy.units)
        if first.place.header and topics.labels_columns(texts, self.policy.units):
            unit = self._exempt(draft, Role.ROW, "header")
        elif not _WORD.search(text):
            unit = self._exempt(draft, Role.ROW, "no-words")
        else:
            unit = self._unit(draft, Role.ROW, tier, self.around.of_row(first, tier[0]))
        return _with_span(unit, self.placed[first.index], self.placed[cells[-1].index], cells[-1])

    def _alts(self, block: RawBlock) -> list[Unit]:
        units = []
        for offset, alt, _ in block.run.alts:
            if not alt.strip():
                continue
            draft = Draft(block, offset, offset, " ".join(alt.split()), (), broken=False)
            tier = tiers.tier(draft.text, self.policy.units)
            if tier[0] == "A" or tiers.asserts(draft.text, self.policy.units):
                covering = keys(self.groups[block.index]) + self.around.of_figure(block)
                units.append(self._unit(draft, Role.ALT, ("A", tier[1]), covering))
            else:
                units.append(self._exempt(draft, Role.ALT, "alt"))
        return units


def _with_span(unit: Unit, first: Placed, last: Placed, cell: RawBlock) -> Unit:
    start, _ = first.extent(0, _WHOLE)
    _, end = last.extent(0, len(cell.run.text))
    return replace(unit, span=first.source.span(start, max(start, end)))
