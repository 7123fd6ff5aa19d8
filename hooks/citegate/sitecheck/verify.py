"""The whole check: every page of a built folder, one after the other, and each article's page against its source."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cached_property
from itertools import islice
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate.diagnostics import FILE, Diagnostic, Level
from citegate.sitecheck import citations, claims, copies, data, links, notices, scripts, status
from citegate.sitecheck.page import HELP
from citegate.sitecheck.site import BuiltSite
from citegate.sitecheck.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from citegate.diagnostics import Finding
    from citegate.sitecheck.page import BuiltPage
    from citegate.sitecheck.sources import Source

MISSING = "VS00"
MOST = 25
"""Findings of a kind that are told of one page: one that is spoilt everywhere would take hours to describe."""
OVERDUE = "review overdue since"
"""What the page of an approved article says once its next review was due."""
_NAMES = re.compile(r"""^(site_url|docs_dir|use_directory_urls):\s*["']?([^\s"'#]+)""", re.MULTILINE)
_EXCLUDED = re.compile(r"^(?:exclude_docs|draft_docs):\s*\|\s*\n((?:[ \t]+.*\n|[ \t]*\n)+)", re.MULTILINE)


class Judged(NamedTuple):
    """What one page gave: its names, where it leads, its inline scripts, and what is wrong with it alone."""

    names: frozenset[str]
    leads: dict[tuple[str, str], str]
    shapes: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the values in order, so that what comes from elsewhere shares its texts with other pages."""
        return _judged, tuple(self)


def _judged(
    names: Iterable[str], leads: Mapping[tuple[str, str], str], shapes: frozenset[str], found: tuple[Diagnostic, ...]
) -> Judged:
    """Return what a page gave; all pages are known at once, and most of their names and links are the same."""
    shared = {(intern(path), intern(part)): intern(href) for (path, part), href in leads.items()}
    return Judged(frozenset(map(intern, names)), shared, shapes, found)


def verify(
    folder: Path,
    root: Path,
    written: Collection[str] | None = None,
    name: str = "",
    each: Callable[[Check, Sequence[str]], Iterable[Judged]] | None = None,
) -> tuple[list[Diagnostic], int]:
    """Return what is wrong with the site in a folder, built from the project in another, and how many pages it has.

    `written` are the paths of the articles that were to be written; without it, all that `mkdocs.yml` does not exclude.
    `name` is what diagnostics call the folder, its own name by default. `each` judges the pages at addresses in its own
    way, and gives what `Check.judged` gives for each, in their order.
    """
    config = _text(root / "mkdocs.yml")
    named = dict(_NAMES.findall(config))
    sources = Sources(root, named.get("docs_dir", "docs"), named.get("site_url", ""), _approved(root))
    left_out = _excluded(config)
    wanted = {
        _address(source.path, directory=named.get("use_directory_urls", "true") != "false"): source
        for source in sources.articles()
        if (source.path in written if written is not None else not left_out(source.path))
    }
    check = Check(BuiltSite(folder, sources.site_url, name or folder.name), sources, wanted)
    addresses = check.site.addresses()
    judged = each(check, addresses) if each else map(check.judged, addresses)
    return sorted(set(check.found(addresses, judged))), len(addresses)


class Check:
    """One pass over a site: pages are let go when they were judged; what needs all of them is kept small."""

    def __init__(self, site: BuiltSite, sources: Sources, wanted: Mapping[str, Source]) -> None:
        self.site = site
        self.sources = sources
        self.wanted = wanted
        self.allowed = scripts.known(sources.root, sources.docs)
        self._names: dict[str, frozenset[str]] = {}
        self._leads: dict[str, dict[tuple[str, str], str]] = {}
        self._shapes: dict[str, frozenset[str]] = {}

    def found(self, addresses: Sequence[str], judged: Iterable[Judged]) -> Iterator[Diagnostic]:
        """Yield everything that is wrong, given what each page gave."""
        for name, said in scripts.strangers(self.site.folder, self.site.files, self.allowed):
            yield _diagnostic(f"{self.site.name}/{name}", scripts.CODE, said)
        for name, said in copies.wrong(self.site.folder, self.site.files):
            yield _diagnostic(f"{self.site.name}/{name}", copies.CODE, said)
        for address, source in self.wanted.items():
            if address not in self.site.files:
                path = f"{self.site.name}/{address}"
                yield _diagnostic(path, MISSING, f"the page of `{source.path}` is missing")
        for address, page in zip(addresses, judged, strict=True):
            self._names[address], self._leads[address], self._shapes[address], found = page
            yield from found
        yield from self._together()

    def judged(self, address: str) -> Judged:
        """Return what the page at an address gives."""
        return self.of(self.site.page(address))

    def of(self, page: BuiltPage) -> Judged:
        """Return what a page gives."""
        leads = links.outgoing(page, self.site.base)
        return Judged(page.names, leads, scripts.shapes(page), tuple(self._page(page)))

    def rests_on(self, address: str) -> Iterator[str | bytes]:
        """Yield everything that the judgement of a page rests on beside this program and the stylesheets."""
        folder, source = self.site.folder, self.wanted.get(address)
        beside = folder / _beside(address)
        yield from (address, self.site.name, self.site.base, (folder / address).read_bytes())
        yield beside.read_bytes() if source and beside.is_file() else b""
        yield from (source.path, source.front, source.body, str(source.line)) if source else ()

    @cached_property
    def around(self) -> str:
        """Return what the judgement of every page rests on: the notices, the scripts that may run."""
        allowed = {name: sorted(digests) for name, digests in self.allowed.items()}
        return f"{self.sources.notices!r} {sorted(allowed.items())!r}"

    def _page(self, page: BuiltPage) -> Iterator[Diagnostic]:
        yield from _named(page, scripts.CODE, scripts.check(page, self.allowed, self.site.base))
        source = self.wanted.get(page.address)
        if source and source.status == "approved" and OVERDUE in page.html:
            source = source.under_review()  # less than the source claims is never more than the reviewers said
        if source is None:
            if page.address.startswith("articles/") and page.tree.css_first(".cg-claim"):
                yield _diagnostic(page.path, MISSING, "the page makes claims, and no article is its source")
            return
        document = self.site.document(_beside(page.address))
        yield from _named(page, citations.CODE, citations.check(page, source))
        yield from _named(page, notices.CODE, notices.check(page, source, self.sources.notices))
        yield from _named(page, status.CODE, status.check(page, source))
        yield from _named(page, claims.CODE, claims.check(page, source, document))
        yield from _named(page, data.CODE, data.check(page, source))

    def _together(self) -> Iterator[Diagnostic]:
        """Yield what only the pages together tell: links that lead nowhere, scripts that the others do not have."""
        times = Counter(shape for shapes in self._shapes.values() for shape in shapes)
        usual = {shape for shape, number in times.items() if number * 2 >= len(self._shapes)}
        for address, leads in self._leads.items():
            lost = links.lost(leads, self.site.files, self._names)
            strange = self._shapes[address] - usual
            if lost or strange:
                page = self.site.page(address)
                yield from _named(page, links.CODE, (page.finding(said, href) for href, said in lost))
                said = "an inline script is none of the theme's"
                yield from _named(page, scripts.CODE, (page.finding(said, "<script>") for _ in strange))


def _named(page: BuiltPage, code: str, found: Iterator[Finding]) -> Iterator[Diagnostic]:
    for finding in islice(found, MOST):
        yield Diagnostic(page.path, finding.span, code, Level.ERROR, finding.message, finding.help)


def _diagnostic(path: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(path, FILE, code, Level.ERROR, message, HELP)


def _address(path: str, *, directory: bool) -> str:
    stem = path.removesuffix(".md")
    if stem.endswith("/index") or not directory:
        return f"{stem}.html"
    return f"{stem}/index.html"


def _beside(address: str) -> str:
    """Return the path of the claims of a page."""
    folder, _, name = address.rpartition("/")
    return f"{folder}/claims.json" if name == "index.html" else f"{address.removesuffix('.html')}/claims.json"


def _excluded(config: str) -> Callable[[str], bool]:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    lines = [line for block in _EXCLUDED.findall(config) for line in block.splitlines()]
    return GitIgnoreSpec.from_lines(line.strip() for line in lines).match_file


def _approved(root: Path) -> dict[str, str]:
    """Return the digests of notices that the policy approves; none where it cannot be read."""
    try:
        table = tomllib.loads(_text(root / "pyproject.toml"))
        return {str(k): str(v) for k, v in table["tool"]["citegate"]["notices"].items()}
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError):
        return {}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
