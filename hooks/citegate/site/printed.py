"""What a printed page depends on, as a key of the store. In doubt there is no key: the page is printed again.

A page depends on the facts that its template prints, which are part of its key word for word; on its text, for which
the key of the article stands; and on what all pages share: templates, configuration, navigation, versions, program.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citegate import dependencies
from citegate.site import kept
from citegate.site.standins import Standins
from citegate.store import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

    from citegate.article import Article
    from citegate.site.publisher import Publisher

_PLUGINS = frozenset({"bibtex"})
"""Plugins that add nothing to a page beside what its facts hold."""
_THEME = "material"
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
_CHANGING = re.compile(r"\b(?:build_date_utc|update_date|random|lipsum)\b")
"""What a template prints otherwise each time."""
_OTHERS = re.compile(r"(?<![\w.])(?:pages|files)\b|\bnav\s*(?:\[|\.\s*(?!items\b|homepage\b))|\|\s*attr\b")
"""How a template asks for pages beside its own and those of the navigation."""
_UNNAMED = " at 0x"
"""Stands in what Python shows of an object that does not say what it holds."""
_LEFT_OUT = frozenset({"site_dir", "docs_dir", "config_file_path"})


def plain(config: MkDocsConfig) -> bool:
    """Return whether nothing takes part in a build beside Citegate: one hook, and no plugin that is not known."""
    hooks = set(config.hooks)
    known = not config.plugins.events["page_content"] and config.theme.name == _THEME
    return known and len(hooks) == 1 and set(config.plugins) - hooks <= _PLUGINS


class Dependencies:
    """The keys of the pages of one build."""

    def __init__(self, publisher: Publisher, config: MkDocsConfig, nav: Navigation, files: Sequence[File]) -> None:
        self._project = publisher.project
        self._articles = publisher.articles.outlines
        self._config, self._nav, self._files = config, nav, files
        self._made, self._standins = publisher.made, Standins(publisher.site)
        self._read = dependencies.Dependencies(publisher.project)

    @cached_property
    def site(self) -> str:
        """Return the key of what all pages share; empty where not all of it is known."""
        config, code = self._config, "".join(self._code())
        file = Path(config.config_file_path)
        text = file.read_bytes()
        if not plain(config) or b"!ENV" in text or _CHANGING.search(code):
            return ""
        pages = (_page(file.page) for file in self._files) if _OTHERS.search(code) else ()
        hooks = (self._project.root.joinpath(name).read_bytes() for name in config.hooks)
        theme = sorted((name, str(config.theme[name])) for name in config.theme)
        shared = (_plain(dict(config)), theme, [_item(item) for item in self._nav.items], list(pages))
        return key("pages", kept.program(), text, *hooks, repr(shared), *_contents(config.theme.custom_dir))

    def facts(self, page: Page) -> str:
        """Return what stands for the facts of a page, so that they need not be made; empty where nothing does."""
        path = page.file.src_uri
        article, item = self._articles.get(path), self._made.get(path)
        if article and article.kind == "article":
            return self._standins.article(article)
        return self._standins.made(item) if item else ""

    def page(self, page: Page, facts: str) -> str:
        """Return the key of a page with the facts of its template, in words; empty where it has none."""
        article = self._articles.get(page.file.src_uri)
        if not self.site or _UNNAMED in facts or (article and not self._read.storable):
            return ""
        about = (_page(page), page.canonical_url, page.edit_url, page.is_homepage, page.is_index)
        near = [_page(other) if other else None for other in (page.previous_page, page.next_page)]
        around = [_item(section)[:2] for section in page.ancestors]
        text = self._article(article) if article else page.content or ""
        return key(self.site, repr((about, near, around, _toc(page.toc))), facts, text)

    def _article(self, article: Article) -> str:
        source = article.source.encode("utf-8", "surrogatepass")
        read = getattr(article, "name", "") or self._read.article(article.path, article.kind, source)
        standings = [self._project.standings[name] for name in article.cited_keys]
        return key(read, repr((article.overdue, standings)))

    def _code(self) -> Iterator[str]:
        """Yield what the templates compute, without comments and literals; one that another replaces is not used."""
        used: dict[str, Path] = {}
        for folder in map(Path, self._config.theme.dirs):
            for file in folder.rglob("*.html"):
                used.setdefault(file.relative_to(folder).as_posix(), file)
        for name in sorted(used):
            text = _COMMENT.sub("", used[name].read_text(encoding="utf-8", errors="replace"))
            yield from (_LITERAL.sub("", code) for code in _CODE.findall(text))


def _plain(value: Any) -> object:
    """Return a part of the configuration as values that say what they hold; of an object, its kind alone."""
    if isinstance(value, dict):
        return sorted((str(name), _plain(one)) for name, one in value.items() if name not in _LEFT_OUT)
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else type(value).__name__


def _page(page: Any) -> object:
    return page and (page.file.src_uri, page.url, page.title, _plain(page.meta))


def _item(item: Any) -> tuple[object, ...]:
    """Return an entry of the navigation with all below it."""
    about = _page(item) if item.is_page else getattr(item, "url", None)
    return (item.title, about, *(_item(child) for child in item.children or ()))


def _toc(links: Iterable[AnchorLink]) -> list[object]:
    return [(link.title, link.id, link.level, _toc(link.children)) for link in links]


def _contents(folder: str | None) -> list[str | bytes]:
    """Return names and contents of what lies in the folder of the project's own templates."""
    files = sorted(file for file in Path(folder).rglob("*") if file.is_file()) if folder else []
    return [part for file in files for part in (file.relative_to(folder or "").as_posix(), file.read_bytes())]
