"""Forged approvals, through real git repositories and real ssh-keygen: each is refused, and told why."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from citegate.project import Project
from citegate.review import records
from citegate.review.records import Record
from citegate.review.statement import NAMESPACE, Statement

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.review_project import ARTICLE, RECORDS, TODAY, Reviewed, approved, reviewed
else:
    from review_project import ARTICLE, RECORDS, TODAY, Reviewed, approved, reviewed


@pytest.fixture
def project(tmp_path: Path) -> Reviewed:
    """A project under review by `cd` and `ef`."""
    return reviewed(tmp_path)


def forge(project: Reviewed, handle: str, key: str, namespace: str = NAMESPACE, **changes: Any) -> None:
    """Add a record that the command would refuse: any statement, signed with any key for any purpose."""
    given = Project(project.root)
    article = given.read(project.root / ARTICLE)
    due = dt.date(2028, 1, 1)
    made = Statement(given.reviews.subject(article), handle, "reviewer", "none", "approve", "", TODAY, due, "")
    made = replace(made, **changes)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(project.key(key))]
    signature = subprocess.run(command, input=made.text, capture_output=True, text=True, check=True).stdout
    found, _ = given.reviews.records(ARTICLE)
    project.write(RECORDS, records.dump([*found, Record(made, signature)]))


def said(project: Reviewed, *arguments: str) -> str:
    """Return what the gate says of a change that declares the article approved."""
    project.status("approved")
    project.commit("Approve")
    return "\n".join(project.check(*arguments))


def test_honest_approval_counts(project: Reviewed) -> None:
    """What the forgeries below are compared with: two members sign, and the gate is silent, with and without base."""
    forge(project, "cd", "cd")
    forge(project, "ef", "ef")
    assert said(project) == ""
    assert said(project, "--base", "main") == ""


FORGERIES: dict[str, tuple[Callable[[Reviewed], None], str]] = {
    "the key of somebody who is no member": (
        lambda p: forge(p, "cd", "stranger"),
        "it is not signed with a key of `cd`",
    ),
    "somebody who is no member": (lambda p: forge(p, "xy", "stranger"), "`xy` is not on the roster"),
    "another member's key": (lambda p: forge(p, "cd", "ef"), "it is not signed with a key of `cd`"),
    "another namespace": (lambda p: forge(p, "cd", "cd", "file"), "the signature does not fit it"),
    "another role": (lambda p: forge(p, "cd", "cd", role="editor"), "C. D. does not have the role `editor`"),
    "a day to come": (lambda p: forge(p, "cd", "cd", date=dt.date(2026, 12, 24)), "it is dated in the future"),
    "a day before the last change": (
        lambda p: forge(p, "cd", "cd", date=dt.date(2026, 1, 4)),
        "it is dated 2026-01-04, before the article was last updated, 2026-01-05",
    ),
    "no end": (lambda p: forge(p, "cd", "cd", review_due=None), "the day on which it says that a review is due"),
    "an end in ten years": (
        lambda p: forge(p, "cd", "cd", review_due=dt.date(2036, 1, 1)),
        "the day on which it says that a review is due",
    ),
}


@pytest.mark.parametrize(("attack", "why"), FORGERIES.values(), ids=FORGERIES)
def test_forged_record(project: Reviewed, attack: Callable[[Reviewed], None], why: str) -> None:
    """A second sign-off that is forged does not count, and the finding names the reason."""
    forge(project, "ef", "ef")
    attack(project)
    found = said(project)
    assert "1 valid sign-off is on record; 1 member more of the roster would have to sign" in found
    assert why in found


def test_author_signs(project: Reviewed) -> None:
    """An author on the roster cannot sign, by the command or by hand, under initials either."""
    project.edit('authors: "A. B., PhD"', 'authors: ["A. B., PhD", "Carla D., MD"]')
    project.member("cd", "C. D.")
    done = project.approve("cd")
    assert done.exit_code == 2
    assert "C. D. is an author of the article" in done.output
    forge(project, "cd", "cd")
    forge(project, "ef", "ef")
    assert "C. D. is an author of the article" in said(project)


def test_member_added_in_the_change(project: Reviewed) -> None:
    """A change that brings its own reviewers passes by itself, and is refused against the base's roster."""
    project.edit("reviewers: [cd, ef]", "reviewers: [gh, ij]")
    project.member("gh", "G. H.")
    project.member("ij", "I. J.")
    assert project.approve("gh").exit_code == project.approve("ij").exit_code == 0
    assert said(project) == ""
    found = said(project, "--base", "main")
    assert "`gh` is not on the roster" in found
    assert "no valid sign-off is on record" in found


def test_key_exchanged_in_the_change(project: Reviewed) -> None:
    """A key that the change puts on a member's page signs nothing against the base."""
    project.member("cd", "C. D.", keys=repr([project.public("stranger")]))
    assert project.approve("cd", key="stranger").exit_code == project.approve("ef").exit_code == 0
    assert said(project) == ""
    assert "it is not signed with a key of `cd`" in said(project, "--base", "main")


