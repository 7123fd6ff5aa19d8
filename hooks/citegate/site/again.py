"""Prints some pages of a site again that was built a moment ago, with what is known of its other pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure.files import InclusionLevel

from citegate import judging
from citegate.catalogue import with_articles
from citegate.described import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from citegate.project import Project
    from citegate.site.publisher import Publisher


class Stage(NamedTuple):
    """What MkDocs made for a build and needs to print a page."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment


_stages: WeakKeyDictionary[Publisher, Stage] = WeakKeyDictionary()


def remember(publisher: Publisher, stage: Stage) -> None:
    """Keep what MkDocs made for a build as long as the build itself is kept."""
    _stages[publisher] = stage


def stage(publisher: Publisher) -> Stage:
    """Return what was kept of a build; raise `KeyError` where it never came to its pages."""
    return _stages[publisher]


def with_bibliography(project: Project) -> Project:
    """Return the project with its bibliography read anew; what does not depend on it stays as it was read."""
    anew, kept = replace(project), ("settings", "policy", "docs", "glossary", "notices", "roster", "addresses")
    anew.__dict__.update({name: project.__dict__[name] for name in kept if name in project.__dict__})
    return anew


def show(publisher: Publisher, paths: Iterable[str], project: Project) -> None:
    """Judge and print again the articles and pages at these paths below the documents' folder.

    Related articles, indexes and search stay as they were: they are what the whole build is for that follows.
    """
    publisher.project = project
    again = list(paths)
    _judge(publisher, again)
    _refer(publisher)
    _note(publisher, again)
    for path in again:
        _print(publisher, path)


def _judge(publisher: Publisher, paths: Sequence[str]) -> None:
    project = publisher.project
    articles = [project.read(project.docs / path) for path in paths]
    about = {article.path for article in articles}
    found = judging.judge(project, articles, whole=False).diagnostics
    publisher.articles.update(zip(paths, project.reviews.stand(articles), strict=True))
    others = [d for d in publisher.diagnostics if d.path not in about]
    publisher.diagnostics = others + [d for d in found if d.path in about]


def _refer(publisher: Publisher) -> None:
    """Describe the works that no page cited before, and those whose entry was changed."""
    project, known = publisher.project, publisher.site.references
    works, before = project.bibliography.works, publisher.site.project.bibliography.works
    cited = dict.fromkeys(key for article in publisher.articles.outlines.values() for key in article.cited_keys)
    same = {key: known[key] for key in cited if key in known and works.get(key) == before.get(key)}
    anew = described((key for key in cited if key not in same), works, project.standings)
    publisher.__dict__["references"] = {**same, **(project.styled(anew) if anew else {})}


def _note(publisher: Publisher, paths: Iterable[str]) -> None:
    """Put articles into what is known of the site."""
    site, project = publisher.site, publisher.project
    known, anew = site.catalogue, {path: publisher.articles[path] for path in paths}
    shared = {name: value for name, value in site.shared.items() if name != "numbering"}
    publisher.site = replace(
        site,
        project=project,
        articles={**site.articles, **anew},
        references=publisher.references,
        diagnostics=publisher.diagnostics,
        shared=shared,
    )
    gated = {path: article for path, article in anew.items() if article.kind == "article"}
    works = project.bibliography.works
    publisher.site.__dict__["catalogue"] = with_articles(known, gated, works, publisher.references, site.address)


def _print(publisher: Publisher, path: str) -> None:
    config, files, nav, env = _stages[publisher]
    file: Any = files.get_file_from_path(path)
    _populate_page(file.page, config, files)
    shown = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    _build_page(file.page, config, shown, nav, env, excluded=file.inclusion.is_excluded())
