"""Statements of an evidence gap: nothing was found, studied or reported. They need a source or a recorded search."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from citegate.lexicon import alternation, listed, load

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_gap(lower: Sequence[str]) -> bool:
    """Return whether lower-case words state that evidence is missing, and order nothing: what `{.gap}` may mark."""
    return has_gap(lower) and listed("evidence", "gap", "not_with").isdisjoint(lower)


def has_gap(lower: Sequence[str]) -> bool:
    """Return whether lower-case words hold a statement of an evidence gap."""
    if listed("evidence", "gap", "trigger").isdisjoint(lower):
        return False
    return bool(_patterns().search(" ".join(lower)))


@cache
def _patterns() -> re.Pattern[str]:
    """Return the patterns of the data file, their placeholders filled in."""
    data = load("evidence")["gap"]
    fillers = {
        "NOUN": rf"(?:{alternation(data['nouns'])})\b",
        "ANY": r"(?:\S+ ){0,4}?",
        "PLAIN": rf"(?:(?!(?:{alternation(data['not_plain'])}) )\S+ ){{0,5}}?",
    }
    pattern = "|".join(data["patterns"])
    for name, filler in fillers.items():
        pattern = pattern.replace(name, filler)
    return re.compile(rf"\b(?:{pattern})")
