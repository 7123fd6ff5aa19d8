"""The whole site as claims: articles with their claims, and turned round, sources with the claims that rest on them.

Built once per build from articles that were parsed and judged; every index, feed and data file reads it. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.neighbours import slug
from citegate.pickling import slim

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from citegate.article import Article, Citation, Unit
    from citegate.bibliography import Work
    from citegate.references import Reference

NOT_SHOWN = frozenset({Role.ALT})
"""Claims that stand in an attribute: judged like all others, but there is no text on the page to lead to."""


@slim
@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim as the page shows it.

    `id` is its anchor; `number` counts the claims of its article from 1 in page order. `text` is what readers see with
    markers left out; the cells of a row stand apart by ` | `. `citations` are those of its own, `keys` all that cover
    it, its own first. `plain` says that it stands in a plain-language block; `line` is its place in the source.
    """

    id: str
    number: int
    text: str
    section: str
    citations: tuple[Citation, ...]
    keys: tuple[str, ...]
    tier: str
    plain: bool
    line: int


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as others refer to it. `path` is below the documents' folder, `name` without folder and `.md`.

    `address` is relative to the site's root. Topics are drugs and tags as they were written. Dates may be None.
    `article` may be an outline: of what is in the text, the claims alone are known.
    """

    path: str
    name: str
    address: str
    title: str
    question: str
    description: str
    status: str
    audience: tuple[str, ...]
    drugs: tuple[str, ...]
    tags: tuple[str, ...]
    created: datetime.date | None
    updated: datetime.date | None
    next_review: datetime.date | None
    claims: tuple[ClaimRecord, ...]
    keys: tuple[str, ...]
    article: Article

    @property
    def heading(self) -> str:
        """Return what an article is called in a list: its question, or its title where it asks none."""
        return self.question or self.title


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A cited work, how it is referred to, and every claim that rests on it, in the order of articles and lines."""

    key: str
    work: Work
    reference: Reference
    uses: tuple[tuple[ArticleRecord, ClaimRecord], ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Articles by path and cited sources by key, each sorted."""

    articles: Mapping[str, ArticleRecord]
    sources: Mapping[str, SourceRecord]


def catalogue(
    articles: Mapping[str, Article],
    works: Mapping[str, Work],
    references: Mapping[str, Reference],
    address: Callable[[str], str],
) -> Catalogue:
    """Return the catalogue of the articles given by path below the documents' folder; other pages are left out."""
    gated = {path: article for path, article in sorted(articles.items()) if article.kind == "article"}
    found = {path: _record(path, article, address(path)) for path, article in gated.items()}
    return Catalogue(found, _sources(found.values(), works, references))


def with_articles(
    known: Catalogue,
    anew: Mapping[str, Article],
    works: Mapping[str, Work],
    references: Mapping[str, Reference],
    address: Callable[[str], str],
) -> Catalogue:
    """Return a catalogue in which some articles were read anew; only the sources that they cite are turned round."""
    records = {path: _record(path, article, address(path)) for path, article in anew.items()}
    articles = {**known.articles, **records}
    both = (*records.values(), *(known.articles[path] for path in records if path in known.articles))
    keys = {key for one in both for claim in one.claims for key in claim.keys}
    citing = {use.path for key in keys if key in known.sources for use, _ in known.sources[key].uses}
    ordered = [articles[path] for path in sorted(citing | records.keys())]
    turned = {key: source for key, source in _sources(ordered, works, references).items() if key in keys}
    sources = {key: source for key, source in known.sources.items() if key not in keys} | turned
    return Catalogue(articles, {key: sources[key] for key in sorted(sources, key=str.casefold)})


def _record(path: str, article: Article, address: str) -> ArticleRecord:
    values = article.front.values
    return ArticleRecord(
        path,
        slug(path),
        address,
        values.get("title", path),
        values.get("question", ""),
        values.get("description", ""),
        article.status,
        tuple(values.get("audience", ())),
        tuple(values.get("drugs", ())),
        tuple(values.get("tags", ())),
        values.get("created"),
        values.get("updated"),
        values.get("next_review"),
        known_claims(article),
        article.cited_keys,
        article,
    )


def known_claims(article: Article) -> tuple[ClaimRecord, ...]:
    """Return the claims of an article that its page shows, in order; of an outline, those that it knows."""
    known: tuple[ClaimRecord, ...] | None = getattr(article, "records", None)  # an outline has them, and no text
    return tuple(shown_claims(article)) if known is None else known


def shown_claims(article: Article) -> Iterator[ClaimRecord]:
    """Yield the claims of an article that its page shows, in order."""
    number = 0
    for block in article.blocks:
        for unit in block.units:
            if unit.is_claim and unit.id and unit.role not in NOT_SHOWN:
                number += 1
                yield _claim(unit, number, block.section, plain="plain" in block.attributes)


def _claim(unit: Unit, number: int, section: str, *, plain: bool) -> ClaimRecord:
    text = " | ".join(part for part in unit.text.split("\t") if part.strip())
    own = tuple(citation for group in unit.groups for citation in group.citations)
    return ClaimRecord(unit.id, number, text, section, own, unit.covering, unit.tier, plain, unit.span.line)


def _sources(
    records: Iterable[ArticleRecord], works: Mapping[str, Work], references: Mapping[str, Reference]
) -> dict[str, SourceRecord]:
    uses: dict[str, list[tuple[ArticleRecord, ClaimRecord]]] = {}
    for record in records:
        for claim in record.claims:
            for key in dict.fromkeys(claim.keys):
                uses.setdefault(key, []).append((record, claim))
    known = (key for key in sorted(uses, key=str.casefold) if key in works and key in references)
    return {key: SourceRecord(key, works[key], references[key], tuple(uses[key])) for key in known}
