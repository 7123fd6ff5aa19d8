"""The edge that finds what a change touches: git says which files differ, the folder what rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import affected, gitread
from citegate.affected import Affected
from citegate.bibliography import Bibliography, merge, parse

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.gitread import Commit
    from citegate.project import Project

_SNIPPETS = ".snippets"


def touched(project: Project, ref: str) -> tuple[Affected, Bibliography]:
    """Return what the project's folder changes since it left a commit, and the bibliography as it was there."""
    since = gitread.parting(gitread.commit(project.root, ref))
    paths = tuple(gitread.changed(since))
    bibs = [name for name in project.bibliography.paths if name in paths]
    before = _before(since, project) if bibs else project.bibliography
    keys = affected.entries(before.works, project.bibliography.works) if bibs else ()
    docs = project.settings.docs
    texts = {project.relative(file): _text(file) for file in project.pages()}
    folder = project.docs / _SNIPPETS
    files = sorted(file for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else []
    snippets = {project.relative(file): _text(file) for file in files}
    pages = affected.touched(frozenset(paths), keys, texts, snippets, docs)
    more = (project.policy.baseline, project.settings.csl or "")
    return Affected(paths, keys, pages, affected.wide(paths, docs, more)), before


def _before(since: Commit, project: Project) -> Bibliography:
    old = since.read(project.bibliography.paths)
    return merge(*(parse(data.decode("utf-8-sig", "replace"), path) for path, data in old.items()))


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
