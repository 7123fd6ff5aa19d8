"""Transcripts of commands: a file with `$ find widget` in its first line, then exactly what that prints."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from citegate.cli import main
from click.testing import CliRunner

if TYPE_CHECKING:
    from click.testing import Result

PROJECT = Path(__file__).parent / "sources"


def run(*arguments: str) -> Result:
    """Run a command in the small project of the transcripts."""
    return CliRunner().invoke(main, [*arguments, "--root", str(PROJECT)])


def cases(command: str) -> list[Path]:
    """Return the transcripts of a command."""
    found = sorted((PROJECT / "transcripts").glob(f"{command}-*.txt"))
    assert found, command
    return found


def played(case: Path) -> str:
    """Return what a transcript should hold: its command, the output, and the exit status where it is not 0."""
    command = case.read_text(encoding="utf-8").split("\n", 1)[0]
    result = run(*shlex.split(command.removeprefix("$ ")))
    status = f"exit status {result.exit_code}\n" if result.exit_code else ""
    return f"{command}\n{result.output}{status}"
