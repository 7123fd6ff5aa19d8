"""A bar is drawn for a person at a terminal, and for nobody else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

from citegate.progress import MANY

HALF = f"""
import logging
from citegate.progress import teller
logging.getLogger("mkdocs").setLevel(LEVEL)
tell = teller({MANY}, "reading articles")
for _ in range(DONE):
    tell(1)
"""


def drawn(done: int, level: str = "INFO") -> str:
    """Return what a process writes to a terminal that says so often that one more is done."""
    ours, theirs = pty.openpty()
    code = HALF.replace("LEVEL", f"logging.{level}").replace("DONE", str(done))
    with subprocess.Popen([sys.executable, "-c", code], stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # the other end was closed: that is how a terminal tells it
            pass
        finally:
            os.close(ours)
    assert process.returncode == 0
    return said.decode()


def test_bar_on_a_terminal() -> None:
    """The bar says what is done and reaches its end; the cursor, which it hides, comes back."""
    said = drawn(MANY)
    assert "Reading articles" in said
    assert "100%" in said
    assert said.rindex("\x1b[?25h") > said.rindex("\x1b[?25l")


def test_cursor_comes_back_after_a_failure() -> None:
    """A process that ends in the midst leaves the terminal its cursor."""
    said = drawn(MANY // 2)
    assert "100%" not in said
    assert said.rindex("\x1b[?25h") > said.rindex("\x1b[?25l")


def test_silence_where_nobody_looks() -> None:
    """Nothing is drawn into a pipe, nor where MkDocs was told to be quiet."""
    code = HALF.replace("LEVEL", "logging.INFO").replace("DONE", str(MANY))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""
    assert drawn(MANY, "ERROR") == ""
