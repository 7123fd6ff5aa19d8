"""Finding sources and claims by words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from citegate.article import Article
from citegate.bibliography import parse
from citegate.frontmatter import FrontMatter
from citegate.searching import claims, sources, words
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    from tests.transcripts import cases, played, run
else:
    from transcripts import cases, played, run


@pytest.mark.parametrize("case", cases("find"), ids=lambda path: path.stem)
def test_transcript(case: Path) -> None:
    """Each transcript of `citegate find` is what the command prints, its exit status included."""
    assert played(case) == case.read_text(encoding="utf-8")


def test_title_and_key_weigh_more_than_authors_and_these_more_than_the_journal() -> None:
    """The same word ranks a work by where it stands, and a whole word before the beginning of one."""
    text = """
    @misc{a, title = {X}, journal = {Zinc}}
    @misc{b, title = {X}, author = {Zinc, Ann}}
    @misc{c, title = {Zinc in widgets}}
    @misc{zinc-2001, title = {X}}
    @misc{e, title = {Zincates}}
    @misc{f, title = {Xzinc}, note = {zinc}}
    """
    found = sources("zinc", parse(text, "x.bib").works.values())
    assert [source.key for source in found] == ["c", "zinc-2001", "b", "e", "a"]


def test_all_words_must_match() -> None:
    """A word that matches nothing leaves nothing, however well the others match."""
    works = parse("@misc{a, title = {Zinc in widgets}, year = 2001}", "x.bib").works.values()
    assert [source.key for source in sources("widg zinc 2001", works)] == ["a"]
    assert sources("widgets zinc 2002", works) == []


def test_only_claims_of_articles_are_found() -> None:
    """Headings, table heads and pages that are no articles hold no claims."""
    found = json.loads(run("find", "weight", "--format", "json").stdout if run("find", "weight").stdout else "{}")
    assert found["claims"] == []
    assert claims("x", [Article("a.md", "", FrontMatter({}, {}, "", 1), (), (), "")]) == []


def test_json_has_the_same_as_the_text() -> None:
    """`--format json` names every source and claim that the text shows, with ids and lines."""
    data = json.loads(run("find", "widget", "gadgets", "--format", "json").stdout)
    assert data["version"] == 1
    assert [source["key"] for source in data["sources"]] == ["gadgets", "alpha-2016"]
    (claim,) = data["claims"]
    assert (claim["path"], claim["line"], claim["keys"]) == ("docs/articles/two.md", 5, ["gadgets"])
    assert claim["id"].startswith("c-")


@pytest.mark.parametrize("query", ["", "  ", "[@]"])
def test_a_search_for_nothing_is_refused(query: str) -> None:
    """Without a letter or digit there is nothing to search for: usage error."""
    result = run("find", query)
    assert result.exit_code == 2
    assert "no letter and no digit" in result.output


@given(st.text(st.characters(max_codepoint=0x17F, exclude_characters="\u0131")))
def test_words_have_no_case_accents_or_marks(text: str) -> None:
    """Words of any text in Latin letters, written in capitals or joined by hyphens, are the same words."""
    found = words(text)
    assert words("-".join(found).upper()) == found
    assert all(word and not any(char.isspace() or char in "-_" for char in word) for word in found)
