"""Lists of words and phrases from the data files as patterns: found as whole words, with or without their case."""

from __future__ import annotations

import re
from functools import cache

from citegate.glance import firsts, lacks
from citegate.lexicon import alternation, load


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """Return the pattern of a list of a data file: `pattern("doseunits", "routes")`. Capitals in the list are kept."""
    entries = _entries(name, *keys)
    cased = [entry for entry in entries if entry != entry.lower()]
    folded = [entry for entry in entries if entry == entry.lower()]
    parts = ([f"(?i:{alternation(folded)})"] if folded else []) + ([alternation(cased)] if cased else [])
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)")


def has(text: str, name: str, *keys: str) -> bool:
    """Return whether a text holds a word of a list."""
    return not lacks(text, _firsts(name, *keys)) and bool(pattern(name, *keys).search(text))


@cache
def _firsts(name: str, *keys: str) -> frozenset[str] | None:
    return firsts(_entries(name, *keys))


def _entries(name: str, *keys: str) -> list[str]:
    data = load(name)
    for key in keys:
        data = data[key]
    entries: list[str] = data["words"] if isinstance(data, dict) else data
    return entries
