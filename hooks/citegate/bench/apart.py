"""What does not depend on the number of articles: the start, a large bibliography, a reference style of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from citegate.bench.measure import BenchError, cost
from citegate.bench.run import BUILD, OURS, QUIET
from citegate.bench.site import write
from citegate.bench.workshop import bibliography

if TYPE_CHECKING:
    from pathlib import Path

HELP = (*OURS[:-2], "--help")
WORKS = 10_000
STYLED = 100
"""Articles of the site that is built in two reference styles."""
STYLE = "tests/csl/author-date.csl"


def measure(project: Path, folder: Path) -> dict[str, Any]:
    """Return the costs; the sites that are measured are written into an empty folder."""
    path = {"PYTHONPATH": str(project / "hooks"), "XDG_CACHE_HOME": str(folder / "cache"), **QUIET}
    found: dict[str, Any] = {"--help": min((asdict(cost(HELP, folder, path)) for _ in range(5)), key=_wall)}
    works = folder / "works"
    write(works, 1, project)
    (works / "references.bib").write_text("\n".join(entry.text for entry in bibliography(WORKS)), encoding="utf-8")
    for state in ("cold", "warm"):
        found[f"bibliography of {WORKS:,}, {state}"] = _works(works, path)
    if (project / STYLE).is_file():
        found["styles"] = _styles(project, folder / "styled", path)
    return found


def _wall(measured: dict[str, float]) -> float:
    return measured["wall"]


def _works(root: Path, changes: dict[str, str]) -> dict[str, float]:
    """Return seconds of processor time for reading and for checking the bibliography of a project."""
    command = (sys.executable, "-m", "citegate.bench.works")
    done = subprocess.run(  # noqa: S603
        command, cwd=root, env={**os.environ, **changes}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchError(f"the bibliography could not be measured:\n{done.stderr[-1000:]}")
    read, check = map(float, done.stdout.split())
    return {"read": read, "check": check}


def _styles(project: Path, root: Path, changes: dict[str, str]) -> dict[str, Any]:
    """Return what a site costs in the built-in style and in one of the Citation Style Language, and their ratio."""
    write(root, STYLED, project)
    alone = {**changes, "CITEGATE_NO_CACHE": "1"}
    own = asdict(cost(BUILD, root, alone))
    file = root / "mkdocs.yml"
    line = "bib_file: references.bib"
    text = file.read_text(encoding="utf-8")
    style = f"{line}\n      csl_file: {project / STYLE}"
    file.write_text(text.replace(line, style, 1), encoding="utf-8")
    styled = asdict(cost(BUILD, root, alone))
    return {"built-in": own, "CSL": styled, "ratio": round(styled["cpu"] / own["cpu"], 3)}
