"""The baseline: what stood at adoption is held back, what is new fails, what is gone is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from citegate import baseline
from citegate.baseline import Entry, dump, hold_back, may_stand, parse, prune, record
from citegate.diagnostics import Diagnostic, Span
from citegate.errors import ConfigurationError
from citegate.offsets import Offsets
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
    from tests.small_project import ARTICLE, FRONT, citegate, make
else:
    import builds
    from small_project import ARTICLE, FRONT, citegate, make

NAME = "citegate-baseline.json"
OLD = "The widget weighs 3 kg.\n\nThe widget holds 5 mL.\n"


def adopted(folder: Path, body: str = OLD, table: str = "") -> Path:
    """Make a project and record its findings; return its folder."""
    project = make(folder, body, table)
    assert citegate("baseline", "--root", project).exit_code == 0
    return project


def rewrite(project: Path, old: str, new: str) -> None:
    text = (project / ARTICLE).read_text(encoding="utf-8")
    assert old in text
    (project / ARTICLE).write_text(text.replace(old, new), encoding="utf-8")


def codes(project: Path, *arguments: str) -> list[str]:
    """Return the codes that `citegate check` reports."""
    done = citegate("check", "--root", project, "--format", "json", *arguments)
    return [found["code"] for found in json.loads(done.stdout)["diagnostics"]]


def test_what_stood_is_held_back(tmp_path: Path) -> None:
    """After recording, the check passes and says how many findings are held back, and by which file."""
    project = make(tmp_path, OLD)
    before = codes(project)
    assert before.count("CL01") == 2
    recorded = citegate("baseline", "--root", project)
    assert recorded.stdout == f"{len(before)} findings recorded in {NAME}\n"
    done = citegate("check", "--root", project)
    assert done.exit_code == 0
    assert f"{len(before)} findings held back by {NAME}" in done.stdout
    assert codes(project) == []


def test_new_finding_fails(tmp_path: Path) -> None:
    """A claim that is added after the adoption is refused, and only that one."""
    project = adopted(tmp_path)
    rewrite(project, "The widget holds", "The widget lasts 7 days.\n\nThe widget holds")
    assert codes(project) == ["CL01"]
    assert citegate("check", "--root", project).exit_code == 1


def test_lines_may_move(tmp_path: Path) -> None:
    """Text before and after a recorded finding, and other line breaks in it, make it no new one."""
    project = adopted(tmp_path)
    rewrite(project, "The widget holds 5", "What is it?\n\nIs it a widget?\n\nThe widget\nholds 5")
    assert codes(project) == []


def test_second_copy_is_new(tmp_path: Path) -> None:
    """The same finding once more than recorded is new: entries count."""
    project = adopted(tmp_path)
    rewrite(project, "The widget holds", "## More\n\nThe widget weighs 3 kg.\n\nThe widget holds")
    assert codes(project).count("CL01") == 1


def test_changed_claim_is_new(tmp_path: Path) -> None:
    """A recorded claim whose number changes is new, and its entry is told as stale at its line of the file."""
    project = adopted(tmp_path)
    rewrite(project, "3 kg", "4 kg")
    done = citegate("check", "--root", project)
    assert done.exit_code == 1
    line = next(n for n, text in enumerate((project / NAME).read_text("utf-8").splitlines(), 1) if "weighs 3" in text)
    assert f"{NAME}:{line}:1: CG01 an entry of the baseline no longer occurs: CL01 in {ARTICLE}: “The" in done.stdout
    assert sorted(codes(project)) == ["CG01", "CL01"]


def test_stale_entries_are_pruned(tmp_path: Path) -> None:
    """`--prune` takes out what no longer occurs and records nothing new."""
    project = adopted(tmp_path)
    rewrite(project, "The widget weighs 3 kg.", "What does it weigh?\n\nThe widget lasts 7 days.")
    assert sorted(codes(project)) == ["CG01", "CL01"]
    assert citegate("baseline", "--root", project, "--prune").exit_code == 0
    assert codes(project) == ["CL01"]
    assert "lasts 7 days" not in (project / NAME).read_text(encoding="utf-8")


def test_warning_that_becomes_an_error_is_not_held_back(tmp_path: Path) -> None:
    """What is recorded as a warning does not help an article to be approved."""
    project = adopted(tmp_path, "What is a widget?\n", 'rules.CL13 = "warning"')
    rewrite(project, "funding: none\n", "")
    citegate("baseline", "--root", project)
    assert "GV07" not in codes(project)
    rewrite(project, "status: submitted", "status: approved")
    assert "GV07" in codes(project)


def test_safety_is_never_recorded(tmp_path: Path) -> None:
    """Findings about safety are left out and named, and an entry written by hand holds nothing back."""
    project = make(tmp_path, "See [this](javascript:alert) widget.\n")
    done = citegate("baseline", "--root", project)
    assert "SE02 cannot be recorded" in done.stderr
    assert "SE02" in codes(project)
    assert '"code": "SE02"' not in (project / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["SE01", "SE05", "GV03", "GV04", "GV06", "GV09", "CG00"])
def test_entry_that_may_not_stand(code: str) -> None:
    """An entry of such a code holds nothing back, and is told."""
    found = [Diagnostic("a.md", Span(1, 1, 1, 5), code, "error", "m", "h")]
    forged = [
        Entry("a.md", code, "text", "error", 1, mark, 3) for mark, _ in baseline.fingerprints(found, {"a.md": "text"})
    ]
    kept, stale = hold_back(found, {"a.md": "text"}, forged)
    assert kept == found
    assert [str(d) for d in baseline.warnings(stale, NAME)] == [
        f"{NAME}:3:1: CG01 {code} cannot stand in a baseline: {code} in a.md: “text”"
    ]
    assert prune(forged, stale) == []


def test_only_the_named_path_is_recorded(tmp_path: Path) -> None:
    """With a path, entries of other paths stay as they are and are not stale."""
    project = adopted(tmp_path)
    other = project / "docs" / "articles" / "other.md"
    other.write_text((project / ARTICLE).read_text(encoding="utf-8").replace("widget", "gadget"), encoding="utf-8")
    assert codes(project).count("CL01") == 2
    assert citegate("baseline", "--root", project, other).exit_code == 0
    assert codes(project) == []
    rewrite(project, "3 kg", "4 kg")
    assert codes(project, str(other)) == []


def test_policy_names_the_file(tmp_path: Path) -> None:
    """The baseline is the file that the policy names."""
    project = adopted(tmp_path, table='baseline = "known.json"')
    assert (project / "known.json").is_file()
    assert not (project / NAME).exists()
    assert codes(project) == []


def test_exit_status_counts_new_errors_only(tmp_path: Path) -> None:
    """Stale entries warn; they never refuse."""
    project = adopted(tmp_path)
    rewrite(project, "3 kg", "much [@alpha, p. 4]")
    done = citegate("check", "--root", project)
    assert "CG01" in done.stdout
    assert done.exit_code == 0


def test_build_holds_back_what_the_command_holds_back(tmp_path: Path) -> None:
    """The build of a site passes with a baseline, and is refused for what is new."""
    project = builds.copy_project(tmp_path / "project")
    article = project / ARTICLE
    article.write_text(f"{FRONT}{OLD}", encoding="utf-8")
    assert builds.build(project).status != 0
    assert citegate("baseline", "--root", project).exit_code == 0
    built = builds.build(project)
    assert built.status == 0, built.output
    article.write_text(f"{FRONT}{OLD}\nThe widget lasts 7 days.\n", encoding="utf-8")
    refused = builds.build(project)
    assert refused.status != 0
    assert [(path, code) for path, _, _, code, _ in refused.diagnostics] == [(ARTICLE, "CL01")]


BROKEN = {
    "no JSON": "{",
    "another version": '{"version": 2, "entries": []}',
    "no entries": '{"version": 1}',
    "a list": "[]",
    "an entry without a code": '{"version": 1, "entries": [{"path": "a.md"}]}',
    "a count of zero": json.dumps(
        {
            "version": 1,
            "entries": [{"path": "a", "code": "CL01", "text": "t", "level": "error", "count": 0, "fingerprint": "f"}],
        }
    ),
    "brackets without end": "[" * 100_000,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_baseline(tmp_path: Path, text: str) -> None:
    """A file that is no baseline is told, and nothing is judged by it."""
    project = make(tmp_path, OLD)
    (project / NAME).write_text(text, encoding="utf-8")
    done = citegate("check", "--root", project)
    assert done.exit_code == 2
    assert NAME in done.output
    with pytest.raises(ConfigurationError):
        parse(text, NAME)


def test_prune_without_a_baseline(tmp_path: Path) -> None:
    """Where there is no file there is nothing to prune, and that is said."""
    done = citegate("baseline", "--root", make(tmp_path, OLD), "--prune")
    assert done.exit_code == 2
    assert f"there is no {NAME}" in done.output


WORDS = st.text("ab \u00e9\n", min_size=1, max_size=8)
FOUND = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(["CL01", "CL02"])), max_size=10)


@given(WORDS.map(lambda text: text * 6), FOUND, st.sets(st.integers(0, 9)))
def test_record_holds_back_exactly_itself(text: str, found: list[tuple[int, int, str]], gone: set[int]) -> None:
    """What is recorded is held back whole; of what is mended, exactly as much is stale, and the file can be read."""
    offsets = Offsets(text)
    all_ = [
        Diagnostic("a.md", Span(*offsets.place(start), *offsets.place(start + length)), code, "error", "m", "h")
        for start, length, code in found
    ]
    sources = {"a.md": text}
    entries = parse(dump(record(all_, sources)), NAME)
    assert hold_back(all_, sources, entries) == ([], [])
    left = [diagnostic for number, diagnostic in enumerate(all_) if number not in gone]
    kept, stale = hold_back(left, sources, entries)
    assert kept == []
    assert sum(entry.count for entry in stale) == len(all_) - len(left)
    assert hold_back(left, sources, prune(entries, stale)) == ([], [])
    assert all(may_stand(entry.code) for entry in entries)
