"""Copies of the project, real builds in them, and what a build left behind."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "site" / "articles"
ARTICLE = "articles/flumazenil-versus-baclofen"
EPOCH = "1796083200"
"""A second of 1 December 2026, as `SOURCE_DATE_EPOCH` takes it."""
DIAGNOSTIC = re.compile(
    r"^(?P<path>[^\s:]+):(?P<line>\d+):(?P<column>\d+): (?P<code>[A-Z]{2}\d\d) (?P<message>.+)$", re.MULTILINE
)


@dataclass(frozen=True)
class Built:
    """How a build ended: exit status and everything that it printed."""

    status: int
    output: str

    @property
    def diagnostics(self) -> list[tuple[str, int, int, str, str]]:
        """Return path, line, column, code and message of each diagnostic printed, in order."""
        return [
            (m["path"], int(m["line"]), int(m["column"]), m["code"], m["message"].removesuffix(" (warning)"))
            for m in DIAGNOSTIC.finditer(self.output)
        ]


def copy_project(folder: Path, *articles: str) -> Path:
    """Copy the project into a new folder, with fixture articles beside its own; return the folder."""
    folder.mkdir(parents=True)
    for name in ("mkdocs.yml", "pyproject.toml", "references.bib"):
        shutil.copy(ROOT / name, folder)
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for article in articles:
        shutil.copy(FIXTURES / article, folder / "docs" / "articles")
    return folder


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a build: this one, without the theme's advertisement, and these changes."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **changes}


def command(*arguments: str) -> list[str]:
    """Return the command line of `mkdocs` as this Python runs it."""
    return [sys.executable, "-m", "mkdocs", *arguments]


def build(project: Path, *arguments: str, cwd: Path | None = None, **changes: str) -> Built:
    """Run `mkdocs build` in a project."""
    done = subprocess.run(
        command("build", *arguments),
        cwd=cwd or project,
        env=environment(**changes),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Built(done.returncode, done.stdout + done.stderr)


def build_well(project: Path, *arguments: str, **changes: str) -> Path:
    """Run `mkdocs build` in a project, which must succeed; return the folder of the site."""
    built = build(project, *arguments, cwd=project, **changes)
    assert built.status == 0, built.output
    return project / "site"


def digest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder by path; folders have an empty one."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
        for file in sorted(folder.rglob("*"))
    }


def publish_something(folder: Path) -> dict[str, str]:
    """Write files as an earlier build may have left them; return their digest."""
    (folder / "articles" / "old").mkdir(parents=True)
    (folder / "index.html").write_text("<p>An earlier site</p>\n", encoding="utf-8")
    (folder / "articles" / "old" / "index.html").write_bytes(bytes(range(256)))
    (folder / "empty").mkdir()
    return digest(folder)


def leftovers(folder: Path) -> list[str]:
    """Return the names of what builds left beside the published site."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".") and "building" in path.name]


def edit(file: Path, old: str, new: str) -> None:
    """Replace a piece of a file's text, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def add(file: Path, text: str) -> None:
    """Add text to the end of a file."""
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pages(site: Path) -> Iterator[Path]:
    """Yield every HTML page of a site."""
    yield from sorted(site.rglob("*.html"))
