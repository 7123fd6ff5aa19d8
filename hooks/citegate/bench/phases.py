"""Which part of a build takes which share of its time: one build on one core, without the store, under the profiler.

The profiler makes every call dearer, so that only the shares are told; the time itself is measured without it.
"""

from __future__ import annotations

import pstats
import sys
from typing import TYPE_CHECKING, NamedTuple

from citegate.bench.measure import cost

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Entry(NamedTuple):
    """A function where a phase begins: the end of its file's path, and its name."""

    file: str
    name: str


PHASES = {
    "parse": (Entry("citegate/parsing.py", "parse"),),
    "claims": (Entry("citegate/parsing.py", "read_tree"),),
    "rules": (Entry("citegate/engine.py", "judge_alone"), Entry("citegate/judging.py", "judge")),
    "references": (Entry("citegate/described.py", "described"), Entry("citegate/csl.py", "styled")),
    "facts": (Entry("site/publisher.py", "context"), Entry("site/made.py", "make")),
    "templates": (Entry("jinja2/environment.py", "render"),),
    "search and data": (Entry("makers/search.py", "make"), Entry("finishers/data.py", "finish")),
    "verify": (Entry("site/verification.py", "verify"),),
    "write": (
        Entry("mkdocs/utils/__init__.py", "write_file"),
        Entry("mkdocs/structure/files.py", "copy_static_files"),
        Entry("site/staging.py", "publish"),
    ),
}
"""Where each phase begins. A phase that runs within another is counted once, as `WITHIN` says."""
WITHIN = {"claims": "parse", "references": "facts"}


def shares(root: Path, changes: Mapping[str, str]) -> dict[str, float]:
    """Return the share of each phase in a build of a project, and of the rest; they are 1 together."""
    file = root / ".bench.profile"
    command = (sys.executable, "-m", "cProfile", "-o", str(file), "-m", "mkdocs", "build", "-q")
    cost(command, root, {**changes, "CITEGATE_PROCESSES": "1", "CITEGATE_NO_CACHE": "1"})
    stats = pstats.Stats(str(file))
    file.unlink()
    return divided(stats.stats, stats.total_tt)  # type: ignore[attr-defined]


def divided(
    stats: Mapping[tuple[str, int, str], tuple[int, int, float, float, object]], total: float
) -> dict[str, float]:
    """Return the shares of the phases from the profiler's table: file, line, name → calls, …, seconds with callees."""
    seconds = dict.fromkeys(PHASES, 0.0)
    for (file, _, name), (_, _, _, spent, _) in stats.items():
        for phase, entries in PHASES.items():
            if any(name == entry.name and file.endswith(entry.file) for entry in entries):
                seconds[phase] += spent
    for inner, outer in WITHIN.items():
        seconds[outer] = max(0.0, seconds[outer] - seconds[inner])
    found = {phase: round(spent / total, 3) for phase, spent in seconds.items()}
    return {**found, "rest": round(max(0.0, 1 - sum(found.values())), 3)}
