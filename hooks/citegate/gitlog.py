"""The edge that asks git when articles changed: one process for the whole site, read as it comes.

Of a commit only its day is taken, and what it did to the front matter of an article and to its text: who made it is
nobody's business here. Without git, outside of a repository or in a shallow clone it says what is not known.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_COMMIT = b"\x01"
_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_STATUS = re.compile(rb"""status:\s*["']?([a-z ]+?)["']?\s*(?:#.*)?$""")
_FENCE = b"---"
_RECORD = (b"status:", b"reviewers:", b"next_review:", b"- ")
"""Lines of the front matter that belong to the review: to change them is no edit."""
_OPTIONS = (
    *("--reverse", "--patch", "--unified=0", "--inter-hunk-context=0", "--diff-algorithm=myers", "--diff-merges=off"),
    *("--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-show-signature", "--relative"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--format=%x01%ct %D"),
)


@dataclass(frozen=True, slots=True)
class Touch:
    """What a commit did to an article, on a day in UTC.

    `created` says that the file is new in it, `edited` that its text or its record changed beside the review, `status`
    is the one that it wrote, or empty. `assigned` are the lines of the front matter that may name reviewers.
    """

    day: dt.date
    created: bool
    edited: bool
    status: str
    assigned: str


@dataclass(frozen=True, slots=True)
class Log:
    """What git knows: for each path its commits, the oldest first.

    `problem` says why nothing is known, or is empty; `begins` is the day on which a shallow clone begins.
    """

    touches: Mapping[str, tuple[Touch, ...]] = field(default_factory=dict)
    problem: str = ""
    begins: dt.date | None = None


def read(root: Path, folder: str) -> Log:
    """Return what git knows of the files below a folder, both seen from the project's folder; it never fails."""
    program = shutil.which("git")
    if not program:
        return Log(problem="git is not installed where this page was built")
    command = [program, "-C", str(root), "-c", "core.quotePath=false", "log", *_OPTIONS, "--", folder]
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:  # noqa: S603
            found = parse(running.stdout or ())
    except OSError:
        return Log(problem="git could not be run where this page was built")
    return Log(problem="this page was built from a copy without its history") if running.returncode else found


def parse(lines: Iterable[bytes]) -> Log:
    """Return what a log says, as `git log --patch --unified=0` prints it, the oldest commit first."""
    reader = _Reader()
    for line in lines:
        reader.line(line.rstrip(b"\n"))
    reader.close()
    return Log({path: tuple(found) for path, found in reader.touches.items()}, begins=reader.begins)


class _Reader:
    """Reads a log line by line. `ends` is where the front matter of each file ends in the version read last."""

    def __init__(self) -> None:
        self.touches: dict[str, list[Touch]] = {}
        self.begins: dt.date | None = None
        self.ends: dict[str, int] = {}
        self.day = dt.date.min
        self.grafted = False
        self.file: _File | None = None
        self.left = (0, 0)

    def line(self, line: bytes) -> None:
        """Read a line: counts of the hunk tell its lines from those that only look like something else."""
        removed, added = self.left
        if (removed or added) and line[:1] in b"-+":
            self.left = (removed - 1, added) if line[:1] == b"-" else (removed, added - 1)
            if self.file:
                self.file.changed(line[:1], line[1:].rstrip(b"\r"))
        elif line.startswith(_COMMIT):
            self._commit(line[1:])
        elif line.startswith(b"diff --git "):
            self.close()
            self.file = _File()
        elif self.file:
            self._about(line, self.file)

    def _about(self, line: bytes, file: _File) -> None:
        hunk = _HUNK.match(line)
        if hunk:
            old, removed, new, added = (int(n) if n is not None else 1 for n in hunk.groups())
            self.left = removed, added
            file.hunk(old, removed, new, added)
        elif line.startswith(b"new file"):
            file.created = True
        elif line.startswith(b"--- a/"):
            file.path = _name(line[6:])
            file.end = file.new_end = self.ends.get(file.path, 0)
        elif line.startswith(b"+++ b/"):
            file.path = _name(line[6:])
        elif line == b"+++ /dev/null":
            file.gone = True

    def _commit(self, about: bytes) -> None:
        self.close()
        seconds, _, names = about.decode("utf-8", "replace").partition(" ")
        self.day = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).date()
        self.grafted = "grafted" in names.split(", ")
        if self.grafted:
            self.begins = max(self.begins or self.day, self.day)

    def close(self) -> None:
        """Keep what is known of the file in hand."""
        file, self.file, self.left = self.file, None, (0, 0)
        if file is None or not file.path:
            return
        self.ends[file.path] = file.new_end
        if file.gone:
            self.touches.pop(file.path, None)
            return
        created = file.created and not self.grafted
        touch = Touch(self.day, created, file.edited and not file.created, file.status, "\n".join(file.assigned))
        if not (file.created and self.grafted):
            self.touches.setdefault(file.path, []).append(touch)


class _File:
    """A file in a commit."""

    def __init__(self) -> None:
        self.path = ""
        self.created = self.gone = self.edited = False
        self.status = ""
        self.assigned: list[str] = []
        self.end = self.new_end = 0
        self._in_head = False
        self._at = 0

    def hunk(self, old: int, removed: int, new: int, added: int) -> None:
        """Begin a hunk: it stands in the front matter where its first line did."""
        self._in_head = self.created or (old <= self.end if removed else old < self.end)
        self._at = new
        if self._in_head and not self.created:
            self.new_end += added - removed

    def changed(self, sign: bytes, line: bytes) -> None:
        """Read a line that was added or removed."""
        own = line.strip().startswith(_RECORD)
        self.edited = self.edited or not (self._in_head and own)
        if sign == b"-":
            return
        if self._in_head and own:
            status = _STATUS.match(line)
            self.status = status[1].decode() if status else self.status
            self.assigned += [] if status else [line.decode("utf-8", "replace").strip()]
        if self._in_head and line == _FENCE and self._at > 1:
            self._in_head, self.new_end = False, self._at
        self._at += 1


def _name(path: bytes) -> str:
    """Return a path; git ends one that holds a blank with a tab."""
    return path.rstrip(b"\t").decode("utf-8", "surrogateescape")


def days(touches: Iterable[Touch]) -> Iterator[dt.date]:
    """Yield the days on which an article was edited, each once, in order."""
    yield from sorted({touch.day for touch in touches if touch.edited})
