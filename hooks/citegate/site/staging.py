"""Build beside, verify, swap: the published folder is whole before and after, whatever fails between.

On Linux the swap is one system call (`renameat2` with RENAME_EXCHANGE); elsewhere it is two renames.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from glob import escape
from typing import TYPE_CHECKING

from citegate.site.lock import Lock, RunningError

if TYPE_CHECKING:
    from pathlib import Path

_EXCHANGE = 2
_HERE = -100


class Staging:
    """A folder beside the published one, on the same file system, that becomes it at the end of a build."""

    def __init__(self, published: Path) -> None:
        self.published = published.resolve()  # where the site is a link, its target is exchanged, not the link
        self.folder = self.published.with_name(f".{self.published.name}-building-{os.getpid()}")
        self._lock = Lock(self.published.with_name(f".{self.published.name}-building.lock"))

    def prepare(self) -> Path:
        """Return the folder to build in, made afresh; what a killed build left behind is removed.

        Raises:
            RunningError: another process builds this site.

        """
        self.published.parent.mkdir(parents=True, exist_ok=True)
        self._lock.take()
        for left in self.published.parent.glob(f".{escape(self.published.name)}-building-*"):
            pid, _, old = left.name.rpartition("-building-")[2].partition("-")
            if left != self.folder and not self._lock.held and _alive(pid):
                raise RunningError(f"process {pid} is building this site; wait for it, or stop it")
            if old and not self.published.exists():
                left.rename(self.published)  # a build was killed between the two renames
            else:
                shutil.rmtree(left, ignore_errors=True)
        self.folder.mkdir()
        return self.folder

    def publish(self) -> None:
        """Put the built folder in the place of the published one; the old one is removed afterwards."""
        if not self.published.exists():
            self.folder.rename(self.published)
            self._lock.release()
            return
        if not _exchange(self.folder, self.published):
            old = self.folder.with_name(f"{self.folder.name}-old")
            self.published.rename(old)
            try:
                self.folder.rename(self.published)
            except OSError:
                old.rename(self.published)
                raise
            self.folder = old
        self.discard()

    def discard(self) -> None:
        """Remove what was built; the published folder stays as it is."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()


def _alive(pid: str) -> bool:
    if not pid.isdigit():
        return False
    with suppress(PermissionError):
        try:
            os.kill(int(pid), 0)
        except (ProcessLookupError, OverflowError):
            return False
    return True


def _exchange(left: Path, right: Path) -> bool:
    """Exchange two folders at once; return False where the system cannot."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(call(_HERE, os.fsencode(left), _HERE, os.fsencode(right), _EXCHANGE) == 0)
