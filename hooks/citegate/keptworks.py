"""Reads a bibliography from the store where the very same file was read before: a large one takes a second else."""

from __future__ import annotations

import marshal
import pickle
from typing import TYPE_CHECKING

from citegate import inputs
from citegate.bibliography import Bibliography

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.store import Store

LEAST = 100_000
"""Bytes from which a bibliography is worth a place in the store."""


def read(root: Path, file: Path, path: str, day: int | None) -> Bibliography:
    """Return the bibliography of a file that findings call `path`; `day` is today's ordinal, or None for no store."""
    if day is None or not file.is_file() or file.stat().st_size < LEAST:
        return inputs.bibliography(file, path)
    from citegate import store  # noqa: PLC0415 - a small bibliography needs none

    kept = store.open_store(root, day)
    if kept is None:
        return inputs.bibliography(file, path)
    try:
        return _kept(kept, file.read_bytes(), path)
    finally:
        kept.close()


def _kept(kept: Store, data: bytes, path: str) -> Bibliography:
    """Return the bibliography of a file's content; its works have the name under which they are stored."""
    from citegate import dependencies, packedworks  # noqa: PLC0415 - a small bibliography needs neither

    name = dependencies.works(data, path)
    found = kept.load([name]).get(name)
    text = inputs.bib_text(data)
    if found is not None and text is not None:
        packed, problems = marshal.loads(found)  # noqa: S302 - sealed by the store
        works = packedworks.PackedWorks(packed, text, path, name)
        return Bibliography(works, pickle.loads(problems), (path,))  # noqa: S301 - the same
    made = inputs.works(data, path)
    if text is None:
        return made
    packed = packedworks.pack(made.works, text)
    kept.save({name: marshal.dumps((packed, pickle.dumps(made.problems, pickle.HIGHEST_PROTOCOL)))})
    return Bibliography(packedworks.PackedWorks(packed, text, path, name, made.works), made.problems, (path,))
