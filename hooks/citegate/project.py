"""The edge that reads a project from disk: articles, pages, bibliography, notices, policy."""

from __future__ import annotations

import datetime
import os
import stat
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from citegate import (
    bibliography,
    glossary,
    inputs,
    keptworks,
    notices,
    policy,
    quoted,
    retractionlist,
    roster,
    settings,
    standing,
    tree,
)
from citegate.addresses import Addresses
from citegate.article import Article, Mark
from citegate.context import Context
from citegate.diagnostics import FILE
from citegate.errors import ConfigurationError
from citegate.frontmatter import FrontMatter
from citegate.neighbours import Neighbours
from citegate.parsing import Parser, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from citegate.references import Reference
    from citegate.review.reviews import Reviews

ARTICLES = "articles"
NOTICES = "editorial/notices"


@dataclass(frozen=True)
class Project:
    """A project's folder. `bib` replaces the bibliography that `mkdocs.yml` names; `today` is read from the clock.

    `cached` is false where nothing may be taken from the store, or kept in it.
    """

    root: Path
    bib: Path | None = None
    cached: bool = True

    @cached_property
    def settings(self) -> settings.Settings:
        """Return what `mkdocs.yml` says, or the defaults where there is none."""
        file = self.root / "mkdocs.yml"
        return settings.read(inputs.settings(file), self.root) if file.is_file() else settings.Settings()

    @cached_property
    def policy(self) -> policy.Policy:
        """Return `[tool.citegate]` of `pyproject.toml` over the defaults."""
        import tomllib  # noqa: PLC0415

        file = self.root / "pyproject.toml"
        text = inputs.settings(file) if file.is_file() else ""
        try:
            return policy.of(tomllib.loads(text), text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise policy.unreadable(error, text) from error

    @cached_property
    def docs(self) -> Path:
        """Return the folder of the documents."""
        return self.root / self.settings.docs

    @cached_property
    def _works(self) -> bibliography.Bibliography:
        """Return what the files hold; one that is missing or no UTF-8 is a problem."""
        files = [self.bib] if self.bib else [self.root / name for name in self.settings.bib]
        if self.settings.bib_dir and not self.bib:
            files += sorted((self.root / self.settings.bib_dir).rglob("*.bib"))
        day = today().toordinal() if self.cached else None
        return bibliography.merge(*(keptworks.read(self.root, file, self.relative(file), day) for file in files))

    @cached_property
    def bibliography(self) -> bibliography.Bibliography:
        """Return the bibliography; its problems are also those of the quotations kept beside it."""
        works = self._works
        return replace(works, problems=(*works.problems, *self.quotations.problems))

    @cached_property
    def quotations(self) -> quoted.Quotations:
        """Return the short quotations from sources; none where there is no such file, or another bibliography."""
        file = self.docs / quoted.PAGE
        if self.bib or not file.is_file():
            return quoted.Quotations()
        return quoted.read(inputs.decoded(file), self.relative(file), self._works.works)

    @cached_property
    def glossary(self) -> dict[str, str]:
        """Return the meaning of each abbreviation of the shared glossary; none where there is no such page."""
        file = self.docs / glossary.PAGE
        return glossary.read(inputs.text(file, self.relative(file)), self.relative(file)) if file.is_file() else {}

    @cached_property
    def notices(self) -> notices.Notices:
        """Return the notices of `docs/editorial/notices`."""
        folder = self.docs / NOTICES
        found = sorted(folder.glob("*.md")) if folder.is_dir() else []
        by_name = {
            file.stem: notices.parse(file.stem, inputs.text(file, self.relative(file)), self.relative(file))
            for file in found
        }
        return notices.Notices(by_name, self.relative(folder))

    @cached_property
    def context(self) -> Context:
        """Return what rules may know."""
        near, held, below = Neighbours(self._articles), self.standings, tree.of(self)
        given = (self.bibliography, self.notices, self.policy, today())
        return Context(*given, roster=self.roster, signoffs=self.reviews, articles=near, standings=held, tree=below)

    @cached_property
    def standings(self) -> standing.Standings:
        """Return how each work stands, by its entry and by the committed list of retractions, where there is one."""
        file = self.docs / retractionlist.PATH
        found = retractionlist.load(file, self.relative(file), today())
        return standing.Standings(self.bibliography.works, found, today(), self.policy.retractions_max_age_days)

    @cached_property
    def reviews(self) -> Reviews:
        """Return what members of the roster decided on the articles."""
        from citegate.review.reviews import Reviews  # noqa: PLC0415 - many commands need none

        return Reviews(self, today())

    @cached_property
    def roster(self) -> dict[str, roster.Member]:
        """Return the members of the roster by handle; a page that is not sound makes no member, and GV03 says so."""
        folder = self.docs / roster.FOLDER
        files = sorted(folder.glob("[!.]*.md")) if folder.is_dir() else []
        found = (roster.member(f.stem, inputs.decoded(f)) for f in files if f.is_file() and f.stem != "index")
        return {member.handle: member for member in found if member}

    def _articles(self) -> dict[str, Callable[[], str]]:
        folder = self.docs / ARTICLES
        files = sorted(folder.rglob("*.md")) if folder.is_dir() else []
        found = {f.relative_to(folder).as_posix().removesuffix(".md"): f for f in files if f.is_file()}
        return {name: partial(inputs.decoded, file) for name, file in found.items()}

    @cached_property
    def addresses(self) -> Addresses:
        """Return the addresses of the site's pages."""
        pages = {path.relative_to(self.docs).as_posix() for path in self.pages()}
        return Addresses(pages, f"{self.settings.docs}/", directory=self.settings.directory_urls)

    def styled(self, references: dict[str, Reference]) -> dict[str, Reference]:
        """Return references in the style that `csl_file` names: one pass over the bibliography, or none."""
        if not self.settings.csl:
            return references
        from citegate import csl, store  # noqa: PLC0415 - starts pandoc

        kept = store.open_store(self.root, today().toordinal()) if self.cached else None
        return csl.styled(references, self.bibliography.works, self.root / self.settings.csl, kept)

    @cached_property
    def parser(self) -> Parser:
        """Return the parser of this project: one Markdown instance for all articles."""
        known = self.bibliography.works
        given = self.settings
        configs = glossary.configured(given.extension_configs, self.glossary)
        try:
            return Parser(Setting(given.extensions, configs, self.policy, known, self.addresses))
        except Exception as error:  # an extension may raise anything where its name or its settings are wrong
            raise settings.unloadable(error, inputs.text(self.root / "mkdocs.yml")) from error

    def relative(self, file: Path) -> str:
        """Return a path as diagnostics print it: from the root where it lies below it, with forward slashes."""
        return (file.relative_to(self.root) if file.is_relative_to(self.root) else file).as_posix()

    def pages(self) -> Iterator[Path]:
        """Yield every Markdown file below the documents' folder that MkDocs publishes, sorted, and every article."""
        for folder, folders, files in os.walk(self.docs):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            here = self.docs.joinpath(folder)
            if here == self.docs / NOTICES:
                continue
            yield from (here / file for file in sorted(files) if file.endswith(".md") and not file.startswith("."))

    def kind(self, file: Path) -> str:
        """Return `article` for a path below `docs/articles` or outside the documents, `member` for a reviewer's."""
        if file.parent == self.docs / roster.FOLDER and file.stem != "index":
            return "member"
        if file.is_relative_to(self.docs) and not file.is_relative_to(self.docs / ARTICLES):
            return "page"
        return "article"

    def read(self, file: Path, kind: str | None = None) -> Article:
        """Return the article or page in a file; a file that cannot be decoded is an article with one problem."""
        path, kind = self.relative(file), kind or self.kind(file)
        if not stat.S_ISREG(file.lstat().st_mode):
            return _unreadable(path, kind, Mark("irregular", "file", "", FILE))
        try:
            data = file.read_bytes()
        except OSError as error:
            return _unreadable(path, kind, Mark("irregular", "file", error.strerror or "", FILE))
        return self.parsed(path, kind, data)

    def parsed(self, path: str, kind: str, data: bytes) -> Article:
        """Return the article or page of a file's content."""
        try:
            return self.parser.parse(data.decode("utf-8"), path, kind)
        except UnicodeDecodeError as error:
            return _unreadable(path, kind, inputs.undecodable(data, error))


def today() -> datetime.date:
    """Return the day from the clock, or the one of `SOURCE_DATE_EPOCH`, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    return datetime.datetime.now(tz=datetime.UTC).date()


def expand(project: Project, paths: Sequence[Path]) -> list[Path]:
    """Return the Markdown files that paths name: a folder stands for the `.md` files in it."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.rglob("*.md"))
        elif path.exists():
            found.append(path)
        else:
            raise ConfigurationError(f"{path} is no file and no folder")
    return list(dict.fromkeys(found)) if found else [] if paths else [*project.pages()]


def _unreadable(path: str, kind: str, mark: Mark) -> Article:
    """Return an article of which nothing is known but why it cannot be read."""
    return Article(path, "", FrontMatter({}, {}, "", 1), (), (mark,), "", kind)