def test_policy_weakened_in_the_change(project: Reviewed) -> None:
    """A change cannot lower the number of sign-offs that it needs."""
    project.edit("[tool.citegate]", "[tool.citegate]\nreview-signoffs = 1", "pyproject.toml")
    assert project.approve("cd").exit_code == 0
    assert said(project) == ""
    assert "no valid sign-off is on record; 2 members of the roster would have to sign" in said(
        project, "--base", "main"
    )


def test_rule_lowered_in_the_change(project: Reviewed) -> None:
    """A change cannot lower a rule that it breaks."""
    lowered = '[tool.citegate]\nrules.CL01 = { level = "warning", reason = "it is in the way" }'
    project.edit("[tool.citegate]", lowered, "pyproject.toml")
    project.edit("It is blue [@beta].", "It weighs 4 kg.")
    assert project.run("check").exit_code == 0
    found = project.run("check", "--base", "main")
    assert found.exit_code == 1
    assert f"{ARTICLE}:21:1: CL01 " in found.output


def test_copied_from_another_article(tmp_path: Path) -> None:
    """A sign-off of one article says nothing for another one, even where the other has the same text."""
    project = approved(tmp_path)
    project.write("docs/articles/copy.md", project.read())
    project.write("docs/editorial/approvals/copy.yml", project.read(RECORDS))
    found = "\n".join(project.check())
    assert "docs/articles/copy.md:4:9: GV04 declared approved, but no valid sign-off" in found
    assert f"it is about `{ARTICLE}`, and this is `docs/articles/copy.md`" in found
    assert f"{ARTICLE}:4:9" not in found


def test_expired_key_and_back_dating(project: Reviewed) -> None:
    """A key that ran out signs nothing today; a statement dated back into its time is refused where it is new."""
    page = f"\n  - key: {project.public('cd')}\n    until: 2026-06-30"
    project.member("cd", "C. D.", keys=page)
    project.commit("Let a key run out")
    project.git("branch", "-f", "main")
    assert "its key was not valid on 2026-11-23" in project.approve("cd").output
    forge(project, "cd", "cd", date=dt.date(2026, 6, 1))
    forge(project, "ef", "ef")
    found = said(project, "--base", "main")
    assert "its key is no longer valid" in found
    assert "it is new here and dated 2026-06-01, more than 30 days ago" in found
    project.commit("Merge it all the same")
    project.git("branch", "-f", "main")
    assert said(project, "--base", "main") == "", "what the base has already is judged by its own day"


def test_revoked_key(tmp_path: Path) -> None:
    """All that a revoked key ever signed ends; a change that takes the revocation out cannot bring it back."""
    project = approved(tmp_path)
    page = f"\n  - key: {project.public('cd')}\n    revoked: 2026-11-22\n    reason: the laptop was stolen"
    member = project.read("docs/editorial/board/cd.md")
    project.git("switch", "-q", "main")
    project.member("cd", "C. D.", keys=page)
    project.commit("Revoke a key")
    assert "its key was revoked on 2026-11-22: the laptop was stolen" in "\n".join(project.check())
    project.git("switch", "-q", "-c", "attack")
    project.write("docs/editorial/board/cd.md", member)
    project.commit("Forget the revocation")
    assert project.check() == []
    assert "its key was revoked on 2026-11-22: the laptop was stolen" in "\n".join(project.check("--base", "main"))


def test_withdrawn_and_put_back(tmp_path: Path) -> None:
    """A withdrawn sign-off ends at once; a change that deletes the withdrawal is refused, and names it."""
    project = approved(tmp_path)
    before = project.read(RECORDS)
    done = project.run(
        "withdraw", project.root / ARTICLE, "--as", "cd", "--key", project.key("cd"), "--comment", "wrong"
    )
    assert done.exit_code == 0, done.output
    assert project.read(RECORDS).startswith(before), "nobody's record is touched"
    project.commit("Withdraw")
    project.git("branch", "-f", "main")
    assert "it was withdrawn on 2026-11-23" in "\n".join(project.check())
    project.write(RECORDS, before)
    project.commit("Forget it")
    found = "\n".join(project.check("--base", "main"))
    assert "no longer has what `cd` recorded on 2026-11-23 (withdraw)" in found
    assert "it was withdrawn on 2026-11-23" in found


def test_withdrawal_by_another_ends_nothing(tmp_path: Path) -> None:
    """A withdrawal that the reviewer did not sign is named and does not end the sign-off."""
    project = approved(tmp_path)
    last = records.parse(project.read(RECORDS))[0].statement
    forge(project, "cd", "stranger", decision="withdraw", previous=last.digest, review_due=None)
    assert project.check() == []
