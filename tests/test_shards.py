"""A gate that was judged in parts and joined says what one run says, and takes nothing for a part that is none."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from citegate import shards
from citegate.bench.workshop import article, bibliography
from citegate.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests import small_project
else:
    import small_project

ROOT = Path(__file__).resolve().parents[1]
CI = ROOT / ".github/workflows/ci.yml"
ENTRIES = bibliography(40)
RELATED = small_project.FRONT.replace("ai: none", "ai: none\nrelated: [{0}]\ntags: [{1}]")
BODY = "# Widgets\n\nThe widget weighs 3 kg [@{0}]. It is made of 5 mg of tin.\n"


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every kind of rule has something to say."""
    folder = small_project.make(tmp_path_factory.mktemp("shards") / "project", "The widget weighs 3 kg.\n")
    articles = folder / "docs/articles"
    for number in range(2):
        path, text = article(number, ENTRIES)
        (articles / path).parent.mkdir(parents=True, exist_ok=True)
        (articles / path).write_text(text.partition("## Structure")[0], encoding="utf-8")
    with (folder / "references.bib").open("a", encoding="utf-8") as file:
        file.write("\n".join(entry.text for entry in ENTRIES) + "@article{twice, title={}}\n@article{twice, title={}}")
    key, other = ENTRIES[0].key, ENTRIES[1].key
    (articles / "near.md").write_text(RELATED.format("far", "a") + BODY.format(key), encoding="utf-8")
    (articles / "far.md").write_text(RELATED.format("near", "b") + BODY.format(key), encoding="utf-8")
    (articles / "apart.md").write_text(RELATED.format("near, none", "c") + BODY.format(other), encoding="utf-8")
    approved = small_project.FRONT.replace("submitted", "approved\nnext_review: 2020-01-01")
    (articles / "approved.md").write_text(approved + BODY.format(other), encoding="utf-8")
    (articles / "no-text.md").write_bytes(b"---\ntitle: \xff\n---\n")
    (articles / "empty.md").write_bytes(b"")
    (articles / "link.md").symlink_to("near.md")
    (folder / "docs/page.md").write_text("# Page\n\n<script>x</script>\n", encoding="utf-8")
    return folder


def parts(folder: Path, of: int, place: Path) -> list[Path]:
    """Write the parts of a project, in the order of their numbers."""
    place.mkdir(exist_ok=True)
    made = []
    for number in range(1, of + 1):
        done = small_project.citegate("check", "--root", folder, "--shard", f"{number}/{of}")
        assert done.exit_code == 0, done.output
        made.append(place / f"{number}-of-{of}.json")
        made[-1].write_text(done.stdout, encoding="utf-8")
    return made


@pytest.mark.parametrize("of", [1, 3, 40])
def test_joined_parts_say_what_one_run_says(of: int, faulty: Path, tmp_path: Path) -> None:
    """Every report of the joined parts has the bytes and the exit status of one check, for any number of parts."""
    made = parts(faulty, of, tmp_path)
    random.Random(of).shuffle(made)  # noqa: S311 - an order, not a secret
    for style in FORMATS:
        whole = small_project.citegate("check", "--root", faulty, "--format", style)
        joined = small_project.citegate("merge", *made, "--root", faulty, "--format", style)
        assert (joined.stdout, joined.exit_code) == (whole.stdout, whole.exit_code), style
    codes = {
        d["code"]
        for d in json.loads(small_project.citegate("check", "--root", faulty, "--format", "json").stdout)["diagnostics"]
    }
    assert {"CL01", "RD03", "GV04", "GV06", "CI13", "CI14", "SE01"} <= codes


def test_the_shipped_articles_in_parts(tmp_path: Path) -> None:
    """The articles of this repository in two parts, each taken from a copy elsewhere, are judged as in one."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("docs", "mkdocs.yml", "pyproject.toml", "references.bib"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, copy / name)
    made = parts(copy, 2, tmp_path / "parts")
    joined = small_project.citegate("merge", *made, "--root", ROOT, "--format", "sarif")
    whole = small_project.citegate("check", "--root", ROOT, "--format", "sarif")
    assert (joined.stdout, joined.exit_code) == (whole.stdout, whole.exit_code)


def test_parts_are_of_one_size(tmp_path: Path) -> None:
    """Each file is in one part, parts keep the order, and none is larger than another by more than one file."""
    files = []
    for number in range(60):
        files.append(tmp_path / f"{number:02}.md")
        files[-1].write_bytes(b"x" * (number * 37 % 101) * 10)
    dealt = [shards.share(files, number, 7) for number in range(1, 8)]
    assert sorted(file for part in dealt for file in part) == files
    assert all(part == sorted(part) for part in dealt)
    sizes = [sum(file.stat().st_size for file in part) for part in dealt]
    assert max(sizes) - min(sizes) <= 1000


def _changed(part: Path, change: Callable[[Any], object]) -> Path:
    data = json.loads(part.read_text(encoding="utf-8"))
    change(data)
    part.write_text(json.dumps(data), encoding="utf-8")
    return part


def test_what_is_no_whole_set_of_parts_is_refused(faulty: Path, tmp_path: Path) -> None:
    """A part that is missing, twice there, of another split, or not written to its end is refused in one line."""
    made, others = parts(faulty, 3, tmp_path), parts(faulty, 2, tmp_path)
    cut = tmp_path / "cut.json"
    cut.write_bytes(made[2].read_bytes()[:-40])
    for named, said in (
        ([], "no part was named"),
        (made[:2], "part 3 of 3 missing"),
        (made[:1], "parts 2, 3 of 3 missing"),
        ([*made, made[0]], "1-of-3.json is part 1, as 1-of-3.json is"),
        ([made[0], *others], "is one of 2 parts"),
        ([*made[:2], cut], "cut.json is no part"),
        ([*made[:2], tmp_path / "none.json"], "cannot be read"),
    ):
        done = small_project.citegate("merge", *named, "--root", faulty)
        assert done.exit_code == 2
        assert done.output.startswith("Error: ")
        assert said in done.output
        assert done.output.count("\n") == 1


def test_a_stale_part_is_refused(faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of an article, the bibliography, a notice or a new file, or another day: the parts are of no use."""
    folder = tmp_path / "copy"
    shutil.copytree(faulty, folder, symlinks=True)
    made = parts(folder, 1, tmp_path / "parts")
    for name in ("docs/articles/near.md", "references.bib", "docs/editorial/notices/dosing.md", "docs/new.md"):
        file = folder / name
        before = file.read_bytes() if file.exists() else None
        file.write_bytes((before or b"") + b"\nMore.\n")
        done = small_project.citegate("merge", *made, "--root", folder)
        assert done.exit_code == 2
        assert "1-of-1.json is stale" in done.output
        file.write_bytes(before) if before is not None else file.unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")
    assert "is stale" in small_project.citegate("merge", *made, "--root", folder).output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert small_project.citegate("merge", *made, "--root", folder).exit_code == 1


