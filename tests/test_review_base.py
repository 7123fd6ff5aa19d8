"""What follows what: statuses, edits and records against a base, through real git repositories and real ssh-keygen."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from citegate.review import records

if TYPE_CHECKING:
    from pathlib import Path

    from tests.review_project import ARTICLE, RECORDS, Reviewed, approved, reviewed
else:
    from review_project import ARTICLE, RECORDS, Reviewed, approved, reviewed


@pytest.fixture
def project(tmp_path: Path) -> Reviewed:
    """A project under review by `cd` and `ef`."""
    return reviewed(tmp_path)


def test_order_of_records_is_signed(tmp_path: Path) -> None:
    """To put a withdrawal before the sign-off that it ends changes nothing: it names what came before it."""
    project = approved(tmp_path)
    project.run("withdraw", project.root / ARTICLE, "--as", "cd", "--key", project.key("cd"))
    found = records.parse(project.read(RECORDS))
    project.write(RECORDS, records.dump([found[-1], *found[:-1]]))
    assert "it was withdrawn on 2026-11-23" in "\n".join(project.check())


def test_request_for_changes_stands_against_others(tmp_path: Path) -> None:
    """A request for changes of this very text keeps it from being approved, whoever signs; another text ends it."""
    project = approved(tmp_path)
    named = ("--as", "cd", "--key", project.key("cd"), "--comment", "weigh it again")
    assert project.run("request-changes", project.root / ARTICLE, *named).exit_code == 0
    found = "\n".join(project.check())
    assert "`cd` asked for changes to this text on 2026-11-23" in found
    project.status("under review")
    project.edit("3 kg", "4 kg")
    assert project.approve("cd").exit_code == project.approve("ef").exit_code == 0
    project.status("approved")
    assert project.check() == []


def test_leap_to_approved(project: Reviewed) -> None:
    """Signed or not, an article that the base has as submitted cannot be approved at once."""
    project.git("switch", "-q", "main")
    project.status("submitted")
    project.commit("Take it back")
    project.git("switch", "-q", "change")
    assert project.approve("cd").exit_code == project.approve("ef").exit_code == 0
    project.status("approved")
    project.commit("Approve")
    assert "GV09 the status leaps to approved: it was submitted" in "\n".join(project.check("--base", "main"))


def test_moved_page_is_a_new_article(tmp_path: Path) -> None:
    """A page that is moved loses its approval, and starts again below review; its old records may stay."""
    project = approved(tmp_path)
    project.git("mv", ARTICLE, "docs/articles/moved.md")
    project.git("mv", RECORDS, "docs/editorial/approvals/moved.yml")
    project.commit("Move")
    found = "\n".join(project.check("--base", "main"))
    assert "GV09 the status leaps to approved: the article was not there before" in found
    assert f"it is about `{ARTICLE}`" in found


def test_replay_after_an_edit_was_reverted(tmp_path: Path) -> None:
    """A sign-off counts again once the text is again what was signed: it was signed for exactly that text."""
    project = approved(tmp_path)
    project.edit("3 kg", "4 kg")
    assert "claim changed since `cd`" in "\n".join(project.check())
    project.edit("4 kg", "3 kg")
    assert project.check() == []


def test_earlier_sign_off_does_not_come_back(tmp_path: Path) -> None:
    """Where the reviewer has signed a later text, the earlier one must be signed again: it was changed for a reason."""
    project = approved(tmp_path)
    project.edit("3 kg", "4 kg")
    assert project.approve("cd").exit_code == project.approve("ef").exit_code == 0
    assert project.check() == []
    project.edit("4 kg", "3 kg")
    assert "no valid sign-off is on record" in "\n".join(project.check())


def test_changed_after_approval_needs_note_and_signatures(tmp_path: Path) -> None:
    """An approved article that changes needs a dated note and new sign-offs; with both it stays approved."""
    project = approved(tmp_path)
    project.edit("3 kg", "4 kg")
    codes = {line.split()[1] for line in project.check("--base", "main")}
    assert codes == {"GV04", "GV11"}
    project.edit("ai: none", 'ai: none\nchanges: ["2026-11-23: weight corrected from 3 kg to 4 kg"]')
    assert project.approve("cd").exit_code == project.approve("ef").exit_code == 0
    assert project.check("--base", "main") == []


def test_changed_base_names(project: Reviewed) -> None:
    """A base that cannot be read is one clear line and exit status 2."""
    done = project.run("check", "--base", "nowhere")
    assert done.exit_code == 2
    assert "there is no commit `nowhere`; fetch it, or correct its name" in done.output
    assert project.run("check", "--base", "--help").exit_code == 2


def test_shallow_clone_and_no_repository(project: Reviewed, tmp_path: Path) -> None:
    """In a shallow clone the advice is to fetch; outside of a repository the message says so."""
    project.commit("One more")
    command = ["git", "clone", "-q", "--depth", "1", f"file://{project.root}", str(tmp_path / "shallow")]
    subprocess.run(command, check=True)
    shallow = replace(project, root=tmp_path / "shallow")
    assert "this clone is shallow" in shallow.run("check", "--base", "main").output
    (tmp_path / "bare").mkdir()
    bare = replace(project, root=tmp_path / "bare")
    assert "is in no git repository" in bare.run("check", "--base", "main").output
