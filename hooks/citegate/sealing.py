"""A built site as one file: a tar whose bytes depend on names and contents of the pages and on nothing else."""

from __future__ import annotations

import hashlib
import tarfile
from typing import TYPE_CHECKING

from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path


def seal(site: Path, output: Path) -> str:
    """Write the tar of a folder, as GitHub Pages wants it; return its SHA-256. Raise where it holds more than files.

    Order, owners, modes and times are fixed. Pages refuses links, so one is refused here, by name.
    """
    if not (site / "index.html").is_file():
        raise ConfigurationError(f"{site} holds no index.html: build the site first")
    paths = sorted(path for path in site.rglob("*"))
    with tarfile.open(output, "w", format=tarfile.GNU_FORMAT) as packed:
        for path in paths:
            _add(packed, path, f"./{path.relative_to(site).as_posix()}")
    return hashlib.sha256(output.read_bytes()).hexdigest()


def _add(packed: tarfile.TarFile, path: Path, name: str) -> None:
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        raise ConfigurationError(f"{path} is no regular file: it cannot be published")
    entry = tarfile.TarInfo(name)
    if path.is_dir():
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        packed.addfile(entry)
        return
    with path.open("rb") as content:
        entry.size = path.stat().st_size
        packed.addfile(entry, content)
