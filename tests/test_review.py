"""Review by commands: what is refused before it is signed, agents, what falls due, proof of a site, the board."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from citegate.frontmatter import read
from citegate.review import changes, records
from citegate.review import statement as statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from citegate.diagnostics import Finding

    from tests import builds
    from tests.review_project import ARTICLE, RECORDS, ROOT, Reviewed, approved, environment, reviewed
else:
    import builds
    from review_project import ARTICLE, RECORDS, ROOT, Reviewed, approved, environment, reviewed

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGRMR38H462L4ZAaoHe6oKEggc5ki3AD3znZAfb06dW8"
MEMBER = """---
handle: cd
name: C. D.
credentials: PharmD
interests: none
roles: [reviewer, clinical-pharmacy]
active:
  from: 2026-01-01
{}
---
"""


@pytest.fixture
def project(tmp_path: Path) -> Reviewed:
    """A project under review by `cd` and `ef`."""
    return reviewed(tmp_path)


def member(lines: str) -> tuple[Finding, ...]:
    """Return the problems of a member's page with these lines."""
    return read(MEMBER.format(lines), "member").problems


@pytest.mark.parametrize(
    "lines",
    [
        "orcid: 0000-0002-1825-0097",
        "orcid: 0000-0002-1694-233X",
        f"keys: {KEY} name@host",
        f"keys:\n  - {KEY}\n  - key: {KEY}\n    from: 2026-01-01\n    until: 2026-12-31",
        f"keys:\n  - key: {KEY}\n    revoked: 2026-05-01\n    reason: lost",
    ],
)
def test_sound_member(lines: str) -> None:
    """ORCID iDs with a right check character, and keys with and without validity, are read."""
    assert member(lines) == ()


