"""What of a page can be found: of an article its claims with where they stand, of another page its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.catalogue import NOT_SHOWN
from citegate.searchindex import Document, Entry
from citegate.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from citegate.article import Article, Block, Unit
    from citegate.catalogue import ArticleRecord, ClaimRecord
    from citegate.references import Reference

_LONGEST = 400
"""Characters of a passage of a page that is no article, about."""
_LED = {"dd": "dt", "td": "th", "li": "p"}
"""Blocks whose text needs what stands before it: a definition its term, a row its header, a list its lead-in."""

_TEXT = frozenset({*_LED, *_LED.values()})


def document(
    record: ArticleRecord, article: Article, references: Mapping[str, Reference], status: str, updated: str
) -> Document:
    """Return an article as a document, from its record and its text; `status` and `updated` are words."""
    places = {key: number for number, key in enumerate(record.keys)}
    leads = list(_leads(article))
    texts = ((claim.section, f"{lead} {claim.text}") for claim, lead in zip(record.claims, leads, strict=True))
    drugs = about(texts, record.drugs)
    entries = (
        Entry(claim.id, claim.text, claim.section, lead, claim.plain, _cites(claim, places), named)
        for claim, lead, named in zip(record.claims, leads, drugs, strict=True)
    )
    return Document(
        record.address,
        record.title,
        "article",
        tuple(entries),
        record.question,
        status,
        record.audience,
        updated,
        record.tags,
        record.drugs,
        tuple(_source(key, references) for key in record.keys),
    )


def page(article: Article, address: str) -> Document:
    """Return a page that is no article as a document: its passages by the headings above them."""
    headings = dict(_headings(article.toc))
    title = article.front.values.get("title") or next(iter(headings), "") or address
    entries = (
        Entry(headings.get(section, ""), text, section if section != title else "")
        for section, text in _passages(article.blocks)
    )
    return Document(address, title, "page", tuple(entries))


def about(texts: Iterable[tuple[str, str]], drugs: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the drugs that each claim, given by section and text in page order, is about.

    Those that it names; else those of the claims before it in its section; else those of the heading; else all.
    """
    known = {drug: f" {' '.join(stems(drug))} " for drug in drugs}
    last = ""
    carried: tuple[str, ...] = ()
    for section, text in texts:
        if section != last:
            last, carried = section, _named(section, known)
        carried = _named(text, known) or carried
        yield carried or tuple(drugs)


def _named(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    padded = f" {' '.join(stems(text))} "
    return tuple(drug for drug, shape in known.items() if shape in padded)


def _source(key: str, references: Mapping[str, Reference]) -> tuple[str, str, str]:
    reference = references.get(key)
    return (key, reference.short, reference.type_label) if reference else (key, key, "")


def _cites(claim: ClaimRecord, places: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    """Return the place of each source in the list and its locator: the claim's own, else those that cover it."""
    own = tuple((places[c.key], c.locator) for c in claim.citations if c.key in places)
    return own or tuple((places[key], "") for key in claim.keys if key in places)


def _leads(article: Article) -> Iterator[str]:
    """Yield for each claim, in the order of the catalogue, what stands before it and is needed to understand it."""
    before: dict[str, str] = {}
    section = ""
    for block in article.blocks:
        if block.section != section or block.kind not in _TEXT:
            section, before = block.section, {}
        lead = before.get(_LED.get(block.kind, ""), "")
        for unit in block.units:
            if unit.is_claim and unit.id and unit.role not in NOT_SHOWN:
                yield lead
        if block.kind in ("dt", "p") or (block.kind == "th" and block.units):
            before[block.kind] = _lead(block)


def _lead(block: Block) -> str:
    text = _joined(block.units)
    return "" if block.kind == "p" and not text.endswith(":") else text


def _joined(units: Sequence[Unit]) -> str:
    """Return the text of units, cells apart, without the column that names sources."""
    cells = (cell.strip() for unit in units for cell in unit.text.split("\t"))
    return " | ".join(cell for cell in cells if cell and cell != "Source")


def _passages(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    section, held = "", ""
    for block in blocks:
        told = [unit for unit in block.units if unit.role not in {*NOT_SHOWN, Role.HEADING}]
        text = _joined(told)
        if held and (block.section != section or len(held) + len(text) > _LONGEST):
            yield section, held
            held = ""
        section, held = block.section, f"{held} {text}".strip()
    if held:
        yield section, held


def _headings(tokens: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        yield str(token["name"]), str(token["id"])
        yield from _headings(token["children"])  # type: ignore[arg-type]  # the extension nests what it gave
