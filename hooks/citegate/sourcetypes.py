"""The kinds of sources and the words that readers see for them, from `data/sourcetypes.toml`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class SourceType(NamedTuple):
    """A kind of source: `Drug label`, `drug-label`."""

    label: str
    slug: str


UNKNOWN = SourceType("Source", "source")
"""What a work without a known `sourcetype` is called."""


def source_type(value: str) -> SourceType:
    """Return the kind of source that a `sourcetype` value names; case and spaces do not matter."""
    return _table().get("-".join(value.lower().replace("_", " ").split()), UNKNOWN)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, SourceType]:
    import tomllib  # noqa: PLC0415  (needed once, and only where references are shown)
    from importlib.resources import files  # noqa: PLC0415

    text = files("citegate").joinpath("data", "sourcetypes.toml").read_text(encoding="utf-8")
    table = {}
    for slug, entry in tomllib.loads(text).items():
        kind = SourceType(entry["label"], slug)
        table.update(dict.fromkeys([slug, *entry.get("also", [])], kind))
    return table
