"""The handbook's page for reviewers, followed as by a reviewer: every command, in its order, in a real clone."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.review_project import ARTICLE, RECORDS, ROOT, Reviewed, environment, furnish, reviewed
else:
    from review_project import ARTICLE, RECORDS, ROOT, Reviewed, environment, furnish, reviewed

PAGE = (ROOT / "docs/editorial/reviewing.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
YAML = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


class Clone:
    """A reviewer's clone of a project whose main branch lies in another repository; the reviewer's home is empty."""

    def __init__(self, folder: Path) -> None:
        self.project = reviewed(folder)
        self.home = folder / "home"
        (self.home / ".ssh").mkdir(parents=True)
        furnish(self.project)
        (self.project.root / "docs/editorial/board/cd.md").unlink()
        (self.project.root / ".venv").symlink_to(sys.prefix)
        self.project.write(".gitignore", "/.venv\n/.cache/\n/site/\n/statement.*\n/allowed_signers\n")
        self.project.commit("Ready")
        subprocess.run(["git", "clone", "-q", "--bare", str(self.project.root), str(folder / "origin.git")], check=True)
        self.project.git("remote", "add", "origin", str(folder / "origin.git"))
        self.merge()

    def merge(self) -> None:
        """Merge the branch in hand, as the editors do."""
        self.project.git("push", "-q", "origin", "HEAD:main")
        self.project.git("fetch", "-q", "origin")

    def run(self, block: str) -> str:
        """Run a block of the page; return what it printed."""
        where = {**environment(self.project.day), "HOME": str(self.home), "NO_MKDOCS_2_WARNING": "1"}
        text = block.replace("ssh-keygen -t", "ssh-keygen -q -N '' -t")  # a passphrase is asked at a terminal
        done = subprocess.run(
            ["sh", "-euc", text.replace("~/", f"{self.home}/")],
            cwd=self.project.root,
            env=where,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A clone to review in."""
    return Clone(tmp_path)


def second(project: Reviewed) -> None:
    """Let the other reviewer sign, since the policy asks for two."""
    done = project.approve("ef")
    assert done.exit_code == 0, done.output
    project.commit("Sign off as the second")


def test_page_is_followed_to_the_end(clone: Clone) -> None:
    """Join, read, ask for changes, sign off, approve, check by hand, compare with the site, withdraw."""
    join, read, ask, sign, end, by_hand, compare = SHELL
    line = clone.run(join).strip()
    assert line.startswith("ssh-ed25519 ")
    clone.project.write(
        "docs/editorial/board/cd.md", YAML[0].replace("ssh-ed25519 AAAA… citegate", line) + "\n# C. D.\n"
    )
    clone.project.commit("Join the board")
    clone.merge()
    assert "The widget weighs 3 kg" in clone.run(read)
    assert "`cd` asked for changes to" in clone.run(ask)
    clone.project.git("checkout", "-q", "--", ".")
    clone.project.git("clean", "-qfd", "docs/editorial/approvals")
    said = clone.run(sign)
    assert "review due by 2027-11-01" in said
    assert "1 more must sign: `ef` could" in said
    second(clone.project)
    clone.merge()
    clone.project.status("approved")
    clone.project.commit("Approve")
    assert clone.project.check("--base", "origin/main") == []
    assert "Good " in clone.run(by_hand)
    assert "approved by C. D. on 2026-11-23, E. F. on 2026-11-23; 3 of 3 claims covered" in clone.run(compare)
    clone.merge()
    assert "due within 90 days of 2026-11-23; 1 approved" in clone.run(end)
    assert "it was withdrawn on 2026-11-23" in "\n".join(clone.project.check())


def test_revoked_key_is_written_as_shown(clone: Clone) -> None:
    """The lines that the page shows for a revoked key are read as such."""
    line = clone.project.public("cd")
    keys = YAML[1].removeprefix("keys:").replace("ssh-ed25519 AAAA… citegate", line).rstrip("\n")
    clone.project.member("cd", "C. D.", keys=keys)
    assert "its key was revoked on 2026-11-23: the laptop was stolen" in clone.project.approve("cd").output


def test_page_names_real_files() -> None:
    """The paths on the page are those that the commands write."""
    assert f"ARTICLE={ARTICLE}" in PAGE
    assert f"FILE={RECORDS}" in PAGE
