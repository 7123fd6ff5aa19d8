"""Prints the pages of a build on all cores, some hundred at a time, and keeps what was printed.

MkDocs prints one page after the other. Here each page has, as far as MkDocs can see, a template of one variable: the
page as it was printed before, by workers. What MkDocs' own step would do for it is done there: its context, the facts
of Citegate, its template, the mending of its markup. Where another plugin or hook listens to `page_context` or
`post_page`, nothing of this happens, and MkDocs prints every page itself: a worker would tell such a plugin nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import ChoiceLoader, DictLoader
from mkdocs.commands.build import get_context
from mkdocs.structure.files import InclusionLevel

from citegate import progress, store
from citegate.pickling import pack, unpack
from citegate.project import today
from citegate.site import forks
from citegate.site.markup import mended
from citegate.site.printed import Dependencies
from citegate.site.sheets import Linked, joined, linked, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from citegate.site.publisher import Publisher

READY = "citegate-printed.html"
"""The name of the template that prints what was printed before."""
VARIABLE = "citegate_printed"
BATCH = 512
"""Pages that are printed at a time: enough for all cores, and no more than fit into memory."""
_DOING = "printing pages"
_EVENTS = ("page_context", "post_page")
"""Events in which Citegate's own hook takes part; nobody else may."""


def alone(config: MkDocsConfig) -> bool:
    """Return whether nobody but Citegate takes part in the printing of pages."""
    return all(len(config.plugins.events[event]) == 1 for event in _EVENTS)


def take_over(publisher: Publisher, config: MkDocsConfig, env: Environment, files: Files) -> None:
    """Have the pages of a build printed here, where they are published and nobody else takes part in that."""
    if not publisher.serving and alone(config):
        shown = files.documentation_pages(inclusion=InclusionLevel.is_included)
        publisher.printer = Printer(publisher, config, env, [file.page for file in shown if file.page])


class Printed(NamedTuple):
    """A page as it is written; `packed` is what is to be stored under `key`, empty where there is nothing to store."""

    html: str
    key: str = ""
    packed: bytes = b""


class Stage(NamedTuple):
    """What MkDocs gives to a template beside its page."""

    nav: Navigation
    files: Sequence[File]


@dataclass
class Printer:
    """The pages of one build; `templates` are their own by source path, `waiting` those that were not printed yet."""

    publisher: Publisher
    config: MkDocsConfig
    env: Environment
    waiting: list[Page]
    templates: dict[str, str] = field(default_factory=dict)
    stage: Any = None
    """A `Stage`, from the first page on."""
    _ready: dict[str, str] = field(default_factory=dict)
    _sheets: dict[Linked, str] = field(default_factory=dict)
    _told: Callable[[int], None] | None = None
    """What hears how many more pages are printed, from the first ones on."""
    _opened: tuple[int, store.Store | None] = (0, None)

    def __post_init__(self) -> None:
        """Give the template of one variable to all pages."""
        loaders = [DictLoader({READY: f"{{{{ {VARIABLE} }}}}"}), self.env.loader]
        self.env.loader = ChoiceLoader([loader for loader in loaders if loader])
        for page in self.waiting:
            self.templates[page.file.src_uri] = page.meta.get("template", "main.html")
            page.meta["template"] = READY

    def output(self, page: Page, nav: Navigation, files: Sequence[File]) -> str:
        """Return a page as it is written; those that come after it are printed with it."""
        self.stage = self.stage or Stage(nav, files)
        name = page.file.src_uri
        if name not in self._ready and name in {other.file.src_uri for other in self.waiting[:1]}:
            batch, self.waiting = self.waiting[:BATCH], self.waiting[BATCH:]
            self._print(batch)
        found = self._ready.pop(name, "") or self._printed(page).html  # where it failed, people are told why
        page.active, page.meta["template"] = True, self._name(page)
        return found

    def _print(self, pages: Sequence[Page]) -> None:
        self._told = self._told or progress.teller(len(pages) + len(self.waiting), _DOING)
        ahead = {self._name(page): number for number, page in reversed([*enumerate(pages)])}
        first = [pages[number] for number in sorted(ahead.values())]  # what pages share is made once, before the fork
        rest = [page for number, page in enumerate(pages) if number not in ahead.values()]
        made = [(page, self._tried(page)) for page in first]
        made += [(rest[number], result) for number, result in forks.each(self._tried, rest, _DOING, self._told)]
        self._told(len(first))
        self._ready.update((page.file.src_uri, result.html) for page, result in made if result)
        packed = {result.key: result.packed for _, result in made if result and result.packed}
        if self.publisher.store and packed:
            self.publisher.store.save_packed(packed)

    def _name(self, page: Page) -> str:
        return self.templates[page.file.src_uri]

    def _tried(self, page: Page) -> Printed | None:
        """Return a page as it is written, or None where it cannot be printed: it is tried again where that is told."""
        try:
            return self._printed(page)
        except Exception:  # noqa: BLE001 - a template may raise anything
            return None

    def _printed(self, page: Page) -> Printed:
        page.meta["template"] = self._name(page)
        page.active, self.config._current_page = True, page  # noqa: SLF001 - as MkDocs does
        try:
            said = self._depends.facts(page) if self._store else ""
            facts = {} if said else self.publisher.context(page)
            key = self._depends.page(page, said or repr([*facts.items()])) if self._store else ""
            known = self._known(key) if key else ""
            if known:
                return Printed(known)
            context: dict[str, Any] = {**get_context(self.stage.nav, self.stage.files, self.config, page)}
            context.update(self.publisher.context(page) if said else facts)
            if self.publisher.deferring:  # else it has its text, which a plugin may have changed
                self.publisher.fill(page)
            html = mended(self.env.get_template(self._name(page)).render(context))
        finally:
            page.active, self.config._current_page = False, None  # noqa: SLF001
            page.meta["template"] = READY
        return self._with_sheets(html, key)

    def _with_sheets(self, html: str, key: str) -> Printed:
        whole = joined(html, Path(self.config.site_dir), self._sheets)
        if not key:
            return Printed(whole)
        sheets = linked(html)
        name = self._sheets.get(sheets, "")
        return Printed(whole, key, pack((sheets, name, whole)) if name else b"")

    def _known(self, key: str) -> str:
        """Return the page that is stored under a key, if its stylesheets are still the same; else nothing."""
        found = self._store.load_packed([key]).get(key) if self._store else None
        if found is None:
            return ""
        sheets, name, html = unpack(found)
        return str(html) if sheet(sheets, Path(self.config.site_dir), self._sheets) == name else ""

    @cached_property
    def _depends(self) -> Dependencies:
        return Dependencies(self.publisher, self.config, *self.stage)

    @property
    def _store(self) -> store.Store | None:
        """Return this process's own connection to the store: a worker must not use its parent's."""
        if self._opened[0] != os.getpid():
            own = store.open_store(self.publisher.project.root, today().toordinal()) if self.publisher.store else None
            self._opened = os.getpid(), own
        return self._opened[1]
