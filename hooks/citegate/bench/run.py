"""Builds the synthetic site with Citegate and with the plain stack, one after the other, and measures both."""

from __future__ import annotations

import math
import platform
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from citegate.bench import phases, preview
from citegate.bench.measure import cost, megabytes
from citegate.bench.site import write, write_plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BUILD = (sys.executable, "-m", "mkdocs", "build", "-q")
OURS = (sys.executable, "-c", "from citegate.cli import main; main()", "build", "-q")
CHECK = (sys.executable, "-c", "from citegate.cli import main; main()", "check")
QUIET = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
_ALONE = {"CITEGATE_NO_CACHE": "1"}
PROFILED = 100
"""The profiler makes a build some times as long: the shares of a small site are those of a large one, or near it."""
PREVIEWED = 1000
"""More articles than an editor previews at once."""


def measure(number: int, project: Path, folder: Path, *, paired: bool = True) -> dict[str, Any]:
    """Return the costs of a site of `number` articles, both ways; the sites are written into an empty folder.

    Not `paired`, the plain stack is left out: of ten thousand articles it takes a quarter of an hour.
    """
    ours, plain = folder / "citegate", folder / "plain"
    write(ours, number, project)
    path = {"PYTHONPATH": str(ours / "hooks")}
    quiet = {**QUIET, **path, "XDG_CACHE_HOME": str(folder / "cache")}
    found: dict[str, Any] = {}
    if paired:
        write_plain(plain, number)
        found["plain"] = asdict(cost(BUILD, plain, QUIET))
    found |= _builds(ours, quiet)
    size = megabytes(ours / "site")
    found["shares"] = phases.shares(ours, quiet) if number <= PROFILED else {}
    found["preview"] = preview.waits(ours, quiet) if number <= PREVIEWED else {}
    found["megabytes"] = {"citegate": size}
    if paired:
        found["megabytes"]["plain"] = megabytes(plain / "site")
        found["ratio"] = round(found["build, cold"]["cpu"] / found["plain"]["cpu"], 3)
    return found


def _builds(ours: Path, quiet: dict[str, str]) -> dict[str, Any]:
    """Return what checks and builds cost, one after the other: each finds what the one before has kept."""
    article = min((ours / "docs" / "articles").rglob("*.md"))
    found = {
        "check, cold": cost(CHECK, ours, {**quiet, **_ALONE}),
        "check, one article": cost((*CHECK, str(article.relative_to(ours))), ours, {**quiet, **_ALONE}),
        "build, cold": cost(OURS, ours, quiet),
        "build, nothing changed": cost(OURS, ours, quiet),
        "check, nothing changed": cost(CHECK, ours, quiet),
    }
    before, _, after = article.read_text(encoding="utf-8").rpartition(" the ")
    article.write_text(f"{before} that {after}", encoding="utf-8")
    found["build, one article edited"] = cost(OURS, ours, quiet)
    return {name: asdict(value) for name, value in found.items()}


def exponents(runs: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return how processor time grows from the smallest to the largest site: 1 is linear, 2 quadratic."""
    numbers = sorted(map(int, runs))
    if len(numbers) < 2:
        return {}
    small, large = runs[str(numbers[0])], runs[str(numbers[-1])]
    names = [name for name, value in small.items() if isinstance(value, dict) and value.get("cpu") and name in large]
    steps = math.log(numbers[-1] / numbers[0])
    return {name: round(math.log(large[name]["cpu"] / small[name]["cpu"]) / steps, 2) for name in names}


def machine() -> dict[str, Any]:
    """Return what the figures were measured on, without naming it."""
    from citegate.reader import cores  # noqa: PLC0415

    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": cores(),
        "python": platform.python_version(),
    }


def commit(project: Path) -> str:
    """Return the commit that is measured, or an empty text where there is none."""
    command = ("git", "rev-parse", "--short", "HEAD")
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip()


def regressions(runs: dict[str, dict[str, Any]], stored: dict[str, Any], allowed: float) -> Sequence[str]:
    """Return a sentence for each size at which the ratio to the plain stack rose by more than the share allowed."""
    found = []
    for number, run in runs.items():
        before = stored.get("runs", {}).get(number, {}).get("ratio")
        if before and run.get("ratio", 0) > before * (1 + allowed):
            found.append(f"{number} articles: {run['ratio']} of the plain build's time, {before} before")
    return found
