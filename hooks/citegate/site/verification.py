"""Judge the site that was really written: for each article its page, by every rule that looks at pages.

Pages are judged on all cores, and what was found is kept by the digest of all that it rests on: of the very file that
was written, of every stylesheet of the site, of the article and its surroundings, and of this program.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from posixpath import normpath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from citegate import engine
from citegate.dependencies import Dependencies
from citegate.site import kept, sections
from citegate.sitecheck import verify as sitecheck
from citegate.store import key
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project
    from citegate.store import Store

    Badges = tuple[tuple[str, ...], ...]


def verify(
    folder: Path,
    articles: Mapping[str, Article],
    project: Project,
    store: Store | None = None,
    whole: Mapping[str, Article] | None = None,
) -> list[Diagnostic]:
    """Return what is wrong with the written pages of the articles, given by source path below the documents.

    Where these are outlines, `whole` has them whole.
    Where no rule refuses a page, the whole site is judged once more by a check that shares nothing with its making.
    Both look at one page after the other, so that each page is parsed once.
    """
    gated = {path: article for path, article in articles.items() if article.kind == "article"}
    sheets = _Sheets(folder)
    tasks = _Rules(folder, project, gated, whole or gated, sheets).tasks(store)
    if sections.chosen():  # a section's links lead to others
        return _sorted(_results(store, list(tasks.values())))
    found: list[Diagnostic] = []

    def each(check: sitecheck.Check, addresses: Sequence[str]) -> list[sitecheck.Judged]:
        again = _Again(check, sheets).tasks(addresses, store)
        files = dict.fromkeys([*addresses, *tasks])  # those of pages that were not written come last
        both = [task for file in files for task in (tasks.get(file), again.get(file)) if task]
        results = _results(store, both)
        judged = [result for result in results if isinstance(result, sitecheck.Judged)]
        found.extend(_sorted(result for result in results if not isinstance(result, sitecheck.Judged)))
        return judged

    again, _ = sitecheck.verify(folder, project.root, list(gated), "site", each)
    return found if engine.refused(found) else _sorted([found, again])


class _Task(NamedTuple):
    """A page to judge: `key` is what its result rests on, `judge` gives it, and says whether it may be kept.

    `ruled` is true where the rules judge it: they read its stylesheets.
    """

    key: str
    judge: Callable[[], tuple[bool, Any]]
    ruled: bool = False


def _results(store: Store | None, tasks: Sequence[_Task]) -> list[Any]:
    keys = [task.key for task in tasks]
    ruled = {number for number, task in enumerate(tasks) if task.ruled}
    return kept.results(store, keys, lambda number: tasks[number].judge(), "verifying pages", ruled)


def _sorted(results: Iterable[Iterable[Diagnostic]]) -> list[Diagnostic]:
    return sorted({diagnostic for result in results for diagnostic in result})


@dataclass(frozen=True)
class _Sheets:
    """The stylesheets of a site."""

    folder: Path

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """Return the content of each, by its path below the site."""
        files = sorted(file for file in self.folder.rglob("*.css") if file.is_file())
        return {file.relative_to(self.folder).as_posix(): file.read_bytes() for file in files}

    @cached_property
    def key(self) -> str:
        """Return the digest of all of them."""
        return key(*(part for item in self.contents.items() for part in item))

    def hold(self, page: WrittenPage) -> bool:
        """Return whether each stylesheet of a page is one of these, or lies elsewhere and is not read at all."""
        return all(path in self.contents for href, path in _linked(page) if path)


@dataclass(frozen=True)
class _Rules:
    """The rules that look at pages, over the pages of one site."""

    folder: Path
    project: Project
    articles: Mapping[str, Article]
    whole: Mapping[str, Article]
    sheets: _Sheets

    def tasks(self, store: Store | None) -> dict[str, _Task]:
        """Return what is to be judged, by the path of each page's file below the site."""
        index, depends = _index(self.folder), Dependencies(self.project)
        keeping, found, read = bool(store) and depends.storable, {}, cache(_text)
        for path, article in self.articles.items():
            address = self.project.addresses.address(path)
            indexed = None if index is None else tuple(index.get(address, ()))
            name = self._key(article, address, indexed, depends) if keeping else ""
            found[_file(address)] = _Task(name, partial(self._judge, path, address, indexed, read), ruled=True)
        return found

    def _judge(
        self, path: str, address: str, indexed: Badges | None, read: Callable[[Path], str | None]
    ) -> tuple[bool, list[Diagnostic]]:
        page = written(self.folder, address, read, indexed)
        return self.sheets.hold(page), list(engine.judge_written(page, self.whole[path], self._context))

    @cached_property
    def _context(self) -> Context:
        """Return what these rules may look at: what they find is kept by the digest of it."""
        hidden: Any = _Hidden()
        given = dict.fromkeys(("bibliography", "pages", "signoffs", "base", "articles", "standings", "tree"), hidden)
        return replace(self.project.context, **given)

    @cached_property
    def _around(self) -> str:
        given = self._context
        roster = [(handle, member, member.keys) for handle, member in sorted(given.roster.items())]
        looked_at = (given.policy, given.notices, roster, given.today, given.complete)
        return key("written", kept.program(), repr(looked_at), self.sheets.key)

    def _key(self, article: Article, address: str, indexed: Badges | None, depends: Dependencies) -> str:
        file = self.folder / _file(address)
        source = article.source.encode("utf-8", "surrogatepass")
        read = getattr(article, "name", "") or depends.article(article.path, article.kind, source)
        rest = repr((article.overdue, indexed, address))
        return key(self._around, read, rest, file.read_bytes() if file.is_file() else b"")


