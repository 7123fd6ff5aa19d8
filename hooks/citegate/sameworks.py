"""Entries of a bibliography that are the same work: by DOI, PMID, or title and year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from citegate.identifiers import identify
from citegate.references import year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.bibliography import Work

FEWEST_TITLE_WORDS = 4
"""A shorter title ("Editorial", "Reply to the authors") is no sign of one work."""
_DECIDING = frozenset({"DOI", "PMID", "PMCID", "set id", "application number"})
"""Identifiers of which two different ones mean two works."""
_CHAPTERS = frozenset({"inbook", "incollection", "inproceedings", "conference", "inreference"})
_WORD = re.compile(r"\w+")


class Repetition(NamedTuple):
    """A later entry, the earlier one that it repeats, and by what they are known to be the same."""

    work: Work
    first: Work
    sign: str


def repetitions(works: Iterable[Work]) -> Iterator[Repetition]:
    """Yield each entry that repeats an earlier one, once."""
    seen: dict[tuple[str, str], Work] = {}
    for work in works:
        found = None
        for sign, value in _signs(work):
            first = seen.setdefault((sign, value), work)
            if found is None and first is not work and _may_be_same(work, first, sign):
                found = Repetition(work, first, sign)
        if found:
            yield found


def _signs(work: Work) -> Iterator[tuple[str, str]]:
    for identifier in identify(work):
        if identifier.kind in _DECIDING and not identifier.problem:
            yield identifier.kind, identifier.value.lower()
    words = _WORD.findall(work.fields.get("title", "").lower())
    if len(words) >= FEWEST_TITLE_WORDS and year(work):
        yield "title and year", f"{' '.join(words)} {year(work)}"


def _may_be_same(work: Work, first: Work, sign: str) -> bool:
    """Return whether nothing speaks against it: chapters share their book's DOI, parts of a series their title."""
    if sign != "title and year":
        return not _CHAPTERS.intersection((work.type, first.type)) or _title(work) == _title(first)
    one, other = _identifiers(work), _identifiers(first)
    return all(one[kind] == other[kind] for kind in one.keys() & other.keys()) and _parts(work) == _parts(first)


def _title(work: Work) -> list[str]:
    return _WORD.findall(work.fields.get("title", "").lower())


def _identifiers(work: Work) -> dict[str, str]:
    return {i.kind: i.value.lower() for i in identify(work) if i.kind in _DECIDING and not i.problem}


def _parts(work: Work) -> tuple[str, ...]:
    return tuple(work.fields.get(name, "") for name in ("subtitle", "part", "edition", "version"))
