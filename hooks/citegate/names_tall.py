"""Look-alike drug names with their tall-man letters, from `data/tallman.toml`."""

from __future__ import annotations

from functools import cache

from citegate.lexicon import load


@cache
def tall_names() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return each name in lower case with its tall-man form and the names that it is confused with."""
    data = load("tallman")
    return {name.lower(): (name, tuple(others)) for table in data.values() for name, others in table.items()}
