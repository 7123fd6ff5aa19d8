"""Break claims: take their citations away, assert where nothing is cited, hide text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from citegate import tiers

from .registry import Mutant, Sample, lines_of, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Block, CitationGroup, Unit


def _groups_for(sample: Sample, unit: Unit) -> tuple[CitationGroup, ...]:
    """Return the groups without which nothing covers a unit: its own, for items and tier B also those around it."""
    block = sample.article.blocks[unit.block]
    if unit.tier == "A" and block.kind != "li":
        return unit.groups
    covering = set(unit.covering)
    near = sample.article.blocks[max(0, unit.block - 12) : unit.block + 1]
    lead_ins = [u for b in near for u in b.units if u.role == "lead-in"]
    around = [*block.units, *lead_ins] if unit.tier == "B" else list(block.units)
    return tuple(dict.fromkeys(g for u in (unit, *around) for g in u.groups if covering & set(g.keys)))


@mutator("CL01")
def drop_citation_of_tier_a(sample: Sample) -> Iterator[Mutant]:
    """Take the citation from each sentence or item of tier A."""
    for unit in sample.units("sentence", "code"):
        if unit.tier == "A" and not unit.gap:
            yield Mutant("citation dropped", sample.without(*_groups_for(sample, unit)), lines_of(unit.span))


@mutator("CL02")
def drop_citation_of_tier_b(sample: Sample) -> Iterator[Mutant]:
    """Take the citations that cover each sentence of tier B, and put a citation out of reach."""
    for unit in sample.units("sentence"):
        if unit.tier == "B":
            yield Mutant("citation dropped", sample.without(*_groups_for(sample, unit)), lines_of(unit.span))
    far = "The widget has a lid. The lid has a rim. The rim has a mark. The mark is red"
    for line in sample.gaps:
        yield sample.block_mutant("citation out of reach", f"{far} [@{sample.key()}, p. 4].", line)


@mutator("CL03")
def hide_text_in_html(sample: Sample) -> Iterator[Mutant]:
    """Put uncited text in raw HTML between blocks."""
    for line in sample.gaps:
        yield sample.block_mutant("text in raw HTML", "<div>The widget is blue.</div>", line)


@mutator("CL04")
def exempt_what_may_not_be(sample: Sample) -> Iterator[Mutant]:
    """Exempt a claim of tier A, without a reason, with an unknown one, without a name, and too many."""
    for block in sample.article.blocks:
        if block.kind == "p" and any(u.tier == "A" for u in block.units) and not block.attributes.get("class"):
            end = sample.range(block.span)[1]
            end = sample.text.find("\n\n", end)
            inner = sample.text[sample.range(block.span)[0] : end]
            if end > 0 and "\n{." not in inner and "\n///" not in inner:
                before = sample.text[: sample.range(block.span)[0]].rpartition("\n")[2]
                indent = " " * (len(before) - len(before.lstrip()))
                new = f"\n{indent}{{.nocite reason=common-knowledge by=ab}}"
                changed = sample.replaced(end, end, new)
                yield Mutant("claim of tier A exempted", changed, lines_of(block.span))
    for line, marks in sample.places(".nocite", ".nocite reason=because by=ab", ".nocite reason=common-knowledge"):
        yield sample.block_mutant(f"{{{marks}}}", f"The heart pumps blood.\n{{{marks}}}", line)


@mutator("CL05")
def assert_in_lead_in(sample: Sample) -> Iterator[Mutant]:
    """Let each lead-in assert something, and take the citation of those that do."""
    for unit in sample.article.units:
        if unit.role == "lead-in":
            start, end = sample.range(unit.span)
            yield sample.mutant("lead-in asserts", start, end, "The AHA lists as harmful:")
            if unit.is_claim and unit.tier == "A":
                yield Mutant("citation dropped", sample.without(*unit.groups), lines_of(unit.span))


@mutator("CL06")
def assert_in_heading(sample: Sample) -> Iterator[Mutant]:
    """Let each heading assert something over a block whose citations are gone."""
    blocks = sample.article.blocks
    for index, block in enumerate(blocks):
        if not block.kind.startswith("h") or not block.units:
            continue
        after = next((b for b in blocks[index + 1 :] if not b.kind.startswith("h")), None)
        if after is None or after.kind in ("label", "title"):
            continue
        start, end = sample.range(block.units[0].span)
        first = sample.without(*_first_cited(sample, after))
        text = first[:start] + "Widgets (Class 3: Harm)" + first[end:]
        yield Mutant("heading asserts", text, lines_of(block.span))


def _first_cited(sample: Sample, block: Block) -> list[CitationGroup]:
    """Return the groups of a block, or those of the first rows of the table that starts there."""
    near = [block] if block.kind not in ("td", "th") else sample.article.blocks[block.index : block.index + 12]
    return [group for b in near for unit in b.units for group in unit.groups]


@mutator("CL07")
def claim_a_gap(sample: Sample) -> Iterator[Mutant]:
    """State a gap without a source, and take citation or search from those that are stated."""
    for line, mark in sample.places("", "\n{.gap}"):
        yield sample.block_mutant("gap stated", f"No trial of the widget was found.{mark}", line)
    for unit in sample.units("sentence"):
        if unit.gap and unit.groups and tiers.is_gap(unit.text):
            yield Mutant("citation dropped", sample.without(*_groups_for(sample, unit)), lines_of(unit.span))
    for name in ("searched", "query"):
        for mutant in sample.swap(f"{name} dropped", rf" {name}=\"[^\"]*\"", ""):
            first, last = mutant.lines
            yield replace(mutant, lines=(first - 1, last))


@mutator("CL08")
def empty_source_cell(sample: Sample) -> Iterator[Mutant]:
    """Take the citations from each row of each table."""
    for unit in sample.units("row"):
        if unit.groups:
            yield Mutant("source of row dropped", sample.without(*unit.groups), lines_of(unit.span))


@mutator("CL09")
def assert_in_picture(sample: Sample) -> Iterator[Mutant]:
    """Put in a picture whose alternative text asserts, and take the citation from captions."""
    for line in sample.gaps:
        yield sample.block_mutant("asserting alternative text", "![Halves the weight](figure.png)", line)
    for unit in sample.units("caption"):
        if unit.groups and unit.tier == "A":
            yield Mutant("citation of caption dropped", sample.without(*unit.groups), lines_of(unit.span))


@mutator("CL10")
def leave_placeholder(sample: Sample) -> Iterator[Mutant]:
    """Leave a placeholder or a comment between blocks."""
    blocks = ("<!-- numbers -->", "TODO: numbers [@key].", "Lorem ipsum dolor [@key].", "The weight is TBD [@key].")
    for line, block in sample.places(*blocks):
        yield sample.block_mutant(block[:13], block.replace("@key", f"@{sample.key()}, p. 4"), line)


@mutator("CL11")
def praise_the_site(sample: Sample) -> Iterator[Mutant]:
    """Praise the site between blocks."""
    praises = ("World-class answers.", "Our team is second to none.", "We are the most trusted source of answers.")
    for line, block in sample.places(*praises):
        yield sample.block_mutant("praise", block, line)


@mutator("CL12")
def drop_locator_of_quotation(sample: Sample) -> Iterator[Mutant]:
    """Take the locators from the citations of each quotation."""
    for unit in sample.units("sentence", "row", "caption"):
        if unit.groups and "quotation" in tiers.reasons(unit.text):
            keys = {g.span: f"[{'; '.join('@' + key for key in g.keys)}]" for g in unit.groups}
            yield Mutant("locator dropped", sample.changed(keys), lines_of(unit.span))


@mutator("CL13")
def repeat_claim(sample: Sample) -> Iterator[Mutant]:
    """Write each sentence that stands alone in its paragraph again at the end of the article."""
    last = sample.text.rstrip().count("\n") + 1
    for block in sample.article.blocks:
        units = [unit for unit in block.units if unit.role == "sentence" and unit.is_claim]
        if block.kind == "p" and len(block.units) == 1 and units and not block.attributes.get("class"):
            raw = " ".join(sample.text[slice(*sample.range(block.span))].split())
            cite = "" if raw.rstrip(".").endswith("]") else f" [@{sample.key()}, p. 4]"
            text = f"{sample.text.rstrip()}\n\n## Once more\n\n{raw}{cite}\n"
            yield Mutant("claim repeated", text, (last + 4, last + 4))
