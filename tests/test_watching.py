"""The preview's watching of files: every change is told, soon, once it rests, and nothing stays behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from typing import TYPE_CHECKING

import pytest
from citegate.site import watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 30


class Watched:
    """A watcher, and what it told until now."""

    def __init__(self) -> None:
        self.woken = threading.Event()
        self.watcher = watching.Watcher(self.woken.set)
        self.watcher.start()


@pytest.fixture
def watched() -> Iterator[Watched]:
    """A watcher that has no orders yet."""
    made = Watched()
    yield made
    made.watcher.stop()


def _changed(watched: Watched, change: Callable[[], object]) -> set[str]:
    """Return what is told of a change, all of it."""
    moment = watched.watcher.told()
    watched.woken.clear()
    change()
    assert watched.woken.wait(PATIENCE)
    return watched.watcher.since(moment)


def _ready(watched: Watched, folder: Path) -> None:
    """Wait until a folder is looked at: files that are written before count as old or new by their time alone."""
    mark = folder / "mark"
    while mark.write_text("m") and not watched.woken.wait(0.2):
        mark.unlink()
    watched.woken.clear()


def test_every_kind_of_change_is_told(watched: Watched, tmp_path: Path) -> None:
    """A file that is written, made, removed, or moved into a folder with its old time is told, and no other."""
    folder, file = tmp_path / "docs", tmp_path / "single.bib"
    (folder / "deep" / "er").mkdir(parents=True)
    first, other = folder / "deep" / "er" / "first.md", folder / "other.md"
    for each in (first, other, file):
        each.write_text("one")
    moved = tmp_path / "moved.md"
    moved.write_text("one")
    os.utime(moved, (1, 1))
    watched.watcher.watch([str(folder), str(file)], time.time_ns())
    _ready(watched, folder)
    assert _changed(watched, lambda: first.write_text("two")) == {str(first)}
    assert _changed(watched, lambda: file.write_text("two")) == {str(file)}
    assert _changed(watched, other.unlink) == {str(other)}
    assert _changed(watched, lambda: shutil.move(moved, other)) == {str(other)}


def test_what_was_written_since_the_build_began_is_told_at_once(watched: Watched, tmp_path: Path) -> None:
    """An article that is saved while the first build runs is not lost: its time is later than the build's beginning."""
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("one")
    time.sleep(0.05)
    began = time.time_ns()
    time.sleep(0.05)
    new.write_text("one")
    assert _changed(watched, lambda: watched.watcher.watch([str(tmp_path)], began)) == {str(new)}


def test_other_paths_are_watched_without_telling_what_is_known(watched: Watched, tmp_path: Path) -> None:
    """When a file is named that was not watched before, what was seen of the others stays."""
    folder, late = tmp_path / "docs", tmp_path / "late.bib"
    folder.mkdir()
    late.write_text("one")
    watched.watcher.watch([str(folder)], time.time_ns())
    _ready(watched, folder)
    watched.watcher.watch([str(folder), str(late)], time.time_ns())
    time.sleep(0.5)
    assert not watched.woken.is_set()
    assert _changed(watched, lambda: late.write_text("two")) == {str(late)}


def test_a_file_is_told_once_it_rests(watched: Watched, tmp_path: Path) -> None:
    """A file that is emptied and filled again piece by piece is told with all of its text."""
    file = tmp_path / "long.md"
    file.write_text("one")
    watched.watcher.watch([str(tmp_path)], time.time_ns())
    _ready(watched, tmp_path)

    def fill() -> None:
        with file.open("w") as stream:
            for _ in range(30):
                stream.write("piece\n")
                stream.flush()
                time.sleep(0.01)

    moment = watched.watcher.told()
    fill()
    assert watched.woken.wait(PATIENCE)
    time.sleep(0.5)
    assert watched.watcher.since(moment) == {str(file)}
    assert watched.watcher.told() - moment <= 3


def test_a_watching_that_ends_says_so(watched: Watched, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the process is killed from outside, the preview says that it follows no longer; other orders do no harm."""
    watched.watcher.watch([str(tmp_path)], time.time_ns())
    watched.watcher._process.kill()  # as the system does where memory ends
    watched.watcher.join(PATIENCE)
    watched.watcher.watch([str(tmp_path / "other")], time.time_ns())
    assert "Files are watched no longer" in caplog.text


def test_the_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    """Where a preview is killed, nothing goes on looking at its files."""
    program = textwrap.dedent(f"""
        import sys, time
        sys.path.insert(0, {str(watching.__file__.rpartition("/citegate/")[0])!r})
        from citegate.site.watching import Watcher
        made = Watcher(lambda: None)
        made.watch([{str(tmp_path)!r}], 0)
        print(made._process.pid, flush=True)
        time.sleep(600)
    """)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        os.kill(child, 0)
        process.send_signal(signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if "Z" in _state(child):
            return
        time.sleep(0.05)
    pytest.fail("the watching went on")


def _state(number: int) -> str:
    """Return how the system names the state of a process; one that ended and was not asked for is a Z."""
    return subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False).stdout
