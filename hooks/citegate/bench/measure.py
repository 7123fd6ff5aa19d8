"""What a command costs: processor time, time on the clock, memory, and the size of what it wrote."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class BenchError(RuntimeError):
    """A command that is measured failed; the message holds the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time (user and system, all processes), seconds on the clock, peak memory in megabytes."""

    cpu: float
    wall: float
    memory: float


def cost(command: Sequence[str], folder: Path, changes: Mapping[str, str]) -> Cost:
    """Return what a command costs in a folder, with these changes of the environment.

    Raises:
        BenchError: the command fails, or it cannot be started.

    """
    with tempfile.TemporaryFile() as output:  # not in the folder: a build asks whether anything there was changed
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **changes}, stdout=output, stderr=output)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        output.seek(0)
        said = output.read().decode("utf-8", "replace")[-1000:]
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchError(f"{' '.join(command)} ended with status {process.returncode}:\n{said}")
    return Cost(round(used.ru_utime + used.ru_stime, 2), round(wall, 2), round(used.ru_maxrss / 1024))


def megabytes(folder: Path) -> float:
    """Return the size of all files below a folder."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 2)
