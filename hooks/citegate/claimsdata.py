"""The site's claims as data: one document per article, and one for the site. The schema is `data/claims.schema.json`.

A document says nothing that the page does not say, and on each claim the status of its article. The document of the
site holds all claims up to `MOST_CLAIMS`; above that it is an index that names each article's own document with its
SHA-256, and says so (`complete` is false), because one file of hundreds of megabytes serves nobody.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citegate.identifiers import identify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from citegate.bibliography import Work
    from citegate.catalogue import ArticleRecord, ClaimRecord
    from citegate.references import Reference
    from citegate.support_marks import Marks

VERSION = 1
"""Raised where a field is removed or changes its meaning; new fields may come without."""
MOST_CLAIMS = 10_000
SCHEMA = "schemas/claims.json"
FILE = "claims.json"
_END = "\n}\n"
_FIELDS = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "ISBN": "isbn", "set id": "set_id", "URL": "url"}


@dataclass(frozen=True)
class Data:
    """What all documents need: works and references by key, the site's address and name, the notice of what is pending.

    `url` ends with a slash, or is empty where the site has no address yet: addresses are then relative to its root.
    """

    works: Mapping[str, Work]
    references: Mapping[str, Reference]
    url: str = ""
    name: str = ""
    notice: str = ""
    marked: Callable[[Iterable[str]], Marks] | None = None
    """How a claim that keys cover is supported; without it the documents do not say."""

    def document(self, record: ArticleRecord, content: Mapping[str, Any]) -> dict[str, Any]:
        """Return the document of an article with its `content`."""
        return {**self._head(pending=record.status != "approved"), **self._article(record), **content}

    def content(self, record: ArticleRecord) -> dict[str, Any]:
        """Return the claims of an article and the references that they cite by number."""
        numbers = {key: number for number, key in enumerate(record.keys, start=1)}
        known = [key for key in record.keys if key in self.works and key in self.references]
        return {
            "claims": [self._claim(claim, record, numbers) for claim in record.claims],
            "references": [self._reference(key, numbers[key]) for key in known],
        }

    def site(self, records: Iterable[ArticleRecord], given: Mapping[str, tuple[str, str]]) -> str:
        """Return the document of the site; `given` are digest and told content of each article's own, by path."""
        listed = list(records)
        articles, lines = [], []
        for record in listed:
            digest_, content = given[record.path]
            own = {"data": self.url + address(record), "sha256": digest_}
            articles.append({**self._article(record), **own})
            lines.append(f"{_json(articles[-1])[:-1]},{content}}}" if content else _json(articles[-1]))
        names = ("claims", "own", "nearby", "none", "plain", "references")
        totals = {name: sum(article["totals"][name] for article in articles) for name in names}
        site = {"name": self.name, "url": self.url}
        head = {
            **self._head(pending=any(record.status != "approved" for record in listed)),
            "site": site,
            "complete": complete(listed),
            "totals": {"articles": len(articles), **totals},
        }
        listing = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
        return f'{written(head).removesuffix(_END)},\n"articles": {listing}{_END}'

    def _head(self, *, pending: bool) -> dict[str, Any]:
        notice = {"notice": self.notice} if self.notice and pending else {}
        return {"$schema": self.url + SCHEMA, "version": VERSION, **notice}

    def _article(self, record: ArticleRecord) -> dict[str, Any]:
        days = {name: getattr(record, name) for name in ("created", "updated", "next_review")}
        support = [_support(claim) for claim in record.claims]
        article = {
            "path": record.path,
            "url": self.url + record.address,
            "title": record.title,
            "question": record.question,
            "description": record.description,
            "status": record.status,
            "audience": list(record.audience),
            "authors": list(record.article.front.values.get("authors", ())),
            "ai": record.article.front.values.get("ai", "not declared"),
            **{name: day.isoformat() if day else None for name, day in days.items()},
        }
        totals = {
            "claims": len(support),
            **{kind: support.count(kind) for kind in ("own", "nearby", "none")},
            "plain": sum(claim.plain for claim in record.claims),
            "references": len(record.keys),
        }
        return {"article": article, "totals": totals}

    def _claim(self, claim: ClaimRecord, record: ArticleRecord, numbers: Mapping[str, int]) -> dict[str, Any]:
        own = [(citation.key, citation.prefix, citation.locator, True) for citation in claim.citations]
        named = {key for key, *_ in own}
        near = [(key, "", "", False) for key in claim.keys if key not in named]
        return {
            "id": claim.id,
            "number": claim.number,
            "text": claim.text,
            "section": claim.section,
            "plain": claim.plain,
            "status": record.status,
            "support": _support(claim),
            **({"evidence": _evidence(self.marked(claim.keys))} if self.marked else {}),
            "citations": [
                {"key": key, "number": numbers.get(key), "own": owned} | _told(locator=locator, prefix=prefix)
                for key, prefix, locator, owned in own + near
            ],
        }

    def _reference(self, key: str, number: int) -> dict[str, Any]:
        work, reference = self.works[key], self.references[key]
        identifiers: dict[str, str] = {}
        for kind, _, value, problem in identify(work):
            if problem is None and kind in _FIELDS:
                identifiers.setdefault(_FIELDS[kind], value)
        links = [link.url for link in reference.links]
        if links == [f"https://doi.org/{identifiers.get('doi')}"]:
            links = []  # the DOI says it
        return {
            "key": key,
            "number": number,
            "type": reference.type_slug,
            "title": work.fields.get("title", ""),
            "year": reference.year,
            "text": reference.text,
            **_told(state=reference.state, state_words=reference.state_words),
            **identifiers,
            **_told(links=links),
        }


def complete(records: Iterable[ArticleRecord]) -> bool:
    """Return whether the document of the site holds all claims."""
    return sum(len(record.claims) for record in records) <= MOST_CLAIMS


def told(content: Mapping[str, Any]) -> str:
    """Return the content of an article as the document of the site has it, without the braces around it."""
    return _json(content)[1:-1]


def _told(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something; most are empty in most places, and a site has many."""
    return {name: value for name, value in fields.items() if value}


def address(record: ArticleRecord) -> str:
    """Return where an article's document stands below the site's address."""
    return beside(record.address, FILE)


def beside(page: str, file: str) -> str:
    """Return the address of a file that belongs to a page: in the folder that bears the page's name.

    >>> beside("articles/widgets/", "claims.json"), beside("articles/widgets.html", "claims.json")
    ('articles/widgets/claims.json', 'articles/widgets/claims.json')
    """
    return f"{page.removesuffix('.html').rstrip('/')}/{file}"


def written(document: Mapping[str, Any]) -> str:
    """Return the text of a document: a line for each field, and for each item of its lists."""
    return "{\n" + ",\n".join(f"{_json(name)}: {_lines(value)}" for name, value in document.items()) + _END


def _lines(value: Any) -> str:
    return "[\n" + ",\n".join(map(_json, value)) + "\n]" if isinstance(value, list) and value else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a document's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _evidence(marks: Marks) -> dict[str, Any]:
    """Return the mark that the page shows at a claim."""
    return {"kind": marks.slug, "sources": marks.sources, **_told(old=marks.old, notes=list(marks.notes))}


def _support(claim: ClaimRecord) -> str:
    """Return `own` for a claim with a citation of its own, `nearby` where another one covers it, `none` else."""
    return "own" if claim.citations else "nearby" if claim.keys else "none"
