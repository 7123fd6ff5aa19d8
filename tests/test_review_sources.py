"""Sign-offs whose source is retracted later, and changes that take a retraction back, with real git and signatures."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from citegate import retractionlist
from citegate.retractionlist import Entry, State

if TYPE_CHECKING:
    from pathlib import Path

    from tests.review_project import ARTICLE, RECORDS, TODAY, Reviewed, approved
else:
    from review_project import ARTICLE, RECORDS, TODAY, Reviewed, approved

LIST = f"docs/{retractionlist.PATH}"
GONE = Entry(State.RETRACTED, dt.date(2026, 11, 20))
OTHER = "doi:10.5555/somebody.else"


ALPHA = "doi:10.1016/s0140-6736(07)61814-5"


@pytest.fixture
def project(tmp_path: Path) -> Reviewed:
    """A project with one approved article on `alpha` and another one on `beta` alone, submitted."""
    return approved(tmp_path)


def keep(project: Reviewed, entries: dict[str, Entry], date: dt.date = TODAY) -> None:
    """Write the list of retractions."""
    file = project.root / LIST
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(retractionlist.write(entries, len(entries), date, "made for a test"))


def publish(project: Reviewed, entries: dict[str, Entry], date: dt.date = TODAY) -> None:
    """Put a list of retractions on the base."""
    keep(project, entries, date)
    project.commit("Add the list")
    project.git("branch", "-f", "main")


def test_retraction_ends_what_rests_on_it(project: Reviewed) -> None:
    """A newly retracted source ends the sign-offs that rest on it, by name; another paper's ends none."""
    keep(project, {OTHER: GONE})
    assert project.check() == []
    keep(project, {ALPHA: GONE})
    found = "\n".join(project.check())
    said = "it rests on `alpha`, which was retracted (2026-11-20, by the list of 2026-11-23)"
    for handle in ("cd", "ef"):
        assert f"what `{handle}` signed on 2026-11-23 does not count: {said}" in found
    assert "no valid sign-off is on record" in found


@pytest.mark.parametrize("state", [State.CONCERN, State.CORRECTED, State.REINSTATED, State.OUTDATED])
def test_doubt_ends_nothing(project: Reviewed, state: State) -> None:
    """A doubted, corrected, reinstated or outdated source leaves the approval; readers and editors are told."""
    keep(project, {ALPHA: Entry(state, dt.date(2026, 11, 20))})
    assert project.check() == []


def test_lowered_rule_brings_nothing_back(project: Reviewed) -> None:
    """Where the rule about retracted sources is lowered, the approval has ended all the same, and none can be made."""
    lowered = '[tool.citegate]\nrules.CI09 = { level = "warning", reason = "for a test" }'
    project.edit("[tool.citegate]", lowered, "pyproject.toml")
    keep(project, {ALPHA: GONE})
    assert "it rests on `alpha`, which was retracted" in "\n".join(project.check())
    done = project.approve("cd")
    assert done.exit_code == 2
    assert "it rests on `alpha`, which was retracted" in done.output


def test_impact_names_stale_sign_offs(project: Reviewed) -> None:
    """`impact` says of each sign-off whether it does not count because the source was retracted."""
    before = project.run("impact", "alpha").output
    assert f"{RECORDS}: approve by cd, 2026-11-23\n" in before
    keep(project, {ALPHA: GONE})
    after = project.run("impact", "alpha").output
    assert f"{RECORDS}: approve by cd, 2026-11-23; does not count, since the source was retracted\n" in after
    stale = {key: records_of(project, key) for key in ("alpha", "beta")}
    assert stale == {"alpha": [True, True], "beta": [False, False]}


def records_of(project: Reviewed, key: str) -> list[bool]:
    """Return of each sign-off on a source whether it is stale."""
    (found,) = json.loads(project.run("impact", key, "--format", "json").output)["sources"]
    return [each["stale"] for each in found["approvals"]]


TAKEN_BACK = {
    "taken out": {OTHER: GONE},
    "weakened": {ALPHA: Entry(State.CORRECTED, dt.date(2026, 11, 20)), OTHER: GONE},
    "reinstated": {ALPHA: Entry(State.REINSTATED, TODAY), OTHER: GONE},
}


@pytest.mark.parametrize("entries", TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_change_takes_a_retraction_back(project: Reviewed, entries: dict[str, Entry]) -> None:
    """A list of the same day that lacks or weakens an entry of the base's is refused, and the source is named."""
    publish(project, {ALPHA: GONE, OTHER: GONE})
    keep(project, entries)
    done = project.run("check", "--base", "main")
    assert done.exit_code == 2
    assert f"{LIST} weakens or leaves out 1 entry of the base's list, among them `alpha`" in done.output


def test_change_removes_the_list(project: Reviewed) -> None:
    """A change that removes the list is refused."""
    publish(project, {OTHER: GONE})
    (project.root / LIST).unlink()
    done = project.run("check", "--base", "main")
    assert done.exit_code == 2
    assert "is missing, and with it 1 entry of the base's list" in done.output


def test_newer_list_may_reinstate(project: Reviewed) -> None:
    """A newer list may say that a paper was reinstated; it may not leave out one of the bibliography without a word."""
    publish(project, {ALPHA: GONE, OTHER: GONE}, TODAY - dt.timedelta(days=9))
    keep(project, {ALPHA: Entry(State.REINSTATED, TODAY)})
    assert project.check("--base", "main") == []
    keep(project, {OTHER: GONE})
    assert project.run("check", "--base", "main").exit_code == 2


def test_base_knows_more(project: Reviewed) -> None:
    """A change with an older list is refused where it does not know what the base's newer one knows."""
    keep(project, {OTHER: GONE}, TODAY - dt.timedelta(days=9))
    project.commit("An older list")
    project.git("switch", "-q", "main")
    keep(project, {ALPHA: GONE, OTHER: GONE})
    project.commit("A newer list")
    project.git("switch", "-q", "change")
    done = project.run("check", "--base", "main")
    assert done.exit_code == 2
    assert "among them `alpha`" in done.output


def test_article_cites_it_on_purpose(project: Reviewed) -> None:
    """A claim about the retraction itself does not rest on the source, and its approval stands."""
    project.edit(
        "The widget weighs 3 kg [@alpha, p. 4].",
        'The trial of the widget was retracted [@alpha, title].\n{.retracted-on-purpose reason="it is about that"}',
    )
    keep(project, {ALPHA: GONE})
    project.status("under review")
    assert [project.approve(handle).exit_code for handle in ("cd", "ef")] == [0, 0]
    project.status("approved")
    assert project.check() == []
    assert ARTICLE in project.run("impact", "alpha").output
