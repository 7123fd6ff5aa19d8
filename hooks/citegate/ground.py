"""One digest of everything that a judgement on a project rests on: jobs that judged parts of it compare it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from citegate import store
from citegate.dependencies import program
from citegate.project import today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from citegate.project import Project

_CONFIGURATION = ("mkdocs.yml", "pyproject.toml")


def ground(project: Project) -> str:
    """Return the digest of the program, the day, the base, and every file that a rule or the parser may read.

    Paths are seen from the project's root, so that every checkout of a commit gives the same digest.
    """
    base = getattr(project, "base", None)
    parts = [program(), str(today()), base.commit.name if base else ""]
    for file in sorted(set(_files(project))):
        parts += [project.relative(file), _digest(file)]
    return store.key(*parts)


def _files(project: Project) -> Iterator[Path]:
    for name in (*_CONFIGURATION, *project.bibliography.paths, project.policy.baseline):
        yield project.root / name
    yield from _below(project.docs, hidden=True)
    config = project.settings.extension_configs.get("pymdownx.snippets", {})
    for named in config.get("base_path", ()):
        folder = project.root / named
        if not folder.is_relative_to(project.docs):
            yield from _below(folder, hidden=False)


def _below(folder: Path, *, hidden: bool) -> Iterator[Path]:
    """Yield what lies below a folder; links are not followed, but are files of their own."""
    for here, folders, files in os.walk(folder):
        linked = [name for name in folders if os.path.islink(os.path.join(here, name))]  # noqa: PTH114, PTH118
        folders[:] = [name for name in folders if hidden or not name.startswith(".")]
        yield from (folder.joinpath(here, name) for name in (*files, *linked) if hidden or not name.startswith("."))


def _digest(file: Path) -> str:
    if file.is_symlink():
        return f"link {file.readlink()}"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "none"
