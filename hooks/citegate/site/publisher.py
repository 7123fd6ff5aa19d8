"""One build: judge before anything is written, render what was judged, verify what was written, then publish it."""

from __future__ import annotations

import gc
import logging
import os
import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.utils import CountHandler

from citegate import engine, judging, reader, reporters, store
from citegate.described import described
from citegate.diagnostics import Level
from citegate.errors import ConfigurationError
from citegate.notices import required
from citegate.project import ARTICLES, Project, today
from citegate.site import made, page_facts, pages, printed, printer, sections, verification
from citegate.site.crashes import told
from citegate.site.discovered import modules
from citegate.site.facts import FindingFacts, NoticeFacts
from citegate.site.held import Articles
from citegate.site.markup import mended
from citegate.site.registry import Registry
from citegate.site.sheets import joined
from citegate.site.site import Made, Site
from citegate.site.staging import Staging

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.references import Reference

current: Publisher | None = None
"""The build in hand: MkDocs tells a hook of a failure without saying of which build."""
serving = False
"""Whether `mkdocs serve` runs: findings are shown in the page instead of refusing the build."""

_log = logging.getLogger("mkdocs.citegate")


def fail(error: Exception) -> None:
    """Leave the published site as it is; say in one line what failed (`-v` says where)."""
    if current and current.staging:
        current.staging.discard()
    if not isinstance(error, MkDocsException):
        _log.debug("What failed", exc_info=error)
        raise Abort(f"{told(error, current)} (-v says more); the published site was left")


def publisher(config: MkDocsConfig) -> Publisher:
    """Return the publisher of the build in hand."""
    made: Publisher = vars(config)["citegate"]  # not by way of the plugin: the preview builds twice with one of it
    return made


