"""Compressed copies beside the files of a written site, for servers that send them as they are: `.gz` and `.br`.

The bytes depend on the file alone: no time, no name. What is small, compressed already or would not shrink has none.
"""

from __future__ import annotations

import gzip
import io
import os
from functools import partial
from typing import TYPE_CHECKING

from citegate.errors import ConfigurationError
from citegate.site import forks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VARIABLE = "CITEGATE_PRECOMPRESS"
SUFFIXES = frozenset(".html .css .js .json .svg .xml .txt .bib .ris .map".split())
"""Files of text; images and fonts are compressed already."""
LEAST = 1024
"""Bytes below which a copy saves no packet."""
_GZIP = 9
_BROTLI = 5
"""Of a synthetic article's page this quality leaves 12.7 %, gzip 14.4 %, and the best one (11) 11.0 % for a hundred
times the work."""


def asked() -> bool:
    """Return whether a build is to write compressed copies."""
    return os.environ.get(VARIABLE, "") not in ("", "0")


def compress(folder: Path) -> int:
    """Write the copies, on all cores; return how many there are.

    Raises:
        ConfigurationError: the package `brotli` is not installed, or a worker ended before its time.

    """
    ways = {".gz": gzipped, ".br": _brotli()}
    files = sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.is_file() and p.stat().st_size >= LEAST)
    return sum(number for _, number in forks.each(partial(_copy, ways), files, "compressing files"))


def _copy(ways: dict[str, Callable[[bytes], bytes]], file: Path) -> int:
    data, written = file.read_bytes(), 0
    for suffix, way in ways.items():
        copy = file.with_name(file.name + suffix)
        packed = way(data)
        if len(packed) < len(data) and not copy.exists():
            copy.write_bytes(packed)
            written += 1
    return written


def gzipped(data: bytes) -> bytes:
    """Return data as gzip, without time and name."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_GZIP, fileobj=packed, mtime=0) as file:
        file.write(data)
    return packed.getvalue()


def _brotli() -> Callable[[bytes], bytes]:
    try:
        import brotli  # noqa: PLC0415 - an extra: few sites are served so
    except ImportError as error:
        raise ConfigurationError(
            "compressed copies need the package brotli: install `citegate[precompress]`"
        ) from error
    return partial(brotli.compress, mode=brotli.MODE_TEXT, quality=_BROTLI)
