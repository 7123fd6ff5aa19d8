"""`citegate check --changed` and `citegate impact --changed`: what a change touches, in a real git repository."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.review_project import ARTICLE, Reviewed, reviewed
else:
    from review_project import ARTICLE, Reviewed, reviewed

OTHER = "docs/articles/other.md"


@pytest.fixture
def project(tmp_path: Path) -> Reviewed:
    """A project whose article `widgets` uses @alpha, @beta, a picture and a snippet that cites @gamma."""
    made = reviewed(tmp_path)
    made.write("docs/articles/far.md", made.read(OTHER).replace("[@beta]", "[@delta-1]").replace("gadget", "bolt"))
    made.commit("Add an article that shares nothing with the others")
    made.git("branch", "-f", "main")
    return made


def judged(project: Reviewed, *more: str) -> set[str]:
    """Return the articles that `check --changed` judged."""
    suites = project.run("check", "--changed", "--format", "junit", *more).output
    return {path for path in (ARTICLE, OTHER, "docs/articles/far.md") if f'"{path}"' in suites}


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (OTHER, "is red", "is blue", {OTHER}),
        ("references.bib", "{alpha,", "{alpha, note = {Seen},", {ARTICLE}),
        ("references.bib", "{beta,", "{beta, note = {Seen},", {ARTICLE, OTHER}),
        ("references.bib", "{gamma,", "{gamma, note = {Seen},", {ARTICLE}),
        ("docs/.snippets/storage.md", "dry", "cool", {ARTICLE}),
    ],
    ids=["text", "source", "shared-source", "source-of-snippet", "snippet"],
)
def test_what_rests_on_a_change_is_judged(project: Reviewed, path: str, old: str, new: str, expected: set[str]) -> None:
    """A change is followed to the articles that it touches and to no others, before and after it is committed."""
    assert judged(project) == set()
    project.edit(old, new, path)
    assert judged(project) == expected
    project.commit("Change")
    assert judged(project) == set()
    assert judged(project, "--base", "main") == expected


def test_what_shows_a_changed_picture_is_judged(project: Reviewed) -> None:
    """The article that shows a picture rests on its bytes."""
    picture = project.root / "docs" / "articles" / "widget.png"
    picture.write_bytes(picture.read_bytes() + b"0")
    assert judged(project) == {ARTICLE}


def test_new_and_removed_files_count(project: Reviewed) -> None:
    """A page that git does not know yet is judged; one that was removed is no error."""
    project.write("docs/articles/new.md", project.read(OTHER).replace(" [@beta]", ""))
    (project.root / OTHER).unlink()
    done = project.run("check", "--changed")
    assert done.exit_code == 1
    assert "docs/articles/new.md" in done.output
    assert "CL02" in done.output


@pytest.mark.parametrize("path", ["pyproject.toml", "docs/editorial/notices/dosing.md", "docs/editorial/board/cd.md"])
def test_what_all_rest_on_judges_all(project: Reviewed, path: str) -> None:
    """A change of policy, notice or roster has everything judged, and says so."""
    project.write(path, project.read(path) + "\n")
    done = project.run("check", "--changed")
    assert f"every page rests on {path}" in done.stderr
    assert "3 articles judged" in done.stdout


def test_what_others_did_to_the_base_is_no_change(project: Reviewed) -> None:
    """An article that only the base changed since is not judged as one of this branch."""
    project.git("switch", "-q", "main")
    project.edit("is red", "is green", OTHER)
    project.commit("Elsewhere")
    project.git("switch", "-q", "change")
    assert judged(project, "--base", "main") == set()


def test_base_before_the_first_commit(project: Reviewed) -> None:
    """Forty zeros, which a forge names as the base of a first push, have everything judged."""
    done = project.run("check", "--changed", "--base", "0" * 40)
    assert "3 articles judged" in done.stdout


def test_impact_of_changed_and_removed_sources(project: Reviewed) -> None:
    """Each entry that changed is listed with what rests on it, one that was removed as it was before."""
    text = project.read("references.bib")
    start = text.rindex("@", 0, text.index("{beta,"))
    end = text.index("\n@", start)
    project.write("references.bib", text[:start] + text[end + 1 :].replace("{alpha,", "{alpha, note = {Seen},"))
    done = project.run("impact", "--changed", "--base", "main", "--format", "json")
    found = {each["key"]: each for each in json.loads(done.stdout)["sources"]}
    assert found.keys() <= {"alpha", "beta"}
    assert [claim["path"] for claim in found["beta"]["claims"]] == [OTHER, ARTICLE]
    assert found["beta"]["standing"]["words"] == "not in the bibliography"


def test_usage(project: Reviewed) -> None:
    """Paths or --changed, a source or --changed: both, or neither, is refused."""
    assert project.run("check", "--changed", project.root / OTHER).exit_code == 2
    assert project.run("impact").exit_code == 2
    assert project.run("impact", "alpha", "--changed").exit_code == 2
    assert project.run("impact", "--changed").output == "no entry of the bibliography changed\n"
