"""What an edit changed among the files that a preview is built from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from citegate.article import Article
    from citegate.bibliography import Bibliography, Work

FEW = 60
"""Pages that are shown at once after one change; a change of more waits for the whole build."""


class Seen(NamedTuple):
    """When a file was written, in nanoseconds, and its size in bytes: enough to see that it was saved again."""

    written: int
    size: int


def look(folder: Path, others: Iterable[Path]) -> dict[str, Seen]:
    """Return what is seen now of every file below a folder, and of other files; what cannot be seen is left out."""
    found: dict[str, Seen] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            _add(found, os.path.join(place, name))  # noqa: PTH118 - of thousands of files
    for file in others:
        _add(found, str(file))
    return found


def _add(found: dict[str, Seen], path: str) -> None:
    try:
        state = os.lstat(path)
    except OSError:
        return
    found[path] = Seen(state.st_mtime_ns, state.st_size)


def between(before: Mapping[str, Seen], now: Mapping[str, Seen]) -> set[str]:
    """Return the files that were written, made or removed."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def citing(articles: Mapping[str, Article], before: Bibliography, now: Bibliography) -> list[str]:
    """Return the paths of articles that cite an entry which one of two bibliographies has otherwise, or not at all."""
    works, others = before.works, now.works
    same = {key for key in works.keys() & others.keys() if _says(works[key]) == _says(others[key])}
    differ = (works.keys() | others.keys()) - same
    return [path for path, article in articles.items() if not differ.isdisjoint(article.cited_keys)]


def _says(work: Work) -> tuple[str, Mapping[str, str]]:
    return work.type, work.fields
