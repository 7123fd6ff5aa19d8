"""What each page gives to the files for machines: made on all cores, and kept while nothing changed that it rests on.

Of an article these are its claims and references as data and its part of the search index; of another page, that part
alone. What is kept of an article rests on its text, on the sources that it cites, and on the policy and the day.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from citegate import claimsdata, passages, searchindex, store
from citegate.exports import FORMATS, Exports
from citegate.pickling import pack, unpack
from citegate.project import today
from citegate.site import forks, kept
from citegate.site.page_facts import STEPS, day
from citegate.site.parts.claims import marker
from citegate.site.sections import own
from citegate.site.standins import sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from citegate.catalogue import ArticleRecord
    from citegate.site.site import Site

SEARCH = "search"
PENDING = "pending-review"
_BATCH = 500
"""Pieces that are stored at a time."""


class Piece(NamedTuple):
    """What a page gives. `files` are texts by path, and are empty where they were written; `indexed` is for the search.

    Of an article, `digest` is that of its claims as data, and `content` their text, where the site's own file has it.
    """

    files: tuple[tuple[str, str], ...]
    indexed: searchindex.Piece
    digest: str = ""
    content: str = ""


_NOTHING = searchindex.Piece("", "", (), (), 0, {}, {}, "")
"""What is left of a piece's part of the index once it is there."""


class _Done(NamedTuple):
    """A piece that was made or found; `packed` is what is to be stored under `key`, empty where it was found."""

    piece: Piece
    key: str = ""
    packed: bytes = b""


def notice(site: Site) -> str:
    """Return what holds for every article that is not approved, in plain words; empty where there is no such notice."""
    known = site.project.notices.by_name.get(PENDING)
    return " ".join(known.text.split()) if known else ""


def data(site: Site) -> claimsdata.Data:
    """Return what all documents of claims need."""
    works = site.project.bibliography.works
    return claimsdata.Data(works, site.references, site.url, site.name, notice(site), marker(site))


@dataclass
class Pieces:
    """The pieces of one site: of its articles, then of the other pages that search finds."""

    site: Site
    _opened: tuple[int, store.Store | None] = field(default=(0, None), init=False)

    @cached_property
    def paths(self) -> Sequence[str]:
        """Return the paths of the pages, in the order of the search index."""
        others = (
            path
            for path, page in sorted(self.site.articles.items())
            if page.kind != "article" and not (page.front.values.get("search") or {}).get("exclude")
        )
        return [*self._records, *others]

    def __iter__(self) -> Iterator[Piece]:
        """Yield every piece, with its files."""
        return map(self._made, self.paths)

    def write(self, folder: Path, index: searchindex.Index) -> dict[str, Piece]:
        """Write the files of each page that this build keeps, and add it to the index; return pieces without both.

        A build of a section that has no file of the whole site makes the pieces of its own pages.
        """
        whole = own(self.site, claimsdata.FILE)
        jobs = [n for n, path in enumerate(self.paths) if whole or own(self.site, self.site.address(path))]
        found: dict[str, Piece] = {}
        packed: dict[str, bytes] = {}

        def work(number: int) -> _Done:
            return self._write(folder, number)

        for place, done in forks.each(work, jobs, "writing data"):
            number, piece = jobs[place], done.piece
            index.add(number, piece.indexed)
            found[self.paths[number]] = piece._replace(indexed=_NOTHING)
            if done.packed:
                packed[done.key] = done.packed
            if len(packed) >= _BATCH:
                self._save(packed)
        self._save(packed)
        return found

    def _save(self, packed: dict[str, bytes]) -> None:
        if self.site.store and packed:
            self.site.store.save_packed(packed)
        packed.clear()

    def _write(self, folder: Path, number: int) -> _Done:
        name = self._key(self.paths[number])
        known = self._store.load_packed([name]).get(name) if name and self._store else None
        piece: Piece = unpack(known) if known else self._made(self.paths[number])
        for path, text in piece.files:
            put(self.site, folder, path, text)
        put(self.site, folder, f"{SEARCH}/texts/{number}.json", piece.indexed.text)
        rest = piece._replace(files=(), indexed=piece.indexed._replace(text=""))
        return _Done(rest) if known or not name else _Done(rest, name, pack(piece))

    def _made(self, path: str) -> Piece:
        record, article = self._records.get(path), self.site.article(path)
        if record is None:
            return Piece((), searchindex.piece(passages.page(article, self.site.address(path))))
        words = dict(STEPS)[record.status]
        document = passages.document(record, article, self.site.references, words, day(record.updated))
        content = self._data.content(record)
        text = claimsdata.written(self._data.document(record, content))
        lists = {named.file: self._exports.text(named, record.keys) for named in FORMATS}
        files = {claimsdata.FILE: text, **lists}
        beside = tuple((claimsdata.beside(record.address, name), text) for name, text in files.items())
        told = claimsdata.told(content) if self._complete else ""
        return Piece(beside, searchindex.piece(document), claimsdata.digest(text), told)

    def _key(self, path: str) -> str:
        """Return the key of a piece, or nothing where not all that it rests on is known."""
        name = getattr(self.site.articles[path], "name", "")
        if not name or not self.site.store:
            return ""
        record, known = self._records.get(path), sources(self.site)
        rest = [known[key] for key in record.keys if key in known] if record else []
        return store.key(self._around, name, self.site.address(path), record.status if record else "", *rest)

    @cached_property
    def _around(self) -> str:
        site, project = self.site, self.site.project
        looked_at = (site.name, site.url, notice(site), project.policy, today(), self._complete)
        return store.key("piece", kept.program(), repr(looked_at))

    @property
    def _records(self) -> Mapping[str, ArticleRecord]:
        return self.site.catalogue.articles

    @cached_property
    def _complete(self) -> bool:
        return claimsdata.complete(self._records.values())

    @cached_property
    def _data(self) -> claimsdata.Data:
        return data(self.site)

    @cached_property
    def _exports(self) -> Exports:
        return Exports(self.site.project.bibliography.works)

    @property
    def _store(self) -> store.Store | None:
        """Return this process's own connection to the store: a worker must not use its parent's."""
        if self._opened[0] != os.getpid():
            given = self.site.store and store.open_store(self.site.project.root, today().toordinal())
            self._opened = os.getpid(), given
        return self._opened[1]


def put(site: Site, folder: Path, path: str, text: str) -> None:
    """Write a file of the site, where this build keeps it; one that stands there was put there by hand and is left."""
    file = folder / path
    if not own(site, path):
        return
    try:
        opened = file.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        return
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        opened = file.open("x", encoding="utf-8", newline="\n")
    with opened:
        opened.write(text)
