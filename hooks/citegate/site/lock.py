"""One build at a time for a site: a lock that the system releases when its holder ends, however it ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows: there the folders of living builds tell
    fcntl = None  # type: ignore[assignment]


class RunningError(ConfigurationError):
    """Another build holds the lock; the message names its process."""


class Lock:
    """A lock on a file, held from `take` to `release`. The file holds the id of the process, and goes at the end."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Return whether this process holds the lock; never true where the system has none of the kind."""
        return self._handle is not None

    def take(self) -> None:
        """Take the lock; raise `RunningError` where another process holds it."""
        while fcntl is not None and self._handle is None:
            handle = os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                said = os.read(handle, 20).decode("ascii", "replace").strip()
                os.close(handle)
                who = f"process {said}" if said.isdigit() else "another process"
                raise RunningError(f"{who} is building this site; wait for it, or stop it") from error
            if _is(handle, self.file):  # else its last holder removed it between the two calls
                os.ftruncate(handle, 0)
                os.write(handle, str(os.getpid()).encode())
                self._handle = handle
            else:
                os.close(handle)

    def release(self) -> None:
        """Let others build."""
        if self._handle is not None:
            self.file.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None


def _is(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False
