"""Citation groups in the order in which the page numbers their sources, without repeats."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Citation, CitationGroup

_SEPARATOR = re.compile(r"(\s*;\s*)")


class Tidied(NamedTuple):
    """A group as it should stand, and what was wrong with it: `repeats` are the keys that stand twice."""

    text: str
    repeats: tuple[str, ...]
    unsorted: bool


def tidy(group: CitationGroup, numbers: Mapping[str, int]) -> Tidied | None:
    """Return a group in order of its reference numbers and without repeats, or None where nothing is wrong.

    The same key with another locator is no repeat. Words before a key ("see also @x") make the order a sentence: it
    is left as it is.
    """
    order = [numbers[citation.key] for citation in group.citations]
    if all(before < after for before, after in pairwise(order)):
        return None
    inner = _SEPARATOR.split(group.raw.strip()[1:-1].strip())
    parts, separators = inner[::2], inner[1::2]
    citations = group.citations
    if len(parts) != len(citations):
        return None
    kept: dict[Citation, str] = {}
    for citation, part in zip(citations, parts, strict=True):
        kept.setdefault(citation, part)
    repeats = tuple(dict.fromkeys(c.key for i, c in enumerate(citations) if c in citations[:i]))
    order = [numbers[citation.key] for citation in kept]
    unsorted = order != sorted(order) and not any(citation.prefix for citation in kept)
    if not (repeats or unsorted):
        return None
    found = sorted(kept, key=lambda citation: numbers[citation.key]) if unsorted else list(kept)
    joined = [kept[citation] + separator for citation, separator in zip(found, (*separators, ""), strict=False)]
    return Tidied(f"[{''.join(joined).rstrip(' ;')}]", repeats, unsorted)
