"""The judged articles of a build: outlines of all of them, and each whole while its page is in hand."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING

from citegate.article import Article
from citegate.pickling import unpack

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from citegate.project import Project
    from citegate.readings import Reading

SOME = 50
"""Approved articles that are whole at a time while it is asked how they stand."""


class Articles(MutableMapping[str, Article]):
    """Articles by path below the documents, kept packed: each is unpacked when asked for, the last one stays so.

    `outlines` are the same articles without their text.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.outlines: dict[str, Article] = {}
        self._packed: dict[str, bytes] = {}
        self._whole: dict[str, Article] = {}
        self._last: tuple[str, Article] | None = None

    def hold(self, project: Project, files: Sequence[Path], readings: Sequence[Reading]) -> None:
        """Add the files that were read, as they stand today."""
        late = _overdue(project, readings)
        for file, reading in zip(files, readings, strict=True):
            path = file.relative_to(project.docs).as_posix()
            self._packed[path] = reading.packed
            outline, due = reading.extended, late.get(reading.path)
            self.outlines[path] = replace(outline, overdue=due) if due else outline

    def __getitem__(self, path: str) -> Article:
        """Return the whole article at a path."""
        if path in self._whole:
            return self._whole[path]
        if self._last is None or self._last[0] != path:
            article: Article = unpack(self._packed[path])
            day = self.outlines[path].overdue
            self._last = path, replace(article, overdue=day) if day else article
        return self._last[1]

    def __setitem__(self, path: str, article: Article) -> None:
        """Put an article in place of the one that was read: the preview reads one again."""
        self._whole[path] = self.outlines[path] = article

    def __delitem__(self, path: str) -> None:
        """Let go of an article."""
        del self.outlines[path]
        self._packed.pop(path, None)
        self._whole.pop(path, None)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths, in the order in which the files were read."""
        return iter(self.outlines)

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.outlines)

    def __contains__(self, path: object) -> bool:
        """Return whether there is an article at a path, without unpacking it."""
        return path in self.outlines


def _overdue(project: Project, readings: Sequence[Reading]) -> dict[str, datetime.date]:
    """Return the day on which the review of an article was due, by path, of each that is past it."""
    approved = [reading for reading in readings if reading.status == "approved"]
    found = {}
    for start in range(0, len(approved), SOME):
        some = [reading.article for reading in approved[start : start + SOME]]
        found.update({each.path: each.overdue for each in project.reviews.stand(some) if each.overdue})
    return found
