"""Compressed copies say what their file says: a server sends them instead of it."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = "VS00"
_GZIP = 31
"""What zlib calls a gzip header."""


def wrong(folder: Path, files: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield path and fault of each copy that is none of its file."""
    for name in sorted(name for name in files if name.endswith((".gz", ".br"))):
        of = name[: -len(".gz")]
        if of not in files:
            yield name, f"it is a copy of `{of}`, which is not there"
        elif not _same((folder / name).read_bytes(), (folder / of).read_bytes(), brotli=name.endswith(".br")):
            yield name, f"it does not hold what `{of}` holds"


def _same(packed: bytes, data: bytes, *, brotli: bool) -> bool:
    """Return whether a copy holds the data; of a larger one no more is unpacked than shows that."""
    most = len(data) + 1
    if not brotli:
        reader = zlib.decompressobj(_GZIP)
        try:
            return reader.decompress(packed, most) == data and (reader.eof or not data)
        except zlib.error:
            return False
    try:
        import brotli as brotli_  # noqa: PLC0415 - only a site that has such copies needs it
    except ImportError:
        return False
    unpacker = brotli_.Decompressor()
    try:
        found: bytes = unpacker.process(packed, output_buffer_limit=most)
        while len(found) < most and not unpacker.can_accept_more_data() and not unpacker.is_finished():
            found += unpacker.process(b"", output_buffer_limit=most - len(found))
    except brotli_.error:
        return False
    return found == data and unpacker.is_finished()
