"""The preview: a page that was edited is shown at once, and the whole site is built again behind it.

MkDocs builds everything after each change, and answers nobody meanwhile. Here the pages that a change is about are
printed again first; then a thread builds the whole site into a folder of its own, which is served from then on.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config

from citegate import glossary
from citegate.faults import words
from citegate.site import again, changed
from citegate.site import publisher as publishing
from citegate.site.watching import Watcher

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from citegate.project import Project
    from citegate.site.publisher import Publisher

QUIET = 1.0
"""Seconds without a change after which the whole site is built: an editor who goes on typing needs the processor."""

_BEGAN = time.time_ns()
"""When this was loaded, as nanoseconds since the epoch: before the first build read a file."""

_log = logging.getLogger("mkdocs.citegate")


@dataclass
class Shown:
    """A site that is served: its build, its folder, and when it began: in nanoseconds, and as the watcher counts."""

    publisher: Publisher
    folder: Path
    began: int
    moment: int = 0


class Live:
    """Builds for a server. Its loop calls `refresh` after each change; `_behind` runs in a thread."""

    def __init__(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        self.server = server
        self.url, self.file = config.site_url, config.config_file_path
        self.options, self.others = _options(), list(config.watch)
        self.watcher = Watcher(self._wake)
        self.shown = Shown(publishing.publisher(config), Path(config.site_dir), _BEGAN)
        self._watch()
        self._ready: Shown | None = None
        self._last: Shown | None = None
        self._old: list[Path] = []
        self._thread: threading.Thread | None = None
        self._changed_at = 0.0

    def refresh(self) -> None:
        """Show what was changed: the pages themselves where that is enough for the moment, else the whole site."""
        if self._ready:
            self._adopt(self._ready)
            self._ready = None
        now = self.watcher.told()
        files = self.watcher.since(self.shown.moment)
        if not files:
            return
        self._changed_at = time.monotonic()
        if not self._show(files):
            self._wait()
            self._adopt(self._build())
            return
        self.shown.moment = now
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._behind, name="citegate-preview", daemon=True)
            self._thread.start()

    def error_page(self, code: int) -> bytes | None:
        """Return the page for an error of this kind, where the site has one."""
        file = self.shown.folder / f"{code}.html"
        return file.read_bytes() if file.is_file() else None

    def close(self) -> None:
        """Remove what was built."""
        self.watcher.stop()
        self._old += [site.folder for site in (self.shown, self._ready, self._last) if site]
        self._remove()

    def _show(self, files: set[str]) -> bool:
        """Print the pages again that a change is about; return false where it is about more than a few pages."""
        began = time.monotonic()
        found = _about(self.shown.publisher, files)
        if found is None:
            return False
        paths, project = found
        try:
            again.show(self.shown.publisher, paths, project)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the whole build will tell
            _log.debug("The whole site is built: a page alone could not be, %s", words(error))
            return False
        names = ", ".join(paths) or "no page"
        _log.info("Shown again in %.2f s: %s; the whole site follows", time.monotonic() - began, names)
        return True

    def _behind(self) -> None:
        self._remove()
        while time.monotonic() - self._changed_at < QUIET:
            time.sleep(QUIET / 10)
        try:
            self._ready = self._build()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the preview goes on; the next change tries again
            _log.error("The whole site could not be built: %s", words(error))
            return
        self._wake()

    def _watch(self) -> None:
        """Watch what the site is made of that is shown, and whatever else the server was told to."""
        publisher, server = self.shown.publisher, self.server
        files = (publisher.project.docs, *publisher.inputs(), *self.others)
        self.watcher.watch(list(dict.fromkeys([*map(str, files), *server._watched_paths])), self.shown.began)  # noqa: SLF001

    def _wake(self) -> None:
        with self.server._rebuild_cond:  # noqa: SLF001 - as its own watching of files wakes its loop
            self.server._want_rebuild = True  # noqa: SLF001
            self.server._rebuild_cond.notify_all()  # noqa: SLF001

    def _wait(self) -> None:
        """Wait for the thread: two whole builds at once would only be slower."""
        if self._thread:
            self._thread.join()
            self._drop()

    def _drop(self) -> None:
        if self._ready:
            self._old.append(self._ready.folder)
            self._ready = None

    def _remove(self) -> None:
        while self._old:
            shutil.rmtree(self._old.pop(), ignore_errors=True)

    def _build(self) -> Shown:
        folder = Path(tempfile.mkdtemp(prefix="mkdocs_"))
        try:
            began, moment = time.time_ns(), self.watcher.told()
            config = load_config(self.file, site_dir=str(folder), **self.options)
            config.site_url = self.url
            build(config, serve_url=self.url)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return Shown(publishing.publisher(config), folder, began, moment)

    def _adopt(self, site: Shown) -> None:
        last, self._last, self.shown = self._last, self.shown, site
        self.server.root = str(site.folder)
        self._watch()
        if last:  # not the one that was served until now: an answer may still be read from it
            self._old.append(last.folder)  # an editor does not wait until thousands of files are removed


_lives: list[Live] = []
"""The preview that runs, if one does."""


def begin(server: Any, config: MkDocsConfig) -> None:
    """Let a server show changes at once."""
    live = Live(server, config)
    _lives[:] = [live]
    server.builder, server.error_handler = live.refresh, live.error_page
    server.observer, server.build_delay = live.watcher, 0.0  # it has waited when it wakes


def end() -> None:
    """Remove what the preview has built."""
    while _lives:
        _lives.pop().close()


def _options() -> dict[str, Any]:
    """Return what the command line of `mkdocs serve` sets over `mkdocs.yml`."""
    given = click.get_current_context(silent=True)
    names = ("strict", "theme", "use_directory_urls")
    return {name: given.params[name] for name in names if given and given.params.get(name) is not None}


def _about(publisher: Publisher, files: set[str]) -> tuple[list[str], Project] | None:
    """Return the few pages that a change is about and the project that they are judged in, or None."""
    project = publisher.project
    sources = {str(project.root / path) for path in project.bibliography.paths}
    anew = again.with_bibliography(project) if files & sources else project
    paths = set()
    for name in files - sources:
        file = Path(name)
        path = file.relative_to(project.docs).as_posix() if file.is_relative_to(project.docs) else ""
        if not file.is_file() or not _alone(publisher, path):
            return None
        paths.add(path)
    if anew is not project:
        paths.update(changed.citing(publisher.articles.outlines, project.bibliography, anew.bibliography))
    return (sorted(paths), anew) if len(paths) <= changed.FEW else None


def _alone(publisher: Publisher, path: str) -> bool:
    """Return whether a page can be printed without the others: one that was there before and is no index or list."""
    article = publisher.articles.outlines.get(path)
    known = article is not None and path in publisher.prepared and article.kind in ("article", "page")
    return known and path not in publisher.made and path != glossary.PAGE
