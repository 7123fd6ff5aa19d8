"""Mutators, one per rule: each breaks a clean article in one way, at every place where that is possible."""

from __future__ import annotations

from . import (
    citations,
    claims,
    doses,
    governance,
    grades,
    notices,
    pages,
    reading,
    safety,
    sources,
    statistics,
    works,
)
from .registry import MUTATORS

MODULES = (citations, claims, doses, governance, grades, notices, pages, reading, safety, sources, statistics, works)
LOADED = tuple(sorted(MUTATORS))
"""Codes of the rules that have a mutator."""
