"""Units that a project adds to those shipped: a name with a capital is a symbol, one without is a word."""

from __future__ import annotations

from functools import cache

_HISSING = ("s", "x", "z", "ch", "sh")


@cache
def symbols(own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the units that are matched with their case."""
    return tuple(name for name in own if name != name.lower())


@cache
def words(own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the units that are matched without their case, each in both numbers."""
    return tuple(form for name in own if name == name.lower() for form in (name, plural(name)))


def plural(name: str) -> str:
    """Return the plural of a unit's name: `suppositories`, `patches`, `drops`."""
    if name.endswith("y"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(_HISSING) else f"{name}s"