CHANGES: list[Callable[[Any], object]] = [
    lambda data: data.update(version=2),
    lambda data: data.update(part=0),
    lambda data: data.update(part=True),
    lambda data: data.update(more=1),
    lambda data: data.pop("ground"),
    lambda data: data["files"].pop(),
    lambda data: data["files"].reverse(),
    lambda data: data["files"].append(data["files"][0]),
    lambda data: data["files"][0].update(path="../../etc/passwd"),
    lambda data: data["files"][0].update(claims={"total": -1, "cited": 0, "exempt": 0, "uncited": 0}),
    lambda data: data["files"][0].update(keys={"a": 1}),
    lambda data: data["files"][0].update(found=[["p", [1, 1, 1, 2], "CL01", "fatal", "m", "h", []]]),
    lambda data: data["files"][0].update(found=[["p", [1, 1, 1, 0], "CL01", "error", "m", "h", []]]),
    lambda data: data["files"][0].update(found=[["p", [1, 1, 1], "CL01", "error", "m", "h", []]]),
    lambda data: data["files"][0].update(found=[["p", [1, 1, 1, 10**30], "CL01", "error", "m", "h", []]]),
    lambda data: data["files"][0].update(found=[["p", [1, 1, 1, 2], "CL01", "error", "m", None, []]]),
    lambda data: data["files"][0].update(found=[["p", [1, 1, 1, 2], "CL01", "error", "m", "h", [[1, "x"]]]]),
]


def test_what_no_check_wrote_is_refused(faulty: Path, tmp_path: Path) -> None:
    """A file from elsewhere with other fields, types or paths ends the command in one line, never in a traceback."""
    (made,) = parts(faulty, 1, tmp_path)
    text = made.read_text(encoding="utf-8")
    for number, change in enumerate(CHANGES):
        made.write_text(text, encoding="utf-8")
        done = small_project.citegate("merge", _changed(made, change), "--root", faulty)
        assert done.exit_code == 2, number
        assert done.output.startswith("Error: ")
        assert done.output.count("\n") == 1
    for data in (b"", b"[]", b"null", b"\x80\x04.", b"[" * 100_000, b'{"kind": "citegate-shard"}'):
        made.write_bytes(data)
        done = small_project.citegate("merge", made, "--root", faulty)
        assert done.exit_code == 2
        assert "is no part" in done.output


def test_a_part_is_of_everything(faulty: Path) -> None:
    """A part of some paths, in a format or with corrections is a wrong use, and so is one that is none."""
    for more in (["--fix"], ["--changed"], ["--format", "json"], [faulty / small_project.ARTICLE]):
        assert small_project.citegate("check", "--root", faulty, "--shard", "1/2", *more).exit_code == 2
    for part in ("0/2", "3/2", "1", "1/0", "a/b", "1/2/3"):
        assert "is no part" in small_project.citegate("check", "--root", faulty, "--shard", part).output


def test_no_verdict_comes_from_a_cache() -> None:
    """What a run of a change kept is never read where a verdict is given, nor anywhere where pages are published."""
    jobs = yaml.safe_load(CI.read_text(encoding="utf-8"))["jobs"]
    for step in (step for job in jobs.values() for step in job["steps"]):
        if "citegate check" in step.get("run", ""):
            assert "--no-cache" in step["run"]
        if step.get("run") == "make change":
            assert step["env"] == {"CITEGATE_NO_CACHE": "1"}
        if step.get("uses", "").startswith("actions/cache/restore"):
            assert step["if"] == "github.event_name != 'push'"
        if step.get("uses", "").startswith("actions/cache/save"):
            assert step["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"
        assert not step.get("uses", "").startswith("actions/cache@")
    assert jobs["articles"]["if"] == "${{ !cancelled() }}"
    split = f"/{len(jobs['parts']['strategy']['matrix']['part'])}"
    assert all(split in step["run"] for step in jobs["parts"]["steps"] if "--shard" in step.get("run", ""))
