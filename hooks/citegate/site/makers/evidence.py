"""The evidence turned round: an index of all cited sources, and for each a page with every claim that rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from citegate.filenames import distinct
from citegate.identifiers import identify
from citegate.references import spoken_date
from citegate.site.cards import Card, Option, Pager, card, pages
from citegate.site.site import Made
from citegate.site.standins import sources as digests
from citegate.store import key as digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from citegate.bibliography import Work
    from citegate.catalogue import ArticleRecord, ClaimRecord, SourceRecord
    from citegate.site.site import Site

INDEX = "evidence/index.md"
PER_PAGE = 250
_LINKED = {"DOI": "DOI", "PMID": "PubMed", "PMCID": "PubMed Central", "set id": "DailyMed"}
"""Kinds of identifiers and the label of the link that leads there."""
_NAMES = {"set id": "Set id", "application number": "Application number", "URL": "Address"}


@dataclass(frozen=True, slots=True)
class IdentifierFacts:
    """An identifier in words, and where it leads; `url` is empty where it leads nowhere."""

    kind: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class StateFacts:
    """How a source stands: `slug` is `retracted`, `superseded` …, or empty where nothing is known; `words` say it.

    `successor` names what replaced it, a key of the bibliography or words, or is empty.
    """

    slug: str
    words: str
    successor: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the index."""

    key: str
    short: str
    title: str
    url: str
    type_label: str
    type_slug: str
    year: str
    identifiers: tuple[IdentifierFacts, ...]
    claims: int
    articles: int
    state: StateFacts


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """A page of the index."""

    rows: tuple[SourceRow, ...]
    types: tuple[Option, ...]
    claims: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim that rests on a source: its words, its address, and the parts of the source that it names itself.

    `number` counts the claims of its article.

    `own` is false where the citation stands elsewhere in its block; `plain` marks the plain-language version.
    """

    text: str
    number: int
    url: str
    section: str
    locators: tuple[str, ...]
    own: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class UseFacts:
    """An article with its claims that rest on a source."""

    article: Card
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The page of a source. `html` is safe; `successor_url` leads to the source that replaced it, where it is here."""

    source: SourceRow
    html: str
    successor_url: str
    accessed: str
    unseen: str
    still_current: str
    uses: tuple[UseFacts, ...]


def make(site: Site) -> Iterator[Made]:
    """Yield the pages of the index and of every source."""
    sources = sorted(site.catalogue.sources.values(), key=lambda s: (s.reference.short.casefold(), s.key))
    rows = [_row(site, source) for source in sources]
    claims = sum(len(record.claims) for record in site.catalogue.articles.values())
    about = f"{len(rows)} sources, and every claim of this site that rests on each."
    for path, share, pager in pages(site, INDEX, len(rows), PER_PAGE):
        facts = IndexFacts(tuple(rows[share]), tuple(_types(rows[share])), claims, pager)
        title = "Evidence" if pager.number == 1 else f"Evidence, page {pager.number}"
        yield Made(path, "", title, about, "evidence.html", facts, listed=pager.number == 1)
    for source, row in zip(sources, rows, strict=True):
        many = "claim" if row.claims == 1 else "claims"
        about = f"{row.claims} {many} on this site resting on {source.reference.short}: {row.title}"
        path, page = _paths(site)[source.key], partial(_source, site, source, row)
        rests = _rests_on(site, source, row)
        yield Made(path, "", source.reference.short, about[:300], "source.html", page, rests=rests)


def evidence_address(site: Site, key: str) -> str:
    """Return the address of a source's page relative to the site's root; empty for a work that nothing rests on."""
    path = _paths(site).get(key)
    return site.address(path) if path else ""


def _paths(site: Site) -> Mapping[str, str]:
    """Return the path of each source's page; keys that differ by case alone get names that differ by more."""
    found = site.shared.get("evidence paths")
    if not isinstance(found, dict):
        found = {key: f"evidence/{name}.md" for key, name in distinct(site.catalogue.sources).items()}
        site.shared["evidence paths"] = found
    return found


