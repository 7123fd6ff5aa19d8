"""`citegate retractions` and `citegate impact`, and a real build with a source that was retracted."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from citegate import retractionlist

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
    from tests.retraction_rows import TRAPS, row, table
    from tests.small_project import ARTICLE, citegate, make
else:
    import builds
    from retraction_rows import TRAPS, row, table
    from small_project import ARTICLE, citegate, make

BODY = "The widget is blue [@beta, p. 38]. It weighs 9 kg [@alpha, p. 2].\n"
BIB = """\
@article{alpha, author = {Alpha, Ann}, title = {Heavy widgets}, journal = {J Widgets}, year = {2020},
  doi = {10.5555/alpha}}
@article{beta, author = {Beta, Bert}, title = {Blue widgets}, journal = {J Widgets}, year = {2021},
  doi = {10.5555/Beta}, pmid = {90000777}}
@article{gamma, author = {Gamma, Gerda}, title = {Old widgets}, journal = {J Widgets}, year = {2021},
  doi = {10.5555/beta}}
"""
COUNTED = """\
37 rows (4 corrected, 3 expression of concern, 6 reinstated, 21 retracted, 2 withdrawn as outdated); \
1 name no paper by DOI or PubMed id"""
LIST = f"docs/{retractionlist.PATH}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one article on two works, judged on a day that does not change."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", builds.EPOCH)
    folder = make(tmp_path / "project", BODY)
    (folder / "references.bib").write_text(BIB, "utf-8")
    return folder


def updated(project: Path, *rows: dict[str, str]) -> str:
    """Update the list of a project from rows; return what the command printed."""
    file = project / "rw.csv"
    file.write_bytes(table(*rows))
    result = citegate("retractions", "update", file, "--root", project)
    assert result.exit_code == 0, result.output
    return result.output


def test_update_says_what_it_made(project: Path) -> None:
    """The list is written below the documents, always the same, and the command says from how many rows and of when."""
    first = citegate("retractions", "update", TRAPS, "--root", project)
    data = (project / LIST).read_bytes()
    assert first.output.splitlines() == [
        "traps.csv: line 17: 4 notices without a date that can be read, this one first",
        COUNTED,
        f"{LIST}: 28 papers as of 2022-07-04, {len(data):,} bytes",
    ]
    citegate("retractions", "update", TRAPS, "--root", project)
    assert (project / LIST).read_bytes() == data


@pytest.mark.parametrize(("day", "said"), [("2127-01-01", "in the future"), ("2001-01-01", "before the newest notice")])
def test_day_that_cannot_be(project: Path, day: str, said: str) -> None:
    """A day in the future, or before the newest notice, is refused and nothing is written."""
    result = citegate("retractions", "update", TRAPS, "--root", project, "--date", day)
    assert result.exit_code == 2
    assert said in result.output
    assert not (project / LIST).exists()


def test_bad_file_leaves_the_list(project: Path) -> None:
    """Where the file has a problem, its place is named, the exit status is 1 and the old list stays."""
    updated(project, row())
    before = (project / LIST).read_bytes()
    (project / "bad.csv").write_bytes(table(row(), row(nature="Oops")))
    result = citegate("retractions", "update", project / "bad.csv", "--root", project)
    assert result.exit_code == 1
    assert result.output.startswith("bad.csv: line 3: RetractionNature is “Oops”")
    assert (project / LIST).read_bytes() == before


def codes(project: Path) -> list[str]:
    """Return place and code of what a check of the whole project finds about retractions."""
    output = citegate("check", "--root", project).output
    found = re.findall(r"^(\S+?):\d+:\d+: (CI09|CI15|CI16|SQ08)\b", output, re.MULTILINE)
    return [f"{place} {code}" for place, code in found]


NATURES = {
    "retracted": (row("10.5555/beta"), [f"{ARTICLE} CI09"]),
    "by PubMed id": (row("unavailable", OriginalPaperPubMedID="90000777"), [f"{ARTICLE} CI09"]),
    "a concern": (row("10.5555/beta", "Expression of concern"), [f"{ARTICLE} CI15"]),
    "corrected": (row("10.5555/beta", "Correction"), [f"{ARTICLE} CI15"]),
    "reinstated": (row("10.5555/beta", "Reinstatement"), []),
    "out of date": (row("10.5555/beta", Reason="Withdrawn as Out of Date;"), [f"{ARTICLE} SQ08"]),
    "the notice is cited": (row("10.5555/other", RetractionDOI="10.5555/beta"), []),
}


@pytest.mark.parametrize(("about", "expected"), NATURES.values(), ids=NATURES)
def test_what_the_list_says_is_found(project: Path, about: dict[str, str], expected: list[str]) -> None:
    """Each state on a list in date gives its finding, and a source that is not on it none."""
    updated(project, about, row("10.5555/newest", date="11/20/2026 0:00"))
    assert codes(project) == expected


def test_no_list_is_said_once(project: Path) -> None:
    """Without a list there is one warning for the whole project, none where single articles are judged."""
    assert codes(project) == [f"{LIST} CI16"]
    assert "CI16" not in citegate("check", project / ARTICLE, "--root", project).output


def test_old_list_is_said_once(project: Path) -> None:
    """A list older than the policy allows is one warning, and what it holds still counts."""
    updated(project, row("10.5555/beta"))
    assert codes(project) == [f"{LIST} CI16", f"{ARTICLE} CI09"]


@pytest.mark.parametrize("command", [("check",), ("retractions", "check"), ("impact", "beta")])
def test_damaged_list_is_one_line(project: Path, command: tuple[str, ...]) -> None:
    """Every command that needs the list says in one line that it cannot be used, and in one what to do; status 2."""
    updated(project, row())
    with (project / LIST).open("ab") as file:
        file.write(b"AAAA")
    result = citegate(*command, "--root", project)
    assert result.exit_code == 2
    said, remedy = result.output.splitlines()[-2:]
    assert said.startswith(f"{LIST}:1:1: CG02 the list cannot be used: it was cut or added to")
    assert "retractions update" in remedy
    assert isinstance(result.exception, SystemExit)


def test_check_of_sources(project: Path) -> None:
    """Sources of which something is known are named with state, day and list; the rest is counted, not called clean."""
    updated(project, row("10.5555/alpha"), row("10.5555/newest", date="11/20/2026 0:00"))
    result = citegate("retractions", "check", "--root", project)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "alpha: retracted (2020-06-05, by the list of 2026-11-20)",
        "1 of 2 cited sources are not on the list of 2026-11-20",
    ]


def test_check_of_sources_as_data(project: Path) -> None:
    """The data have list, age and every cited source, with words for each that never call it clean."""
    updated(project, row("10.5555/newest", date="11/20/2026 0:00"))
    result = citegate("retractions", "check", "--root", project, "--format", "json")
    data = json.loads(result.output)
    assert result.exit_code == 0
    assert (data["list"]["date"], data["list"]["age"], data["list"]["papers"]) == ("2026-11-20", 11, 1)
    assert {(at["key"], at["state"], at["words"]) for at in data["sources"]} == {
        (key, "unknown", "not on the list of retractions of 20 November 2026") for key in ("alpha", "beta")
    }


def test_check_without_a_list(project: Path) -> None:
    """Without a list every source is unknown, and the exit status is 1."""
    result = citegate("retractions", "check", "--root", project)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "2 of 2 cited sources: unknown"


@pytest.mark.parametrize("source", ["beta", "@beta", "10.5555/BETA", "https://doi.org/10.5555/beta", "90000777"])
def test_impact_by_any_name(project: Path, source: str) -> None:
    """A source is found by key, DOI and PubMed id; what rests on it is each claim, article and sign-off."""
    result = citegate("impact", source, "--root", project)
    assert result.exit_code == 0, result.output
    assert f"{ARTICLE}:17: [p. 38] The widget is blue." in result.output.splitlines()
    assert "1 place, 1 article, 0 sign-offs" in result.output.splitlines()
    assert "9 kg" not in result.output


def test_impact_as_data(project: Path) -> None:
    """The data name claim, article with status, and how the source stands; a DOI may be that of two entries."""
    data = json.loads(citegate("impact", "10.5555/beta", "--root", project, "--format", "json").output)
    beta, gamma = data["sources"]
    assert beta["articles"] == [{"path": ARTICLE, "status": "submitted"}]
    assert [claim["text"] for claim in beta["claims"]] == ["The widget is blue."]
    assert beta["standing"]["state"] == "unknown"
    assert (gamma["key"], gamma["claims"], gamma["approvals"]) == ("gamma", [], [])


@pytest.mark.parametrize(("source", "near"), [("Betta", "`beta`"), ("10.5555/alpho", "`alpha`"), ("zzzz", None)])
def test_impact_of_nothing(project: Path, source: str, near: str | None) -> None:
    """A name that no entry has is refused, with the keys that may have been meant."""
    result = citegate("impact", source, "--root", project)
    assert result.exit_code == 2
    assert ("did you mean" in result.output) == (near is not None)
    assert (near or "") in result.output
