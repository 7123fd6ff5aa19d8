"""Review by commands: what is refused before it is signed, agents, what falls due, proof of a site, the board."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from citegate.review import records
from citegate.review import statement as statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.review_project import ARTICLE, RECORDS, Reviewed, reviewed
else:
    from review_project import ARTICLE, RECORDS, Reviewed, reviewed


@pytest.fixture
def project(tmp_path: Path) -> Reviewed:
    """A project under review by `cd` and `ef`."""
    return reviewed(tmp_path)


def refusals() -> Iterator[tuple[str, Callable[[Reviewed], object], str]]:
    """Yield what is done to a project, and why `cd` cannot sign then."""
    yield "submitted", lambda p: p.status("submitted"), "the article is submitted: write `status: under review` first"
    yield "not assigned", lambda p: p.edit("[cd, ef]", "[ef]"), "`cd` is not among the `reviewers` of the article"
    yield (
        "has an error",
        lambda p: p.edit("[@alpha, p. 4]", ""),
        f"the gate finds 1 error in it as an approved article: {ARTICLE}:19:1: CL01",
    )
    yield "an author", lambda p: p.edit("A. B., PhD", "C. D., PhD"), "C. D. is an author of the article"
    yield (
        "left",
        lambda p: p.member("cd", "C. D.", more="  to: 2026-10-31\n"),
        "C. D. was not on the roster on 2026-11-23",
    )
    yield (
        "has another role",
        lambda p: p.member("cd", "C. D.", roles="editor"),
        "the policy asks for `reviewer`, not for the role `editor`",
    )
    yield "nobody", lambda p: (p.root / "docs/editorial/board/cd.md").unlink(), "`cd` is not on the roster: it has `ef`"
    yield (
        "updated later",
        lambda p: p.edit("updated: 2026-01-05", "updated: 2026-11-24"),
        "before the article was last updated, 2026-11-24",
    )
    yield (
        "a record by hand",
        lambda p: p.write(RECORDS, "- statement: yes\n"),
        f"{RECORDS}:1: the first line is not the one",
    )


REFUSALS = {name: (change, why) for name, change, why in refusals()}


@pytest.mark.parametrize(("change", "why"), REFUSALS.values(), ids=REFUSALS)
def test_what_would_not_count_is_refused(project: Reviewed, change: Callable[[Reviewed], object], why: str) -> None:
    """A sign-off that would not count is refused with the reason, and nothing is written."""
    change(project)
    before = (project.root / RECORDS).read_text("utf-8") if (project.root / RECORDS).exists() else None
    done = project.approve("cd")
    assert done.exit_code == 2, done.output
    assert why in done.output
    assert ((project.root / RECORDS).read_text("utf-8") if (project.root / RECORDS).exists() else None) == before


def test_error_elsewhere_stops_no_reviewer(project: Reviewed) -> None:
    """An error in another article, or in an entry that this one does not cite, is not this reviewer's matter."""
    project.edit("red [@beta]", "red [@nothing]", "docs/articles/other.md")
    project.edit("@online{wikipedia-flumazenil,", "@online{wikipedia flumazenil,", "references.bib")
    assert project.approve("cd").exit_code == 0


def test_wrong_days_and_nothing_to_withdraw(project: Reviewed) -> None:
    """A review due in ten years is refused, and so is a withdrawal of nothing."""
    assert "is none that the policy allows" in project.approve("cd", "--review-due", "2036-01-01").output
    done = project.run("withdraw", project.root / ARTICLE, "--as", "cd", "--key", project.key("cd"))
    assert "has recorded nothing about this article that could be withdrawn" in done.output


def test_roles_of_the_policy(project: Reviewed) -> None:
    """Each role that the policy names must be among the sign-offs; the gate says which one lacks."""
    table = '[tool.citegate]\nreview-roles = ["clinical", "pharmacy"]'
    project.edit("[tool.citegate]", table, "pyproject.toml")
    project.member("cd", "C. D.", roles="[clinical]")
    project.member("ef", "E. F.", roles="[clinical, pharmacy]")
    assert project.approve("cd").exit_code == project.approve("ef").exit_code == 0
    project.status("approved")
    assert "would have to sign, as `pharmacy`" in "\n".join(project.check())
    assert project.approve("ef", "--role", "pharmacy").exit_code == 0
    assert project.check() == []


def test_key_in_an_agent(project: Reviewed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --key the agent signs with a key of the member; an agent that holds none is told of."""
    said = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"(SSH_\w+)=([^;]+);", said))
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", found["SSH_AUTH_SOCK"])
        plain = ("approve", project.root / ARTICLE, "--as", "cd")
        assert "ssh-agent holds no key of `cd`" in project.run(*plain).output
        subprocess.run(["ssh-add", "-q", project.key("cd")], check=True)
        done = project.run(*plain)
        assert done.exit_code == 0, done.output
    finally:
        os.kill(int(found["SSH_AGENT_PID"]), 15)


def test_missing_program_is_one_line(project: Reviewed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ssh-keygen neither signing nor checking goes on, and each says so once."""
    key = project.key("cd")
    assert project.approve("cd").exit_code == 0
    project.status("approved")
    monkeypatch.setattr("shutil.which", lambda _: None)
    project.made["cd"] = key
    for done in (project.run("check"), project.run("approve", project.root / ARTICLE, "--as", "ef", "--key", key)):
        assert done.exit_code == 2
        assert done.output.count("ssh-keygen was not found") == 1


def test_shown_is_what_is_signed(project: Reviewed) -> None:
    """`--show` prints the statement and signs nothing; its spelling is the one that is read back."""
    shown = project.approve("cd", "--show").output
    assert not (project.root / RECORDS).exists()
    assert statements.read(shown).text == shown
    project.approve("cd")
    (record,) = records.parse(project.read(RECORDS))
    assert record.statement.text == shown


def test_what_falls_due(tmp_path: Path) -> None:
    """`due` takes the earlier of the article's day and the reviewers', lists overdue ones first, and as JSON."""
    project = reviewed(tmp_path)
    project.approve("cd", "--review-due", "2027-03-01")
    project.approve("ef")
    project.status("approved")
    assert project.run("due").output == "no reviews fall due within 90 days of 2026-11-23; 1 approved\n"
    assert f"2027-03-01  {ARTICLE}\n" in project.run("due", "--within", "100").output
    project.day = dt.date(2027, 3, 2)
    data = json.loads(project.run("due", "--format", "json").output)
    assert data["due"] == [{"article": ARTICLE, "due": "2027-03-01", "overdue": True}]
    (found,) = project.check()
    assert "GV06 the approval has expired: the review is overdue since 2027-03-01 (warning)" in found
