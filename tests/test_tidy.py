"""Tidying the bibliography: one style, nothing lost, nothing changed that it says."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate.bibliography import Bibliography, parse
from citegate.cli import main
from citegate.identifiers import identify
from citegate.references import describe
from citegate.tidy import Tidied, tidy
from citegate.tidyvalues import order
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from citegate.diagnostics import Finding

HERE = Path(__file__).parent
ROOT = HERE.parent
CASES = sorted((HERE / "tidy").glob("*.bib"))
BROKEN = [HERE / "bibliography" / f"{name}.bib" for name in ("duplicates", "unclosed", "heads", "hostile")]
CORPORA = ROOT.parent / "shared" / "corpora"
WORDS = st.sampled_from(
    [
        *"{}\\$%&_~-–—#\"',.= \n",
        "GABA",
        "mRNA ",
        "Widget",
        "{ABC}",
        "\\'e",
        "\\o ",
        "$x_1$",
        "--",
        "12-15",
        "É",
        "e\u0301",
    ]
)
NAMES = st.sampled_from(["title", "note", "doi", "pages", "urldate", "author", "isbn", "url", "sourcetype", "abstract"])
ENTRIES = st.tuples(st.sampled_from("abcdeABC"), st.dictionaries(NAMES, st.lists(WORDS, max_size=8).map("".join)))
PIECES = st.sampled_from(
    ["@misc{a,", "@Book(b,", "title = {x}", ",", "}", ")", "\n", "\n\n", "% note", "@string{s = {x}}", "note = s # {y}"]
)


def known(text: str) -> list[str]:
    """The keys of a text that count as cited: all but those that start with `never-`."""
    return [key for key in parse(text, "x.bib").works if not key.startswith("never-")]


def tidied(text: str) -> Tidied:
    """A text tidied, with its cited keys."""
    return tidy(text, "case.bib", known(text))


def said(findings: tuple[Finding, ...]) -> str:
    """Findings as the golden files hold them."""
    return "".join(f"{found.span.line}:{found.span.column} {found.message}\n" for found in findings)


def composed(text: str) -> str:
    """A text in NFC: how an accent is stored is nothing that readers see."""
    return unicodedata.normalize("NFC", text)


def read_alike(before: Bibliography, after: Bibliography) -> None:
    """Fail where a work is lost, or where readers would see another reference or another way to the source."""
    assert set(before.works) == set(after.works)
    for key, old in before.works.items():
        new = after.works[key]
        assert composed(describe(new).text) == composed(describe(old).text)
        assert describe(old).type_slug == describe(new).type_slug
        good = [(found.kind, found.value) for found in identify(old) if found.problem is None]
        assert [(found.kind, found.value) for found in identify(new) if found.problem is None] == good


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    """Each .bib of the folder becomes exactly the .tidy beside it, for exactly the reasons in the .txt."""
    result = tidied(case.read_bytes().decode("utf-8"))
    assert result.problems == ()
    assert result.text == case.with_suffix(".tidy").read_text(encoding="utf-8")
    assert said((*result.changes, *result.uncited)) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_twice_is_once(case: Path) -> None:
    """Tidying what is tidy changes nothing and reports no change."""
    once = tidied(case.read_bytes().decode("utf-8"))
    twice = tidied(once.text)
    assert twice.text == once.text
    assert twice.changes == ()


@settings(deadline=None, max_examples=150)
@given(st.lists(ENTRIES, max_size=5, unique_by=lambda entry: entry[0]))
def test_no_value_is_too_odd(entries: list[tuple[str, dict[str, str]]]) -> None:
    """Whatever values entries have: refused with a reason, or tidied for good, with all works as readers know them."""
    text = "\n".join(
        f"@misc{{{key}, " + ", ".join(f"{name} = {{{_given(name, value)}}}" for name, value in fields.items()) + "}"
        for key, fields in entries
    )
    holds(text)


def _given(name: str, value: str) -> str:
    """A value of an entry: names composed, since the initial of a name stored in two parts gains its accent."""
    return composed(value) if name == "author" else value


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_layout_is_too_odd(text: str) -> None:
    """However blocks, comments and abbreviations follow each other: the same."""
    holds(text)


def holds(text: str) -> None:
    """Fail unless tidying refuses with a reason or keeps every promise."""
    result = tidied(text)
    if result.problems:
        assert result.text == text
        return
    read_alike(parse(text, "x.bib"), parse(result.text, "x.bib"))
    assert tidied(result.text).text == result.text
    assert ("% note" in text) == ("% note" in result.text)


def test_real_bibliographies_read_alike() -> None:
    """Hundreds of real .bib files keep every work, every reference and every identifier, and stay as they are then."""
    files = sorted(CORPORA.rglob("*.bib"))
    if not files:
        pytest.skip("the corpora are not here")
    judged = 0
    for file in files:
        text = file.read_bytes().decode("utf-8-sig", "replace")
        result = tidied(text)
        if result.problems:
            assert result.text == text, file
            continue
        judged += 1
        read_alike(parse(text, "x.bib"), parse(result.text, "x.bib"))
        assert tidied(result.text).text == result.text, file
    assert judged > 100


def test_every_field_that_readers_see_is_kept() -> None:
    """An entry with all fields of the list keeps all of them, in the order of the list."""
    fields = "".join(f"  {name} = {{7}},\n" for name in reversed(order()) if name != "crossref")
    result = tidied(f"@misc{{a,\n{fields}}}\n")
    kept = [line.split(" = ")[0].strip() for line in result.text.splitlines() if " = " in line]
    assert kept == [name for name in order() if name != "crossref"]


def test_tidying_a_large_file_is_fast() -> None:
    """Five thousand entries take seconds, not minutes: the work grows with the file, not faster."""
    text = "".join(f"@misc{{k{n}, title = {{Widget {n} of GABA}}, pages = {{1-2}}}}\n% note {n}\n" for n in range(5000))
    result = tidy(text, "x.bib", ())
    assert len(result.uncited) == 5000
    assert result.text.count("{GABA}") == 5000


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
