"""What lies below the documents' folder and would be copied to the site: names, kinds and first bytes, read once.

Names that start with a full stop are left out, as MkDocs leaves them out: the theme, snippets and records lie there.
Links are never followed.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from citegate import quoted
from citegate.review import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.project import Project

HEAD = 32
"""Bytes of a file that say what kind of image it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below the documents: its path there, `file`, `link` or `other` (a device, a pipe), bytes, first bytes."""

    path: str
    kind: str = "file"
    size: int = 0
    head: bytes = b""


class Tree:
    """The documents' folder; `name` is its path from the project's root, as diagnostics print it.

    `other` are how paths begin that the project reads but no site shows, such as the file of quotations.
    """

    def __init__(self, folder: Path, name: str, *, directory: bool = True, other: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.name = name
        self.directory = directory
        self.other = other

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return every file, sorted by path."""
        return tuple(sorted(self._walk(self.folder, ""), key=lambda entry: entry.path))

    @property
    def strays(self) -> Iterator[tuple[str, int, str]]:
        """Yield path, line and fault of each file among the records of reviews that is none and of no article."""
        for entry in sorted(self._walk(self.folder / records.FOLDER, ""), key=lambda entry: entry.path):
            stem = entry.path.removesuffix(".yml")
            if stem != entry.path and (self.folder / "articles" / f"{stem}.md").is_file():
                continue  # what is wrong with it is told where its article is judged
            fault = self._broken(entry)
            if fault:
                yield f"{records.FOLDER}/{entry.path}", *fault

    def _broken(self, entry: Entry) -> tuple[int, str] | None:
        if entry.kind != "file" or not entry.path.endswith(".yml"):
            return 1, "records stand in .yml files"
        try:
            records.parse((self.folder / records.FOLDER / entry.path).read_bytes().decode("utf-8"))
        except records.RecordsError as error:
            return error.line, error.message
        except (OSError, UnicodeDecodeError) as error:
            return 1, f"the file cannot be read: {error}"
        return None

    def _walk(self, folder: Path, below: str) -> Iterator[Entry]:
        try:
            found = list(os.scandir(folder))
        except OSError:
            return
        for item in found:
            if item.name.startswith("."):
                continue
            path = below + item.name
            if item.is_dir(follow_symlinks=False):
                yield from self._walk(Path(item.path), f"{path}/")
            elif not path.startswith(self.other):
                yield _entry(item, path)


def _entry(item: os.DirEntry[str], path: str) -> Entry:
    """Return what is known of a file; of one that cannot be read, that it is none."""
    try:
        given = item.stat(follow_symlinks=False)
        if stat.S_ISLNK(given.st_mode):
            return Entry(path, "link")
        if not stat.S_ISREG(given.st_mode):
            return Entry(path, "other")
        if path.endswith(".md"):
            return Entry(path, "file", given.st_size)
        with Path(item.path).open("rb") as file:
            return Entry(path, "file", given.st_size, file.read(HEAD))
    except OSError:
        return Entry(path, "other")


def of(project: Project) -> Tree:
    """Return the documents' folder of a project, nothing read yet."""
    given = project.settings
    return Tree(project.docs, given.docs, directory=given.directory_urls, other=(quoted.PAGE, f"{records.FOLDER}/"))
