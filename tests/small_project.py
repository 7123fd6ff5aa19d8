"""A project of a few widgets, for tests of commands: made in a folder, judged by the real command line."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from citegate.cli import main
from click.testing import CliRunner

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).resolve().parents[1]
FRONT = """\
---
title: Widgets
question: What is a widget?
status: submitted
audience: professional
authors: "A. B., PhD"
created: 2026-01-05
updated: 2026-01-05
search:
  date: 2026-01-04
  databases: [PubMed]
ai: none
coi: none
funding: none
---

"""
ARTICLE = "docs/articles/widgets.md"


def make(folder: Path, body: str, table: str = "") -> Path:
    """Make a project of one article with this body and these lines of `[tool.citegate]`; return its folder."""
    (folder / "docs" / "articles").mkdir(parents=True)
    (folder / ARTICLE).write_bytes(f"{FRONT}{body}".encode())
    shutil.copy(ROOT / "tests" / "rules" / "references.bib", folder)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs" / "editorial" / "notices", folder / "docs" / "editorial" / "notices")
    approved = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["citegate"]["notices"]
    notices = "".join(f'notices.{name} = "{digest}"\n' for name, digest in approved.items())
    (folder / "pyproject.toml").write_text(f"[tool.citegate]\n{table}\n{notices}", encoding="utf-8")
    return folder


def citegate(*arguments: str | Path) -> Result:
    """Run the command in this process; `output` is both streams, `stdout` and `stderr` are each."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])