def _row(site: Site, source: SourceRecord) -> SourceRow:
    reference = source.reference
    return SourceRow(
        source.key,
        reference.short,
        source.work.fields.get("title", ""),
        evidence_address(site, source.key),
        reference.type_label,
        reference.type_slug,
        reference.year,
        tuple(_identifiers(source)),
        len(source.uses),
        len({record.path for record, _ in source.uses}),
        _state(site, source.key),
    )


def _state(site: Site, key: str) -> StateFacts:
    found = site.project.standings[key]
    words = f"{found.words[:1].upper()}{found.words[1:]}"
    return StateFacts(str(found.state).replace(" ", "-") if found.noteworthy else "", words, found.successor)


def _identifiers(source: SourceRecord) -> Iterator[IdentifierFacts]:
    links = {link.label: link.url for link in source.reference.links}
    addresses = set(links.values())
    for kind, _, value, problem in identify(source.work):
        url = links.get(_LINKED.get(kind, ""), "") if problem is None else ""
        if kind == "URL" and value in addresses:
            url = value
        yield IdentifierFacts(_NAMES.get(kind, kind), value, url)


def _types(rows: Iterable[SourceRow]) -> Iterator[Option]:
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        kind = (row.type_label, row.type_slug)
        counts[kind] = counts.get(kind, 0) + 1
    yield from (Option(slug, label, count) for (label, slug), count in sorted(counts.items()))


def _source(site: Site, source: SourceRecord, row: SourceRow) -> SourceFacts:
    fields = source.work.fields
    return SourceFacts(
        row,
        source.reference.html,
        evidence_address(site, row.state.successor),
        spoken_date(fields.get("urldate", "")),
        fields.get("unverified-field", ""),
        _still_current(source.work),
        tuple(_uses(site, source)),
    )


def _rests_on(site: Site, source: SourceRecord, row: SourceRow) -> str:
    """Return the digest of all that the facts of a source's page rest on; empty where not all of it is known."""
    paths = dict.fromkeys(record.path for record, _ in source.uses)
    uses = [_article(site, path) for path in paths]
    return digest(digests(site)[source.key], repr(row), evidence_address(site, row.state.successor), *uses) * all(uses)


def _article(site: Site, path: str) -> str:
    """Return the digest of all that pages of sources tell of an article; empty where it is not known."""
    made: Any = site.shared.setdefault("articles on evidence", {})
    if path not in made:
        name, record = getattr(site.articles[path], "name", ""), site.catalogue.articles[path]
        made[path] = digest(name, record.address, repr(card(site, record))) if name else ""
    found: str = made[path]
    return found


def _still_current(work: Work) -> str:
    return work.fields.get("still_current") or work.fields.get("still-current", "")


def _uses(site: Site, source: SourceRecord) -> Iterator[UseFacts]:
    by_article: dict[str, list[tuple[ArticleRecord, ClaimRecord]]] = {}
    for record, claim in source.uses:
        by_article.setdefault(record.path, []).append((record, claim))
    for used in by_article.values():
        yield UseFacts(card(site, used[0][0]), tuple(_claim(source.key, *use) for use in used))


def _claim(key: str, record: ArticleRecord, claim: ClaimRecord) -> ClaimFacts:
    own = [citation for citation in claim.citations if citation.key == key]
    locators = tuple(dict.fromkeys(citation.locator for citation in own if citation.locator))
    url = f"{record.address}#{claim.id}"
    return ClaimFacts(row_said(claim.text), claim.number, url, claim.section, locators, bool(own), claim.plain)


def row_said(text: str) -> str:
    """Return a claim as it is read: the cells of a table's row, of which the first names the row, one after another.

    >>> row_said("Small widget | 3 kg | 5 min")
    'Small widget: 3 kg; 5 min'
    """
    name, bar, cells = text.partition(" | ")
    return f"{name}: {cells.replace(' | ', '; ')}" if bar else text
