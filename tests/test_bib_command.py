"""The command `citegate bib tidy`: what it writes, what it refuses, what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from citegate.bibliography import parse
from citegate.cli import main
from click.testing import CliRunner, Result

HERE = Path(__file__).parent
ROOT = HERE.parent
BROKEN = [HERE / "bibliography" / f"{name}.bib" for name in ("duplicates", "unclosed", "heads", "hostile")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one article that cites `alpha` and names `named` where it is no citation."""
    (tmp_path / "docs" / "articles").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    article = "---\ntitle: Widgets\n---\n\nThe widget is blue [@alpha, p. 4].\n\n`[@named]` is code.\n"
    (tmp_path / "docs" / "articles" / "widgets.md").write_text(article, encoding="utf-8")
    text = (
        "@misc{named, title={N}}\n@misc{never, title={X}}\n@misc{alpha, title={A}, doi={https://doi.org/10.1000/1}}\n"
    )
    (tmp_path / "references.bib").write_text(text, encoding="utf-8")
    return tmp_path


def run(project: Path, *options: str) -> Result:
    """Run `citegate bib tidy` in a project."""
    return CliRunner().invoke(main, ["bib", "tidy", "--root", str(project), *options])


@pytest.mark.parametrize("options", [["--check"], ["--diff"], ["--check", "--diff"]])
def test_check_and_diff_write_nothing(project: Path, options: list[str]) -> None:
    """`--check` and `--diff` leave the file alone, say what is to be done, and only `--check` fails for it."""
    before = (project / "references.bib").read_bytes()
    result = run(project, *options)
    assert (project / "references.bib").read_bytes() == before
    assert result.exit_code == (1 if "--check" in options else 0)
    assert ("+  doi = {10.1000/1}," if "--diff" in options else "3:1: `alpha`: `doi` rewritten") in result.output
    assert "no article cites `never`" in result.output


def test_tidy_writes_and_keeps_what_nothing_cites(project: Path) -> None:
    """Without `--prune` every entry stays; `--check` then still fails for those that nothing cites."""
    assert run(project).exit_code == 0
    assert list(parse((project / "references.bib").read_text(), "x").works) == ["alpha", "named", "never"]
    again = run(project, "--check")
    assert again.exit_code == 1
    assert "references.bib: tidy\n" in again.output


def test_prune_removes_only_what_is_nowhere_named(project: Path) -> None:
    """`--prune` removes the entry that nothing cites, says so, and keeps the one whose citation may have been lost."""
    result = run(project, "--prune")
    assert result.exit_code == 0
    assert "`never`: removed" in result.output
    assert "no article cites `named` (it stays" in result.output
    assert list(parse((project / "references.bib").read_text(), "x").works) == ["alpha", "named"]


def test_prune_is_refused_where_an_article_cannot_be_read(project: Path) -> None:
    """An article that is no UTF-8 could cite anything, so nothing is removed on its account."""
    (project / "docs" / "articles" / "broken.md").write_bytes(b"\xff\xfe")
    result = run(project, "--prune")
    assert result.exit_code == 2
    assert "broken.md cannot be read" in result.output
    assert "@misc{never, title={X}}" in (project / "references.bib").read_text()


def test_a_link_stays_a_link(project: Path) -> None:
    """A bibliography that is a symbolic link is tidied where it really stands."""
    (project / "references.bib").rename(project / "real.bib")
    (project / "references.bib").symlink_to("real.bib")
    assert run(project).exit_code == 0
    assert (project / "references.bib").is_symlink()
    assert "doi = {10.1000/1}" in (project / "real.bib").read_text()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_a_broken_bibliography_is_left_alone(project: Path, broken: Path) -> None:
    """Where CI13 has something to say, every problem is told, nothing is written and the exit status is 1."""
    shutil.copy(broken, project / "references.bib")
    result = run(project)
    assert result.exit_code == 1
    problems = parse(broken.read_bytes().decode("utf-8-sig"), "x").problems
    assert result.output.count("references.bib:") >= len(problems) > 0
    assert "nothing was written" in result.output
    assert (project / "references.bib").read_bytes() == broken.read_bytes()


def test_a_missing_bibliography_is_told(project: Path) -> None:
    """A bibliography that is not there is one message, no traceback, and stays missing."""
    (project / "references.bib").unlink()
    result = run(project)
    assert result.exit_code == 1
    assert "the bibliography cannot be read" in result.output
    assert not (project / "references.bib").exists()


def test_the_shipped_bibliography_is_tidy() -> None:
    """references.bib holds exactly what the articles cite, in the project's style."""
    result = run(ROOT, "--check")
    assert result.exit_code == 0, result.output
