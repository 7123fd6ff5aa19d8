"""Tidying the bibliography: one style, nothing lost, nothing changed that it says."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate.bibliography import Bibliography, parse
from citegate.identifiers import identify
from citegate.references import describe
from citegate.tidy import Tidied, tidy
from citegate.tidyvalues import order
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from citegate.diagnostics import Finding

HERE = Path(__file__).parent
CASES = sorted((HERE / "tidy").glob("*.bib"))
CORPORA = HERE.parent.parent / "shared" / "corpora"
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


@pytest.mark.parametrize("value", ['"}"', '"a } b"'])
def test_what_braces_cannot_hold_is_refused(value: str) -> None:
    """A value that would read otherwise between braces stops everything: the text stays, the entry is named."""
    text = f"@misc{{a, title = {{A}}}}\n@misc{{b, note = {value}}}\n"
    result = tidied(text)
    assert result.text == text
    assert [(found.span.line, found.message) for found in result.problems] == [
        (2, "`b` cannot be rewritten without changing it")
    ]
