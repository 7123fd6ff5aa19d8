"""The reviews of a project's articles: records from disk, judged once for each article and run."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from citegate import store
from citegate.review import records as record_files
from citegate.review.derive import Ground, Review, derive, signer
from citegate.review.sshkeygen import Verifier
from citegate.review.statement import digest
from citegate.review.subject import Shared, asked, source, subject

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from citegate.article import Article
    from citegate.project import Project
    from citegate.review.base import Base
    from citegate.review.records import Record
    from citegate.review.statement import Subject

FEW = 4
"""Approved articles up to which a store is not worth opening."""
SOME = 50
"""Articles whose records are read at once; the signatures of those before are verified meanwhile."""

_IMAGES = tuple(f"<{i}{m}{g}" for i in "iI" for m in "mM" for g in "gG")
"""How an image begins in HTML; a pattern, or folding the page, costs more than all else in a review."""


class Reviews:
    """What members of the roster decided on each article. With a `base`, roster, policy and settled records are its."""

    def __init__(self, project: Project, today: datetime.date, base: Base | None = None) -> None:
        self.project = project
        self.today = today
        self.base = base
        self._digests: dict[str, str] = {}
        self._read: dict[str, tuple[list[Record], record_files.RecordsError | None]] = {}
        self._reviews: dict[str, tuple[str, Review]] = {}

    @cached_property
    def verifier(self) -> Verifier:
        """Return what verifies signatures, with the keys of the roster in force."""
        return Verifier(self.project.roster)

    def start(self, article: Article) -> None:
        """Begin to verify what the review of an article will rest on, so that many run while articles are parsed."""
        for record in self.records(article.path)[0] if article.kind == "article" else ():
            if signer(record, self.project.roster):
                self.verifier.start(record)

    def stand(self, articles: Sequence[Article]) -> list[Article]:
        """Return articles as they stand today; their signatures are verified several at once."""
        approved = [article for article in articles if article.declared == "approved"]
        if not approved:
            return list(articles)
        known = store.open_store(self.project.root, self.today.toordinal()) if len(approved) > FEW else None
        for at in range(0, len(approved), SOME):
            some = approved[at : at + SOME]
            if known:
                self.verifier.recall((r for article in some for r in self.records(article.path)[0]), known)
            for article in some:
                self.start(article)
        standing = [self.standing(article) for article in articles]
        if known:
            self.verifier.keep(known)
            known.close()
        return standing

    def ground(self, path: str) -> Ground:
        """Return what a judgement on the records of a file rests on."""
        settled = {r.statement.digest for r in self.base.records(path)} if self.base else None
        given = self.project
        return Ground(given.roster, given.policy, self.today, self.verifier, settled, given.standings)

    def of(self, article: Article) -> Review:
        """Return the review of an article as it is now, whatever its status says."""
        known = self._reviews.get(article.path)
        if known and known[0] == article.source:
            return known[1]
        review = self._judge(article)
        self._reviews[article.path] = article.source, review
        return review

    def standing(self, article: Article) -> Article:
        """Return the article, with the day on which its review was due where that day has passed."""
        if article.kind != "article" or article.declared != "approved":
            return article
        days = [day for day in (article.front.values.get("next_review"), self.of(article).due) if day]
        return replace(article, overdue=min(days)) if days and min(days) < self.today else article

    def subject(self, article: Article) -> Subject:
        """Return what an approval of the article is bound to."""
        given = self.project
        images = [f"{given.settings.docs}/{path}" for path in self._images(article)]
        named = replace(article, snippets=tuple(given.relative(Path(file)) for file in article.snippets))
        return subject(named, self._shared, images)

    @cached_property
    def _shared(self) -> Shared:
        given = self.project
        works = given.bibliography.works
        entry = cache(lambda key: source(works[key]) if key in works else None)
        return Shared(entry, given.notices, asked(given.policy), given.policy.units, self._digest)

    def has_records(self, article: str) -> bool:
        """Return whether an article has records, here or on the base."""
        path = self.place(article)
        return (self.project.root / path).is_file() or bool(self.base and self.base.records(path))

    def place(self, article: str) -> str:
        """Return the path of an article's records, from the project's root."""
        return record_files.place(article, self.project.settings.docs)

    def records(self, article: str) -> tuple[list[Record], record_files.RecordsError | None]:
        """Return the records of an article's file, and what is wrong with it."""
        if article not in self._read:
            self._read[article] = self._parsed(self.project.root / self.place(article))
        return self._read[article]

    def _parsed(self, file: Path) -> tuple[list[Record], record_files.RecordsError | None]:
        if not file.is_file():
            return [], None
        try:
            return record_files.parse(file.read_bytes().decode("utf-8")), None
        except record_files.RecordsError as error:
            return [], error
        except (OSError, UnicodeDecodeError) as error:
            return [], record_files.RecordsError(1, f"the file cannot be read: {error}")

    def _judge(self, article: Article) -> Review:
        path = self.place(article.path)
        found, error = self.records(article.path)
        settled = self.base.records(path) if self.base else []
        here = {record.statement.digest for record in found}
        removed = () if error else tuple(r.statement for r in settled if r.statement.digest not in here)
        review = derive(article, self.subject(article), [*settled, *found], self.ground(path))
        if error:
            return replace(review, path=path, problem=error.message, line=error.line)
        return replace(review, path=path, removed=removed)

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            file = self.project.root / path
            self._digests[path] = digest(file.read_bytes()) if file.is_file() else ""
        return self._digests[path]

    def _images(self, article: Article) -> list[str]:
        """Return the paths of the local images that an article's page shows, below the documents' folder, sorted."""
        if not any(image in article.html for image in _IMAGES):
            return []
        from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - few articles have images

        inside = article.path.removeprefix(f"{self.project.settings.docs}/")
        page = posixpath.join("/", self.project.addresses.address(inside))
        addresses = (node.attributes.get("src") or "" for node in LexborHTMLParser(article.html).css("img"))
        local = (urlsplit(address).path for address in addresses if not urlsplit(address).netloc)
        return sorted({posixpath.normpath(posixpath.join(page, unquote(path))).lstrip("/") for path in local if path})
