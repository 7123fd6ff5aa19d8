"""What a change touches: the pages that it edits, and those that rest on a source, snippet or picture that it edits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from citegate import glossary, quoted, retractionlist, roster
from citegate.review import records
from citegate.review.subject import source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from citegate.bibliography import Work

_CITED = re.compile(r"@\{?(\w[\w:.#$%&+?<>~/-]*)")
_SETTINGS = ("mkdocs.yml", "pyproject.toml", "requirements.lock", "citegate-baseline.json")
_FOLDERS = ("hooks/",)
_WIDE = ("editorial/notices/", f"{roster.FOLDER}/", glossary.PAGE, quoted.PAGE, retractionlist.PATH)


@dataclass(frozen=True, slots=True)
class Affected:
    """What a change touches.

    `paths` are the files that changed, `keys` the entries of the bibliography, removed ones as well. `pages` are the
    pages that it touches with the reasons, by path. `wide` are the changed files on which every page rests.
    """

    paths: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wide: tuple[str, ...] = ()


def wide(paths: Iterable[str], docs: str, more: Collection[str] = ()) -> tuple[str, ...]:
    """Return the files on which every page rests: settings, policy, notices, roster, glossary, code; `more` as well."""
    below = tuple(f"{docs}/{name}" for name in _WIDE)
    return tuple(
        path
        for path in paths
        if path in _SETTINGS or path in more or path.startswith((*_FOLDERS, *below)) or path.endswith(".csl")
    )


def entries(before: Mapping[str, Work], now: Mapping[str, Work]) -> tuple[str, ...]:
    """Return the keys of the entries that were added, removed or say something else, sorted."""
    old, new = ({key: source(work)["digest"] for key, work in works.items()} for works in (before, now))
    return tuple(sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)))


def touched(
    paths: Collection[str], keys: Collection[str], pages: Mapping[str, str], snippets: Mapping[str, str], docs: str
) -> dict[str, tuple[str, ...]]:
    """Return the pages that a change touches, with the reasons, in order of path.

    `pages` and `snippets` are the texts by path. A snippet that names a changed one has changed as well. A file counts
    as used where its name stands in the text: that takes a page too many at most, never one too few.
    """
    kept = frozenset(keys)
    files = {path: _names(path) for path in paths if _is_used(path, docs)}
    _through_snippets(files, kept, snippets)
    found = {}
    for path, text in sorted(pages.items()):
        reasons = list(_reasons(path, text, paths, kept, files, docs))
        if reasons:
            found[path] = tuple(reasons)
    return found


def _reasons(
    path: str, text: str, paths: Collection[str], keys: frozenset[str], files: Mapping[str, tuple[str, ...]], docs: str
) -> Iterator[str]:
    if path in paths:
        yield "its text changed"
    if records.place(path, docs) in paths:
        yield "its sign-offs changed"
    yield from (f"the source {key} changed" for key in sorted(cited(text) & keys))
    yield from (f"{file} changed" for file, names in files.items() if any(name in text for name in names))


def cited(text: str) -> set[str]:
    """Return what may be keys of citations in a text.

    >>> sorted(cited("As said [@alpha-2002, p. 3; see @{beta}]. Mail a@example.org."))
    ['alpha-2002', 'beta', 'example.org']
    """
    return {match.rstrip(":.#$%&-+?<>~/") for match in _CITED.findall(text)}


def _through_snippets(files: dict[str, tuple[str, ...]], keys: frozenset[str], snippets: Mapping[str, str]) -> None:
    """Add each snippet that uses a changed file, snippet or source, until no more is found."""
    queue = [path for path in snippets if path not in files and cited(snippets[path]) & keys]
    files.update({path: _names(path) for path in queue})
    names = [name for known in files.values() for name in known]
    while names:
        using = [p for p, text in snippets.items() if p not in files and any(name in text for name in names)]
        files.update({path: _names(path) for path in using})
        names = [name for path in using for name in _names(path)]


def _is_used(path: str, docs: str) -> bool:
    """Return whether pages may show or include a file: one below the documents that is no page of its own."""
    hidden = path.startswith(f"{docs}/.snippets/")
    return hidden or (path.startswith(f"{docs}/") and not path.endswith((".md", ".yml")) and "/." not in path)


def _names(path: str) -> tuple[str, ...]:
    name = PurePosixPath(path).name
    return tuple(dict.fromkeys((name, quote(name))))
