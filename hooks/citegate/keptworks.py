"""Reads a bibliography from the store where the very same file was read before: a large one takes a second else."""

from __future__ import annotations

import pickle
from types import MappingProxyType
from typing import TYPE_CHECKING

from citegate import inputs
from citegate.bibliography import Bibliography

if TYPE_CHECKING:
    from pathlib import Path

LEAST = 100_000
"""Bytes from which a bibliography is worth a place in the store."""


def read(root: Path, file: Path, path: str, day: int | None) -> Bibliography:
    """Return the bibliography of a file that findings call `path`; `day` is today's ordinal, or None for no store."""
    if day is None or not file.is_file() or file.stat().st_size < LEAST:
        return inputs.bibliography(file, path)
    from citegate import dependencies, store  # noqa: PLC0415 - a small bibliography needs neither

    kept = store.open_store(root, day)
    if kept is None:
        return inputs.bibliography(file, path)
    try:
        data = file.read_bytes()
        name = dependencies.works(data, path)
        found = kept.load([name]).get(name)
        if found is not None:
            works, problems = pickle.loads(found)  # noqa: S301 - sealed by the store
            return Bibliography(MappingProxyType(works), problems, (path,))
        made = inputs.works(data, path)
        kept.save({name: pickle.dumps((dict(made.works), made.problems), pickle.HIGHEST_PROTOCOL)})
    finally:
        kept.close()
    return made