class _Hidden:
    """What a rule that looks at pages may not ask for: what it found would be kept without it."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"a rule that looks at pages may not ask for this: {name}")

    def __bool__(self) -> bool:
        raise AttributeError("a rule that looks at pages may not ask for this")


@dataclass(frozen=True)
class _Again:
    """The second check, over all pages of one site."""

    check: sitecheck.Check
    sheets: _Sheets

    def tasks(self, addresses: Sequence[str], store: Store | None) -> dict[str, _Task]:
        """Return what is to be judged, by the path of each page below the site."""
        check = self.check
        around = key("checked", kept.program(), check.around, self.sheets.key) if store else ""
        keys = {address: key(around, *check.rests_on(address)) if store else "" for address in addresses}
        return {address: _Task(name, partial(self._judge, address)) for address, name in keys.items()}

    def _judge(self, address: str) -> tuple[bool, sitecheck.Judged]:
        page = self.check.site.page(address)
        return self.sheets.hold(page), self.check.of(page)


def written(
    folder: Path,
    address: str,
    read: Callable[[Path], str | None] | None = None,
    indexed: Badges | None = None,
) -> WrittenPage:
    """Return the page at an address of the site in a folder, with the stylesheets that it links, by `read`.

    A page that was not written is an empty one, and every rule says so. `indexed` are its badges in the site's search.
    """
    read, path = read or _text, _file(address)
    styles: dict[str, str] = {}
    page = WrittenPage(f"site/{path}", _text(folder / path) or "", styles, indexed)
    for href, sheet in _linked(page):
        text = read(folder / sheet) if sheet else None
        if text is not None:
            styles[href] = text
    return page


def _file(address: str) -> str:
    """Return the path of the file at an address, below the site."""
    return address if address.endswith(".html") else f"{address}index.html"


def _linked(page: WrittenPage) -> Iterator[tuple[str, str]]:
    """Yield the address of each stylesheet that a page links, and its path below the site; empty where that is not.

    An address that starts with `/` is taken from the site's own root.
    """
    here = page.path.split("/")[1:-1]
    for node in page.tree.css("link[rel]"):
        if "stylesheet" not in (node.attrs.get("rel") or "").lower():
            continue
        href = node.attrs.get("href") or ""
        parts = urlsplit(href)
        path = unquote(parts.path)
        whole = path.lstrip("/") if path.startswith("/") else "/".join([*here, path])
        yield href, "" if parts.netloc else normpath(whole)


def _index(folder: Path) -> dict[str, list[tuple[str, ...]]] | None:
    """Return by page address the badges that results of the site's search show; None where the site has no index."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for file in sorted((folder / "search" / "texts").glob("*.json")):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            badge = f"Status: {data['status']}" if data["status"] else ""
            found.setdefault(data["address"], []).append((badge,))
        except (ValueError, KeyError, TypeError):
            continue
    return found or None


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
