"""Adds what makers made to a MkDocs build, and makes MkDocs print it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import get_toc

from citegate.rules.se06_unsafe_file import allowed
from citegate.site.discovered import modules

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from citegate.site.site import Made, Site
    from citegate.tree import Tree


def make(site: Site) -> dict[str, Made]:
    """Return everything that is made, by path; raise `PluginError` where two makers make the same."""
    made: dict[str, Made] = {}
    for maker in modules("makers"):
        for item in maker.make(site):
            if item.path in made:
                raise PluginError(f"{maker.__name__} makes {item.path}, which was made before")
            made[item.path] = item
    return made


def drop_unjudged(files: Files, docs: Path, tree: Tree | None) -> None:
    """Take out of a build what lies in the documents' folder and was not judged to be safe to copy."""
    known = {entry.path for entry in tree.entries if allowed(entry)} if tree else set()
    for file in list(files):
        if file.src_dir is not None and Path(file.src_dir) == docs and file.src_uri not in known:
            files.remove(file)


def is_written(files: Files, path: str, serving: bool) -> bool:  # noqa: FBT001 - a fact of the build, always given
    """Return whether a build writes the page at a path: one that `mkdocs.yml` excludes is judged, but nobody's page."""
    file = files.get_file_from_path(path)
    least = InclusionLevel.DRAFT if serving else InclusionLevel.NOT_IN_NAV
    return file is not None and file.inclusion.value >= least.value


def add(files: Files, config: MkDocsConfig, made: dict[str, Made]) -> None:
    """Add files to a build; a path that was written by hand keeps its file."""
    for path, item in made.items():
        if files.get_file_from_path(path) is None:
            inclusion = InclusionLevel.INCLUDED if item.listed else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content=item.content, inclusion=inclusion))


def print_as(page: Page, item: Made) -> None:
    """Make MkDocs print a made page through its template, without reading Markdown."""
    page.read_source = lambda config: _read(page, item)  # type: ignore[method-assign]  # noqa: ARG005
    page.render = lambda config, files: _render(page, item)  # type: ignore[method-assign]  # noqa: ARG005


def _read(page: Page, item: Made) -> None:
    page.markdown = ""
    page.meta = meta(item)


def meta(item: Made) -> dict[str, Any]:
    """Return the front matter that the theme sees."""
    given: dict[str, Any] = {"template": item.template, "hide": ["toc"] if not item.toc else []}
    if item.title:
        given["title"] = item.title
    if item.description:
        given["description"] = item.description
    if not item.indexed:
        given["search"] = {"exclude": True}
    return given


def _render(page: Page, item: Made) -> None:
    page.content = ""
    tokens: list[Any] = list(item.toc)
    page.toc = get_toc(tokens)
    page.present_anchor_ids, page.links_to_anchors = set(), {}
