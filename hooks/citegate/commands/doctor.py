"""`citegate doctor`: what the design depends on beside the files of the repository."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import FORMAT, ROOT, echo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.doctor import Check

_VALUE = r"""^%s:\s*["']?([^\s"'#]+)"""


@click.command()
@ROOT
@FORMAT
def doctor(root: Path, style: str) -> None:
    """Say what this repository and machine lack, and which settings of GitHub to look at, and how.

    Exit status: 0 nothing is wrong here, 1 something is. Settings are not asked for: that needs a person's rights.
    """
    from citegate import doctor as found

    checks = list(_checks(root))
    repository = re.search(r"github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?$", _setting(root, "repo_url"))
    listed = found.settings(repository[1] if repository else "OWNER/NAME")
    if style == "json":
        echo(json.dumps(found.as_json(checks, listed), ensure_ascii=False, indent=2))
    else:
        for line in found.as_text(checks, listed):
            echo(line)
    sys.exit(0 if all(check.good for check in checks) else 1)


def _checks(root: Path) -> Iterator[Check]:
    from citegate import doctor as found

    yield found.owners(_text(root / ".github" / "CODEOWNERS"))
    yield found.site_url(_setting(root, "site_url"))
    yield found.repo_url(_setting(root, "repo_url"))
    yield _workflows(root)
    yield _hook(root)
    yield found.lock(_text(root / "requirements.lock") or "", _installed)
    version = ".".join(map(str, sys.version_info[:3]))
    yield found.Check("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")
    yield from found.programs(_which)


def _workflows(root: Path) -> Check:
    from citegate.doctor import Check

    folder = root / ".github" / "workflows"
    files = sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])
    loose = [file.name for file in files if re.search(r"uses: +(?!\./)\S+@(?![0-9a-f]{40}\b)", _text(file) or "")]
    foreign = [file.name for file in files if "pull_request_target" in (_text(file) or "")]
    said = [f"{', '.join(loose)} uses an action that is not pinned"] if loose else []
    said += [f"{', '.join(foreign)} runs foreign code with rights"] if foreign else []
    said += [] if files else ["there are none"]
    good = f"{len(files)} with every action pinned by commit"
    return Check("workflows", not said, "; ".join(said) or good, "pin actions by commit; use pull_request")


def _hook(root: Path) -> Check:
    from citegate.doctor import Check

    git = shutil.which("git") or "git"
    try:
        command = [git, "-C", str(root), "rev-parse", "--path-format=absolute", "--git-path", "hooks/pre-commit"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
        there = done.returncode == 0 and Path(done.stdout.strip()).is_file()
    except OSError:
        there = False
    found = "installed" if there else "not installed: articles are first judged on GitHub"
    return Check("hook before commits", there, found, "run `pre-commit install`, after `pipx install pre-commit`")


def _installed(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _which(program: str) -> str | None:
    if program == "chromium" and os.environ.get("CITEGATE_CHROMIUM"):
        return os.environ["CITEGATE_CHROMIUM"]
    if program == "pandoc" and not shutil.which("pandoc"):
        import importlib.util

        return "the one of pypandoc-binary" if importlib.util.find_spec("pypandoc") else None
    return shutil.which(program) or (shutil.which("chromium-browser") if program == "chromium" else None)


def _setting(root: Path, name: str) -> str:
    match = re.search(_VALUE % name, _text(root / "mkdocs.yml") or "", re.MULTILINE)
    return match[1] if match else ""


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
