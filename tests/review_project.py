"""A project with a roster, real keys and a real git repository, for tests of review: reviewers exist only here."""

from __future__ import annotations

import base64
import datetime as dt
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citegate.cli import main
from click.testing import CliRunner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from tests import small_project
else:
    import small_project

ROOT = small_project.ROOT
TODAY = dt.date(2026, 11, 23)
ARTICLE = small_project.ARTICLE
RECORDS = "docs/editorial/approvals/widgets.yml"
BODY = """\
The widget weighs 3 kg [@alpha, p. 4].

It is blue [@beta].

![A widget on a table](widget.png)

--8<-- "storage.md"
"""
SNIPPET = "Widgets are kept in a dry place [@gamma, p. 2].\n"
IMAGE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""A PNG of one pixel."""


def environment(day: dt.date = TODAY) -> dict[str, str]:
    """Return an environment in which it is that day, and in which git knows who commits."""
    noon = int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())
    who = {
        f"GIT_{role}_{what}": f"{what}@widgets.example"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    dates = {f"GIT_{role}_DATE": f"{noon} +0000" for role in ("AUTHOR", "COMMITTER")}
    return {**os.environ, **who, **dates, "SOURCE_DATE_EPOCH": str(noon), "GIT_CONFIG_GLOBAL": os.devnull}


@dataclass
class Reviewed:
    """A project under review in a git repository whose branch `main` is the base; `day` is today."""

    root: Path
    keys: Path
    day: dt.date = TODAY
    made: dict[str, Path] = field(default_factory=dict)

    def key(self, name: str) -> Path:
        """Return the private key of that name, made when it is first asked for."""
        if name not in self.made:
            file = self.keys / name
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file], check=True)
            self.made[name] = file
        return self.made[name]

    def public(self, name: str) -> str:
        """Return the line of a public key."""
        return self.key(name).with_suffix(".pub").read_text(encoding="ascii").strip()

    def member(self, handle: str, name: str, *, keys: str = "", roles: str = "reviewer", more: str = "") -> None:
        """Write a member's page; `keys` is YAML, by default the key named after the handle."""
        page = (
            f"---\nhandle: {handle}\nname: {name}\ncredentials: PharmD\ninterests: none\nroles: {roles}\n"
            f"active:\n  from: 2026-01-01\n{more}keys: {keys or f'[{self.public(handle)!r}]'}\n---\n\n# {name}\n"
        )
        self.write(f"docs/editorial/board/{handle}.md", page)

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file of the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, path: str = ARTICLE) -> str:
        """Return the text of a file of the project."""
        return (self.root / path).read_bytes().decode()

    def edit(self, old: str, new: str, path: str = ARTICLE) -> None:
        """Replace a piece of text that must be there."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def status(self, status: str) -> None:
        """Give the article a review status."""
        lines = self.read().split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith("status:"))
        lines[at] = f"status: {status}"
        self.write(ARTICLE, "\n".join(lines))

    def git(self, *arguments: str) -> str:
        """Run git in the project; return what it said."""
        command = ["git", "-c", "init.defaultBranch=main", *arguments]
        return subprocess.run(
            command, cwd=self.root, check=True, capture_output=True, text=True, env=environment(self.day)
        ).stdout

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def run(self, *arguments: str | Path) -> Result:
        """Run the command on that day."""
        return CliRunner(env=environment(self.day)).invoke(main, [*map(str, arguments), "--root", str(self.root)])

    def approve(self, handle: str, *more: str, key: str = "", article: str = ARTICLE) -> Result:
        """Sign off as a member with that member's key."""
        file = self.key(key or handle)
        return self.run("approve", self.root / article, "--as", handle, "--key", file, *more)

    def check(self, *more: str) -> list[str]:
        """Return the findings of the rules about review, and every other error, one a line."""
        out = self.run("check", *more).output.splitlines()
        return [line for line in out if ": GV" in line or (": CG" in line)]


def reviewed(folder: Path, bib: Callable[[str], str] = str) -> Reviewed:
    """Return a project whose article is under review by `cd` and `ef`, committed on `main`, on a branch `change`.

    `bib` changes the text of the bibliography first.
    """
    (folder / "keys").mkdir(parents=True)
    root = small_project.make(folder / "project", BODY)
    project = Reviewed(root, folder / "keys")
    project.edit("status: submitted\n", "status: under review\nreviewers: [cd, ef]\nnext_review: 2028-01-01\n")
    project.write("references.bib", bib(project.read("references.bib")))
    project.write("docs/.snippets/storage.md", SNIPPET)
    project.write("docs/articles/widget.png", IMAGE)
    project.write("docs/articles/other.md", small_project.FRONT + "The gadget is red [@beta].\n")
    project.member("cd", "C. D.")
    project.member("ef", "E. F.")
    project.git("init", "-q")
    project.commit("Begin")
    project.git("switch", "-q", "-c", "change")
    return project


def furnish(project: Reviewed) -> None:
    """Give the project what a whole site needs: theme, gate and handbook."""
    left_out = shutil.ignore_patterns("__pycache__", "quotations.yml")
    for name in ("docs/.overrides", "docs/assets", "docs/editorial", "hooks"):
        shutil.copytree(ROOT / name, project.root / name, ignore=left_out, dirs_exist_ok=True)
    shutil.copy(ROOT / "docs/index.md", project.root / "docs")


def approved(folder: Path, bib: Callable[[str], str] = str) -> Reviewed:
    """Return a project whose article is approved by both reviewers, all of it on `main`, on a branch `change`."""
    project = reviewed(folder, bib)
    for handle in ("cd", "ef"):
        done = project.approve(handle)
        assert done.exit_code == 0, done.output
    project.status("approved")
    project.commit("Approve")
    project.git("branch", "-f", "main")
    return project
