"""Builds the synthetic site with Citegate and with the plain stack, one after the other, and measures both."""

from __future__ import annotations

import math
import platform
import subprocess
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from citegate.bench.measure import cost, megabytes
from citegate.bench.site import write, write_plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BUILD = (sys.executable, "-m", "mkdocs", "build", "-q")
CHECK = (sys.executable, "-c", "from citegate.cli import main; main()", "check")
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
_ALONE = {**_QUIET, "CITEGATE_NO_CACHE": "1"}


def measure(number: int, project: Path, folder: Path) -> dict[str, Any]:
    """Return the costs of a site of `number` articles, both ways; the sites are written into an empty folder."""
    ours, plain = folder / "citegate", folder / "plain"
    write(ours, number, project)
    write_plain(plain, number)
    path = {"PYTHONPATH": str(ours / "hooks")}
    quiet = {**_QUIET, **path, "XDG_CACHE_HOME": str(folder / "cache")}
    found: dict[str, Any] = {"plain": asdict(cost(BUILD, plain, _QUIET))}
    found["check, cold"] = asdict(cost(CHECK, ours, {**_ALONE, **path}))
    found["build, cold"] = asdict(cost(BUILD, ours, quiet))
    found["build, nothing changed"] = asdict(cost(BUILD, ours, quiet))
    found["check, nothing changed"] = asdict(cost(CHECK, ours, quiet))
    article = min((ours / "docs" / "articles").rglob("*.md"))
    article.write_text(article.read_text(encoding="utf-8").replace("The ", "This ", 1), encoding="utf-8")
    found["build, one article edited"] = asdict(cost(BUILD, ours, quiet))
    found["phases"] = phases(ours)
    found["megabytes"] = {"plain": megabytes(plain / "site"), "citegate": megabytes(ours / "site")}
    found["ratio"] = round(found["build, cold"]["cpu"] / found["plain"]["cpu"], 3)
    return found


def phases(root: Path) -> dict[str, float]:
    """Return seconds of processor time for parsing and for the rules, on one core, one after the other."""
    from citegate import engine  # noqa: PLC0415 - what is measured
    from citegate.project import Project  # noqa: PLC0415

    project = Project(root)
    context, files = project.context, list(project.pages())
    started = time.process_time()
    articles = [project.read(file) for file in files]
    parsed = time.process_time()
    for article in articles:
        for _ in engine.judge_article(article, context):
            pass
    return {"parse": round(parsed - started, 2), "rules": round(time.process_time() - parsed, 2)}


def exponents(runs: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return how processor time grows from the smallest to the largest site: 1 is linear, 2 quadratic."""
    numbers = sorted(map(int, runs))
    if len(numbers) < 2:
        return {}
    small, large = runs[str(numbers[0])], runs[str(numbers[-1])]
    names = [name for name, value in small.items() if isinstance(value, dict) and value.get("cpu")]
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
        if before and run["ratio"] > before * (1 + allowed):
            found.append(f"{number} articles: {run['ratio']} of the plain build's time, {before} before")
    return found