class Publisher:
    """The state of one build. `serving` builds refuse nothing and are written where MkDocs says."""

    def __init__(self, config: MkDocsConfig, *, serving: bool) -> None:
        self.serving = serving
        self.project = Project(Path(os.path.abspath(config.config_file_path)).parent)  # noqa: PTH100 - links stay
        self.articles = Articles()
        self.prepared: dict[str, Article] = {}
        """What MkDocs sets out to write: drafts that `mkdocs.yml` excludes are judged, but not written."""
        self.diagnostics: list[Diagnostic] = []
        self.made: dict[str, Made] = {}
        self.at = ""
        """The page in hand, for people who read of a failure."""
        self.site: Site
        self.store: store.Store | None = None
        self.printer: printer.Printer | None = None
        self.deferring = not serving and printed.plain(config) and printer.alone(config)
        """Whether the text of a page is made where it is printed: nobody else asks for it before."""
        self.staging = None if serving else Staging(Path(config.site_dir))

    @classmethod
    def take_over(cls, config: MkDocsConfig, *, serving: bool) -> Publisher:
        """Detach mkdocs-bibtex's rewriting, implement its registry, and send the build to its staging folder."""
        global current  # noqa: PLW0603 - see there
        plugin: Any = config.plugins.get("bibtex")
        if plugin is None:
            raise PluginError("mkdocs.yml must name the plugin `bibtex`: it says which bibliography is cited")
        made = current = cls(config, serving=serving)
        gc.set_threshold(*reader.COLLECT_AFTER)
        # Its regular expressions rewrite code and comments, drop unknown keys and cut others: ours reads the tree.
        config.plugins.events["page_markdown"].remove(plugin.on_page_markdown)
        config.plugins.events["config"].remove(plugin.on_config)
        vars(config)["citegate"], plugin.registry = made, Registry(made)
        if made.staging:
            try:
                config.site_dir = str(made.staging.prepare())
            except ConfigurationError as error:
                raise PluginError(str(error)) from error
        return made

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """Return the reference of every work that is cited, in the style that the configuration names."""
        works = self.project.bibliography.works
        keys = dict.fromkeys(key for article in self.articles.outlines.values() for key in article.cited_keys)
        return self.project.styled(described(keys, works, self.project.standings))

    @cached_property
    def notices(self) -> Mapping[str, NoticeFacts]:
        """Return the notices as the templates print them."""
        from markdown import markdown  # noqa: PLC0415

        known = self.project.notices.by_name.values()
        return {n.name: NoticeFacts(n.name, n.title, markdown(n.text), n.digest) for n in known}

    def judge(self) -> None:
        """Judge every page; print every diagnostic; refuse the build where one is an error."""
        try:
            _ = self.project.policy  # what is wrong with it is told before what that breaks
            files = list(self.project.pages())
            self.store = store.open_store(self.project.root, today().toordinal())
            readings = reader.read(self.project, files, store=self.store, extracts=True)
            self.articles.hold(self.project, files, readings)
            judgement = judging.judge(self.project, readings)
        except ConfigurationError as error:
            raise PluginError(str(error)) from error
        self.diagnostics = judgement.diagnostics
        notes = judgement.notes
        self._report(reporters.Run(readings, self.diagnostics, judgement.sources, notes, brief=True))

    def add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Add what is made from the judged site: pages of rules, indexes, data files."""
        url = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
        named = (config.site_name, url, config.repo_url or "", self.serving, self.diagnostics)
        outlines = self.articles.outlines
        written = {path: outlines[path] for path in outlines if made.is_written(files, path, self.serving)}
        made.drop_unjudged(files, Path(config.docs_dir), self.project.context.tree)
        self.site = Site(self.project, written, self.references, *named, whole=self.articles, store=self.store)
        self.made = made.make(self.site)
        made.add(files, config, self.made)

    def _report(self, run: reporters.Run) -> None:
        if not run.diagnostics:
            return
        print(reporters.reporter("text")(run), file=sys.stderr, flush=True)  # noqa: T201 - also under `-q`
        if engine.refused(run.diagnostics) and not self.serving:
            raise PluginError("Citegate refused the build; the published site was left as it is")

    def inputs(self) -> list[Path]:
        """Return the files outside the documents' folder that decide what a page says, where they exist."""
        named = [*self.project.bibliography.paths, "pyproject.toml", self.project.policy.baseline]
        return [file for file in (self.project.root / name for name in named) if file.is_file()]

    def prepare(self, page: Page) -> None:
        """Make MkDocs print the article that was judged instead of parsing its file again."""
        article, item = self.articles.outlines.get(page.file.src_uri), self.made.get(page.file.src_uri)
        if article is None and item and item.template:
            made.print_as(page, item)
            return
        if article is None and page.file.generated_by and not page.file.src_uri.startswith(f"{ARTICLES}/"):
            return
        if article is None:
            raise PluginError(f"{page.file.src_uri} was not judged: its folder is a link, or a plugin added it")
        self.prepared[page.file.src_uri] = article
        article = article if self.deferring else self.articles[page.file.src_uri]
        page.read_source = lambda config: pages.read(page, article, self.made.get(page.file.src_uri))  # type: ignore[method-assign]  # noqa: ARG005
        page.render = lambda config, files: self._render(page, article)  # type: ignore[method-assign]  # noqa: ARG005

    def _render(self, page: Page, article: Article) -> None:
        pages.render(page, article)
        if not self.deferring:
            self.fill(page)

    def fill(self, page: Page) -> None:
        """Give a page the HTML of its article's text, where it is the page of one."""
        if page.file.src_uri in self.prepared:
            article = self.articles[page.file.src_uri]
            page.markdown = article.front.body
            page.content = pages.content(article, self.project.standings, self._findings(article))

    def printed(self, page: Page, context: Mapping[str, Any]) -> Mapping[str, object]:
        """Return what MkDocs' template of a page gets: the page as it was printed, or its facts."""
        if self.printer is None:
            return self.context(page)
        return {printer.VARIABLE: self.printer.output(page, context["nav"], context["pages"])}

    def context(self, page: Page) -> Mapping[str, object]:
        """Return what the template of a page gets: `citegate`, the facts of its article."""
        self.at = page.file.src_uri
        article, item = self.articles.get(page.file.src_uri), self.made.get(page.file.src_uri)
        if item and item.template and (article is None or article.kind != "article"):
            return {"citegate": item.facts() if callable(item.facts) else item.facts}
        if article is None or article.kind != "article":
            return {}
        found = self._findings(article)
        places, needed = self.project.notices, required(article, self.project.policy.units)
        known = {name: self.notices[name] for name in needed if name in self.notices}  # the rules refuse the others
        parts: dict[str, Any] = {
            part.__name__.rpartition(".")[2]: part.facts(self.site, article) for part in modules("parts")
        }
        facts = page_facts.page_facts(article, known, places, self.references, parts["related"], found)
        return {"citegate": replace(facts, **parts["review"]), "parts": parts}

    def _findings(self, article: Article) -> list[FindingFacts]:
        """Return what the preview shows: findings in a page, and errors in files that all pages share, as the .bib."""
        shared = (d for d in self.diagnostics if d.path not in self._paths and d.level == Level.ERROR)
        about = [d for d in self.diagnostics if d.path == article.path] + list(shared)
        directory = self.project.settings.directory_urls
        return list(page_facts.findings(article, about, directory=directory)) if self.serving else []

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(article.path for article in self.articles.outlines.values())

    def output(self, html: str, config: MkDocsConfig, page: Page | None = None) -> str:
        """Return the HTML of a page as it is written: the preview links its stylesheets one by one."""
        if page and self.printer:
            return html
        known: Any = self.site.shared.setdefault("sheets", {})
        return mended(html) if self.serving else joined(mended(html), Path(config.site_dir), known)

    def finish(self, config: MkDocsConfig) -> None:
        """Verify the site that was really written, then put it in the place of the published one."""
        if self.staging is None:
            return
        if any(
            handler.get_counts()
            for handler in logging.getLogger("mkdocs").handlers
            if isinstance(handler, CountHandler)
        ):
            return  # strict mode: MkDocs refuses the build after this event
        self.at = ""
        for finisher in modules("finishers"):
            finisher.finish(self.site, self.staging.folder)
        try:
            folder, known = self.staging.folder, self.articles
            written = verification.verify(folder, self.prepared, self.project, self.store, known)
        except ConfigurationError as error:
            raise PluginError(str(error)) from error
        self._report(reporters.Run(list(self.articles.outlines.values()), written, {}))
        sections.close(self.site, self.staging.folder)
        self.staging.publish()
        config.site_dir = str(self.staging.published)  # what comes after a build, `gh-deploy`, reads it
