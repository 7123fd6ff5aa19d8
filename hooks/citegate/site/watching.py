"""Watches the files of a preview: a process of its own looks at all of them, ten times a second.

MkDocs' own watching looks every half second and then waits until nothing has happened for a while. What costs little
may be done more often, and comparing looks works in every file system, also in those that report no changes. In a
process of its own it goes on while the preview builds: a thread that asks for a thousand files waits for its turn after
each. As a program it reads orders from its input, paths and a time, and writes lists of the files that changed.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

PAUSE = 0.1
"""Seconds between two looks."""
SETTLED = 0.03
"""Seconds without a change after which files count as written: an editor may empty a file before it is filled."""
_SHARE = 15
"""How many times longer than a look the pause after it is at least: in a large site watching must not be the work."""


class Seen(NamedTuple):
    """When a file was changed, in nanoseconds since the epoch, and its size in bytes: enough to see a new one."""

    changed: int
    size: int


def look(paths: Iterable[str]) -> dict[str, Seen]:
    """Return what is seen now of files, and of every file below folders; what cannot be seen is left out."""
    found: dict[str, Seen] = {}
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - of thousands of files
            _add(found, path)
        for place, _, names in os.walk(path):
            for name in names:
                _add(found, os.path.join(place, name))  # noqa: PTH118 - of thousands of files
    return found


def between(before: Mapping[str, Seen], now: Mapping[str, Seen]) -> set[str]:
    """Return the files that were written, made or removed."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def _add(found: dict[str, Seen], path: str) -> None:
    try:
        state = os.lstat(path)
    except OSError:
        return
    found[path] = Seen(max(state.st_mtime_ns, state.st_ctime_ns), state.st_size)  # a file moved here keeps the first


class Watcher(threading.Thread):
    """Knows which files changed, and calls `wake` at each change. It stands where MkDocs' server has its observer."""

    def __init__(self, wake: Callable[[], None]) -> None:
        super().__init__(name="citegate-watch", daemon=True)
        self._wake, self._stopped = wake, False
        self._told: list[set[str]] = []
        self._watched: tuple[str, ...] = ()
        command = (sys.executable, "-E", "-S", __file__)
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")  # noqa: S603

    def watch(self, paths: Sequence[str], since: int) -> None:
        """Look at these paths; of those that are new to it, files changed since a time, in nanoseconds, are told."""
        if self._process.stdin and self._watched != tuple(paths):
            self._watched = tuple(paths)
            with suppress(OSError, ValueError):  # it has ended, which `run` says
                print(json.dumps([paths, since]), file=self._process.stdin, flush=True)

    def told(self) -> int:
        """Return how many times files have changed: a moment that `since` takes."""
        return len(self._told)

    def since(self, moment: int) -> set[str]:
        """Return the files that changed since a moment."""
        return set[str]().union(*self._told[moment:])

    def run(self) -> None:
        """Read what changed, until the process ends."""
        for line in self._process.stdout or ():
            self._told.append(set(json.loads(line)))
            self._wake()
        if not self._stopped:
            logging.getLogger("mkdocs.citegate").error("Files are watched no longer: start the preview again")

    def stop(self) -> None:
        """End the watching; whoever did so already may do so again."""
        self._stopped = True
        self._process.kill()
        if self.is_alive():
            self.join()
        self._process.communicate()

    def schedule(self, handler: object, path: str, *, recursive: bool) -> None:
        """Do nothing: MkDocs names here what `watch` is told."""

    def unschedule(self, watch: object) -> None:
        """Do nothing."""


class _Looker:
    """What the program knows: the paths that it looks at, and what it saw of their files."""

    def __init__(self) -> None:
        self.seen: dict[str, Seen] = {}
        self.paths: list[str] = []
        self.lock = threading.Lock()

    def obey(self, orders: Iterable[str]) -> None:
        """Take other paths; end the program where there are no more orders: whoever gave them is gone."""
        for order in orders:
            paths, since = json.loads(order)
            now = {path: state for path, state in look(paths).items() if state.changed < since}
            with self.lock:
                self.paths, self.seen = paths, {**now, **{path: self.seen[path] for path in now if path in self.seen}}
        os._exit(0)

    def changes(self) -> list[str]:
        """Return the files that are other than at the last look, once they rest."""
        with self.lock:
            before, now = self.seen, look(self.paths)
            if now == before:
                return []
            last: dict[str, Seen] = {}
            while now != last:
                time.sleep(SETTLED)
                last, now = now, look(self.paths)
            self.seen = now
            return sorted(between(before, now))


def _main() -> None:
    looker = _Looker()
    threading.Thread(target=looker.obey, args=(sys.stdin,), daemon=True).start()
    while True:
        began = time.monotonic()
        found = looker.changes()
        took = time.monotonic() - began
        if found:
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
        time.sleep(max(PAUSE, 0 if found else _SHARE * took))


if __name__ == "__main__":
    _main()
