"""Judge the site that was really written: for each article its page, by every rule that looks at pages.

Pages are judged on all cores, and what was found is kept by the digest of all that it rests on: of the very file that
was written, of every stylesheet of the site, of the article and its surroundings, and of this program.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from citegate import engine
from citegate.dependencies import Dependencies
from citegate.site import kept, sections
from citegate.sitecheck import verify as sitecheck
from citegate.store import key
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project
    from citegate.store import Store


def verify(
    folder: Path, articles: Mapping[str, Article], project: Project, store: Store | None = None
) -> list[Diagnostic]:
    """Return what is wrong with the written pages of the articles, given by source path below the documents.

    Where no rule refuses a page, the whole site is judged once more by a check that shares nothing with its making.
    """
    gated = {path: article for path, article in articles.items() if article.kind == "article"}
    found = set(_Rules(folder, project, gated).found(store))
    if not engine.refused(found) and not sections.chosen():  # a section's links lead to others
        again = _Again(folder, store)
        found.update(sitecheck.verify(folder, project.root, list(gated), "site", again)[0])
    return sorted(found)


class _Job(NamedTuple):
    """An article with the address of its page, and the badges of the page in the site's search."""

    article: Article
    address: str
    indexed: tuple[tuple[str, ...], ...] | None


@dataclass(frozen=True)
class _Rules:
    """The rules that look at pages, over the pages of one site."""

    folder: Path
    project: Project
    articles: Mapping[str, Article]

    def found(self, store: Store | None) -> list[Diagnostic]:
        """Return what they find."""
        index, addresses = _index(self.folder), self.project.addresses
        jobs = []
        for path, article in self.articles.items():
            address = addresses.address(path)
            jobs.append(_Job(article, address, None if index is None else tuple(index.get(address, ()))))
        depends = Dependencies(self.project)
        keys = [self._key(job, depends) for job in jobs] if store and depends.storable else [""] * len(jobs)
        read = cache(_text)

        def judge(number: int) -> tuple[bool, list[Diagnostic]]:
            job = jobs[number]
            page = written(self.folder, job.address, read, job.indexed)
            return _known_styles(page, self.folder), list(engine.judge_written(page, job.article, self._context))

        results = kept.results(store, keys, judge, "verified pages")
        return [diagnostic for result in results for diagnostic in result]

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
        return key("written", kept.program(), repr(looked_at), *styles(self.folder))

    def _key(self, job: _Job, depends: Dependencies) -> str:
        file, article = _page(self.folder, job.address), job.article
        read = depends.article(article.path, article.kind, article.source.encode("utf-8", "surrogatepass"))
        rest = repr((article.overdue, job.indexed, job.address))
        return key(self._around, read, rest, file.read_bytes() if file.is_file() else b"")


class _Hidden:
    """What a rule that looks at pages may not ask for: what it found would be kept without it."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"a rule that looks at pages may not ask for this: {name}")

    def __bool__(self) -> bool:
        raise AttributeError("a rule that looks at pages may not ask for this")


@dataclass(frozen=True)
class _Again:
    """The second check, page by page: from the store, or on all cores."""

    folder: Path
    store: Store | None

    def __call__(self, check: sitecheck.Check, addresses: Sequence[str]) -> list[sitecheck.Judged]:
        """Return what each page gives."""
        around = key("checked", kept.program(), check.around, *styles(self.folder)) if self.store else ""
        keys = [key(around, *check.rests_on(address)) if self.store else "" for address in addresses]

        def judge(number: int) -> tuple[bool, sitecheck.Judged]:
            page = check.site.page(addresses[number])
            return _known_styles(page, self.folder), check.of(page)

        return kept.results(self.store, keys, judge, "checked pages")


def styles(folder: Path) -> list[str | bytes]:
    """Return names and contents of the stylesheets of a site."""
    files = sorted(file for file in folder.rglob("*.css") if file.is_file())
    return [part for file in files for part in (file.relative_to(folder).as_posix(), file.read_bytes())]


def _known_styles(page: WrittenPage, folder: Path) -> bool:
    """Return whether each stylesheet of a page is one of `styles`, or lies elsewhere and is not read at all."""
    for node in page.tree.css("link[rel]"):
        href = node.attributes.get("href") or ""
        if "stylesheet" in (node.attributes.get("rel") or "").lower() and not urlsplit(href).netloc:
            file = _local(folder, folder / page.path.partition("/")[2], href)
            if file.suffix != ".css" or not file.is_relative_to(folder.resolve()):
                return False
    return True


def written(
    folder: Path,
    address: str,
    read: Callable[[Path], str | None] | None = None,
    indexed: tuple[tuple[str, ...], ...] | None = None,
) -> WrittenPage:
    """Return the page at an address of the site in a folder, with the stylesheets that it links, by `read`.

    A page that was not written is an empty one, and every rule says so. `indexed` are its badges in the site's search.
    """
    read = read or _text
    file = _page(folder, address)
    path = file.relative_to(folder).as_posix()
    styles: dict[str, str] = {}
    page = WrittenPage(f"site/{path}", _text(file) or "", styles, indexed)
    for node in page.tree.css('link[rel~="stylesheet"]'):
        href = node.attributes.get("href") or ""
        text = None if urlsplit(href).netloc else read(_local(folder, file, href))
        if text is not None:
            styles[href] = text
    return page


def _page(folder: Path, address: str) -> Path:
    return folder / (address if address.endswith(".html") else f"{address}index.html")


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


def _local(folder: Path, page: Path, href: str) -> Path:
    """Return the file that a page's link leads to; one that starts with `/` is taken from the site's own root."""
    path = unquote(urlsplit(href).path)
    return (folder / path.lstrip("/") if path.startswith("/") else page.parent / path).resolve()


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
