"""A store of results by the digest of all that they depend on: `.cache/citegate`, safe to delete, never wrong.

Every value carries a code (HMAC-SHA-256) under a key that lies outside the checkout, in the user's own cache folder.
A store that came with the checkout has no such code and is not read: nobody can put a verdict into it.
Whatever goes wrong with a store (damaged, locked, read-only, disk full) is a miss, never an error and never an answer.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sqlite3
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER = ".cache/citegate"
FILE = "store.sqlite3"
LIMIT = 1 << 30
"""Bytes above which what was not used for longest is dropped."""
_KEPT = 0.7
"""Share of the limit that is kept when the store is cut."""
_BATCH = 500
_WAIT = 5.0
"""Seconds for which another process may hold the store."""
_KEY_BYTES = 32
_TABLE = """
CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, code BLOB NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL)
"""


def key(*parts: str | bytes) -> str:
    """Return the digest of parts, each with its length, so that no two lists of parts are the same text."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Store:
    """Values by key, in one SQLite file: atomic, and safe under several processes. `day` is today's ordinal."""

    def __init__(self, folder: Path, day: int, secret: bytes, limit: int = LIMIT) -> None:
        self.file = folder / FILE
        self.day = day
        self.limit = limit
        self._secret = secret
        self._base: sqlite3.Connection | None = None

    def load(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that are stored, by key."""
        return {name: zlib.decompress(value) for name, value in self.load_packed(keys).items()}

    def load_packed(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that are stored, by key, compressed as they are there."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, bytes] = {}
        try:
            for batch in _batches(wanted):
                found.update(self._load(batch))
        except (sqlite3.Error, OSError):
            self.close()
        return found

    def save(self, values: Mapping[str, bytes]) -> None:
        """Store values, all or none of them; drop what was not used for longest where the store grows too large."""
        self.save_packed({name: zlib.compress(value, 1) for name, value in values.items()})

    def save_packed(self, values: Mapping[str, bytes]) -> None:
        """Store values that were compressed by `zlib` before."""
        try:
            rows = [(name, self._code(name, value), value, self.day) for name, value in values.items()]
            with self._open() as base:
                base.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", rows)
            self._cut()
        except (sqlite3.Error, OSError):
            self.close()

    def name(self, *parts: str | bytes) -> str:
        """Return the key of parts; see `key`."""
        return key(*parts)

    def read(self, name: str) -> dict[str, Any] | None:
        """Return what `write` stored, or None."""
        found = self.load([name]).get(name)
        return None if found is None else dict(json.loads(found))

    def write(self, name: str, value: Mapping[str, Any]) -> None:
        """Store something that JSON can hold."""
        self.save({name: json.dumps(value, ensure_ascii=False, sort_keys=True).encode()})

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def _load(self, keys: list[str]) -> Iterator[tuple[str, bytes]]:
        base = self._open()
        marks = ",".join("?" * len(keys))
        rows = base.execute(f"SELECT key, code, value, used FROM entry WHERE key IN ({marks})", keys).fetchall()  # noqa: S608
        stale = [(self.day, name) for name, _, _, used in rows if used != self.day]
        if stale:
            with base:
                base.executemany("UPDATE entry SET used = ? WHERE key = ?", stale)
        for name, code, packed, _ in rows:
            if hmac.compare_digest(bytes(code), self._code(name, packed)):
                yield name, packed

    def _code(self, name: str, packed: bytes) -> bytes:
        return hmac.digest(self._secret, name.encode() + packed, "sha256")

    def _open(self) -> sqlite3.Connection:
        """Return the connection; a file that is no store, or a damaged one, is made anew."""
        if self._base is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if self.file.is_symlink():
                raise OSError(f"{self.file} is a link")
            try:
                self._base = _connect(self.file)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self.file.unlink(missing_ok=True)
                self._base = _connect(self.file)
        return self._base

    def _cut(self) -> None:
        size = self.file.stat().st_size
        if size <= self.limit:
            return
        base = self._open()
        with base:
            entries = base.execute("SELECT key, length(value) FROM entry ORDER BY used, key").fetchall()
            rest, dropped = sum(length for _, length in entries), []
            for name, length in entries:
                if rest <= self.limit * _KEPT:
                    break
                rest -= length
                dropped.append((name,))
            base.executemany("DELETE FROM entry WHERE key = ?", dropped)
        base.execute("VACUUM")


def _connect(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=_WAIT)
    base.execute("PRAGMA synchronous = OFF")  # a store that is lost costs time, nothing else
    base.execute(_TABLE)
    return base


def _batches(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def secret() -> bytes | None:
    """Return the key of this user's stores, made when it is first asked for; None where no place for it can be had."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "citegate"
    file = folder / "store.key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.is_file():
            made = folder / f"store.key.{os.getpid()}"
            made.touch(mode=0o600)
            made.write_bytes(secrets.token_bytes(_KEY_BYTES))
            made.replace(file)
        known = file.read_bytes()
    except (OSError, RuntimeError):
        return None
    return known if len(known) == _KEY_BYTES else None


def open_store(root: Path, day: int, limit: int = LIMIT) -> Store | None:
    """Return the store of the project in a folder, or None where there can be none or `CITEGATE_NO_CACHE` is set."""
    known = None if os.environ.get("CITEGATE_NO_CACHE") else secret()
    return Store(root / FOLDER, day, known, limit) if known else None