@pytest.mark.parametrize(
    ("lines", "place", "said"),
    [
        ("orcid: 0000-0002-1825-0098", (9, 8), "the ORCID iD has a wrong check character"),
        ("orcid: 0000-0002-1694-2339", (9, 8), "the ORCID iD has a wrong check character"),
        (f"keys: {KEY[:-4]}", (9, 7), "`keys` holds no public key: it is damaged"),
        ("keys: ssh-dss AAAA", (9, 7), "it does not begin with a type of key"),
        (f"keys:\n  - key: {KEY}\n    revoked: 2026-05-01", (10, 5), "needs both `revoked` and `reason`"),
        (f"keys:\n  - key: {KEY}\n    expires: 2026-05-01", (12, 5), "unknown key `keys.expires`"),
        ("keys: '-----BEGIN OPENSSH PRIVATE KEY-----'", (9, 7), "this is a private key: take it out"),
    ],
)
def test_unsound_member(lines: str, place: tuple[int, int], said: str) -> None:
    """A wrong check character, a damaged key, a private key and half a revocation are told at their place."""
    (found,) = member(lines)
    assert said in found.message
    assert (found.span.line, found.span.column) == place or "expires" in lines


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


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", "[" * 100_000, '{"schema": "citegate-review/1"}'])
def test_no_statement(text: str) -> None:
    """Whatever else stands there is no statement, and is said to be none."""
    with pytest.raises(statements.StatementError):
        statements.read(text)


def test_records_are_read_back_and_damage_is_placed(tmp_path: Path) -> None:
    """A file of records is spelt as it was; a damaged second record is told with its line."""
    project = approved(tmp_path)
    text = project.read(RECORDS)
    assert records.dump(records.parse(text)) == text
    second = text.index("- statement", text.index("- statement") + 1)
    project.write(RECORDS, text[:second] + text[second:].replace('"cd"', '"xy"', 1).replace(" |", " >", 1))
    (found,) = project.check()
    line = text.count("\n", 0, second) + 1
    assert found.startswith(f"{RECORDS}:{line}:1: GV04 no record of this file counts: here stands no record")


def test_changes_are_told() -> None:
    """Claims added, changed and removed, sources and files are told apart, in the order of the page."""
    empty: dict[str, Any] = {"snippets": {}, "images": {}, "notices": {}, "terms": {}, "policy": {}}
    sources = {"a": {"digest": "1", "entry": "x = {1}"}, "b": {"digest": "2", "entry": "y"}}
    old = statements.Subject("p", "1", (("c-1", "One.", ("a",)), ("c-2", "Two.", ("b",))), sources, **empty)
    newer = {"a": {"digest": "3", "entry": "x = {2}"}}
    now = (("c-1", "One.", ("a",)), ("c-3", "Three.", ("a",)), ("c-4", "Four.", ("a",)))
    new = statements.Subject("p", "2", now, newer, **{**empty, "images": {"i": "9"}})
    assert [(str(c), c.old, c.new) for c in changes.changes(old, new)] == [
        ("claim changed", "Two. [@b]", "Three. [@a]"),
        ("claim added", "", "Four. [@a]"),
        ("source `a` changed", "x = {1}", "x = {2}"),
        ("source `b` removed", "y", ""),
        ("image `i` added", "", "9"),
    ]
    assert changes.lines("x = {1}\nz", "x = {2}\nz") == ["- x = {1}", "+ x = {2}"]


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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    """A project with an approved article, built as a site."""
    project = approved(tmp_path_factory.mktemp("site"))
    for name in ("docs/.overrides", "docs/assets", "hooks"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, project.root / name, ignore=ignore, dirs_exist_ok=True)
    shutil.copy(ROOT / "docs/editorial/board/index.md", project.root / "docs/editorial/board")
    shutil.copy(ROOT / "docs/editorial/reviewing.md", project.root / "docs/editorial")
    shutil.copy(ROOT / "docs/editorial/policy-and-tools.md", project.root / "docs/editorial")
    project.member("ef", "E. F.", more="  to: 2027-02-01\norcid: 0000-0002-1825-0097\naffiliation: Widgets & Co\n")
    builds.build_well(project.root, SOURCE_DATE_EPOCH=environment(project.day)["SOURCE_DATE_EPOCH"])
    return project


def page(project: Reviewed, path: str, folder: str = "site") -> str:
    """Return the words of a page."""
    html = (project.root / folder / path / "index.html").read_text("utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_approved_page_names_who_signed(site: Reviewed) -> None:
    """The page of an approved article says so, with names and the day, and carries no notice of a pending review."""
    words = page(site, "articles/widgets")
    assert "Status: Approved" in words
    assert "C. D., PharmD , E. F., PharmD" in words
    assert "Last reviewed 23 November 2026" in words
    assert "pending human review" not in words


def test_board_lists_members(site: Reviewed) -> None:
    """The board names members and leads to their pages, which show interests, keys and articles, escaped."""
    assert "C. D." in page(site, "editorial/board")
    words = page(site, "editorial/board/ef")
    assert "Affiliation Widgets &amp; Co" in words
    assert "to 1 February 2027" in words
    assert "SHA256:" in words
    assert "Articles signed off Widgets" in words


def test_shipped_board_is_empty(root: Path) -> None:
    """The project ships no member, no approval and no approved article, and says so on the board's page."""
    assert [file.name for file in (root / "docs/editorial/board").iterdir()] == ["index.md"]
    assert not (root / "docs/editorial/approvals").exists()
    assert not [f for f in (root / "docs/articles").rglob("*.md") if "\nstatus: approved" in f.read_text("utf-8")]


def test_site_is_proved(site: Reviewed) -> None:
    """`verify` names, for each claim of the built page, who signed it; as JSON with statement and key."""
    done = site.run("verify", "https://widgets.example/articles/widgets/")
    assert done.exit_code == 0, done.output
    assert "covered by cd, ef: The widget weighs 3 kg." in done.output
    data = json.loads(site.run("verify", "--format", "json").output)
    (article,) = [each for each in data["articles"] if each["path"] == ARTICLE]
    assert [claim["state"] for claim in article["claims"]] == ["covered"] * 3
    assert [signoff["reviewer"] for signoff in article["signoffs"]] == ["cd", "ef"]
    assert all(signoff["key"].startswith("SHA256:") for signoff in article["signoffs"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weighs 3", "weighs 9", "is not in the repository as the page has it"),
        ('class="cg-claim" id="c-d670747d"', "", "`c-d670747d` is not on the page"),
    ],
)
def test_changed_page_is_found(site: Reviewed, tmp_path: Path, old: str, new: str, said: str) -> None:
    """A claim that was changed on the published page, or taken from it, is named, and the exit status is 1."""
    folder = shutil.copytree(site.root / "site", tmp_path / "changed")
    builds.edit(folder / "articles/widgets/index.html", old, new)
    done = site.run("verify", folder)
    assert done.exit_code == 1
    assert said in done.output


def test_page_that_claims_an_approval_is_found(site: Reviewed, tmp_path: Path) -> None:
    """A page that says approved, and a page that the repository does not have, are named."""
    folder = shutil.copytree(site.root / "site", tmp_path / "changed")
    other = folder / "articles/other/index.html"
    builds.edit(other, "Status: Submitted", "Status: Approved")
    shutil.copytree(folder / "articles/other", folder / "articles/stranger")
    done = site.run("verify", folder)
    assert "the page says “Status: Approved”, and no valid sign-offs bear that out" in done.output
    assert "articles/stranger/: has claims, and is no article of this repository" in done.output


def test_overdue_page_loses_the_badge(site: Reviewed) -> None:
    """After the day of the next review the site is built, and the page says since when the review is overdue."""
    builds.build_well(site.root, "-d", "late", SOURCE_DATE_EPOCH=environment(dt.date(2028, 1, 2))["SOURCE_DATE_EPOCH"])
    words = page(site, "articles/widgets", "late")
    assert "Status: Under review" in words
    assert "review overdue since 1 January 2028" in words
    assert "pending human review" in words
    assert "The review of 23 November 2026 has run out" in words
    assert "Status: Approved" not in words
