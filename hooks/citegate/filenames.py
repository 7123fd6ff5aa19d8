"""Names of files and folders for things that people named: safe in an address, distinct on every file system."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from citegate.searching import words

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_RESERVED = frozenset(
    {"index", "readme", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""`index` is the folder's own page for MkDocs; the others are devices on Windows."""
_PAGE = re.compile(r"page-\d+")
"""Further pages of a list are called so."""


def distinct(texts: Iterable[str]) -> dict[str, str]:
    """Return a name for each text, as it stands where it can: no two names differ by case alone.

    The same set of texts gets the same names, in whatever order it comes.

    >>> distinct(["Smith-2020", "smith-2020", "index"])
    {'Smith-2020': 'Smith-2020', 'index': 'index-2', 'smith-2020': 'smith-2020-2'}
    """
    listed = sorted(set(texts))
    wanted = {text: _UNSAFE.sub("-", text).strip("-") or digest(text) for text in listed}
    taken: set[str] = set()
    plain: dict[str, str] = {}
    for text, name in wanted.items():  # first all that keep their names, so that a number never takes one of those
        if _free(name, taken):
            plain[text] = name
            taken.add(name.casefold())
    counts: dict[str, int] = {}
    for text, name in wanted.items():
        if text not in plain:
            plain[text] = _numbered(name, taken, counts)
    return {text: plain[text] for text in listed}


def folded(text: str) -> str:
    """Return the words of a text in lower case without accents, joined by hyphens: `Kidney disease`, `kidney-disease`.

    A text without a Latin letter or digit gets a short digest of itself.
    """
    name = "-".join(word for word in words(text) if word.isascii())
    return name or digest(text)


def digest(text: str) -> str:
    """Return eight hexadecimal digits that stand for a text."""
    return hashlib.blake2s(text.encode(), digest_size=4).hexdigest()


def _free(name: str, taken: set[str]) -> bool:
    lower = name.casefold()
    return lower not in taken and lower not in _RESERVED and not _PAGE.fullmatch(lower)


def _numbered(name: str, taken: set[str], counts: dict[str, int]) -> str:
    start = name.casefold()
    while True:
        counts[start] = counts.get(start, 1) + 1
        numbered = f"{name}-{counts[start]}"
        if _free(numbered, taken):
            taken.add(numbered.casefold())
            return numbered
