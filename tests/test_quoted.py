"""Short quotations from sources: the file is read strictly, and holds only what the evidence holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from citegate.project import Project
from citegate.quoted import MOST_WORDS, PAGE, Quotation, read

if TYPE_CHECKING:
    from tests import small_project
else:
    import small_project

ROOT = Path(__file__).resolve().parents[1]
FACTS = ROOT.parent / "shared" / "evidence" / "facts"
KEYS = frozenset({"one-2020", "two-2021"})


def found(text: str) -> list[str]:
    """Return the problems of a file as people read them."""
    return [f"{p.path}:{p.span.line}:{p.span.column}: {p.message}" for p in read(text, "q.yml", KEYS).problems]


def test_sound_file() -> None:
    """Quotations are read with key and place, in their order, white space folded."""
    one = "one-2020:\n  p. 4:\n    - it weighs  3 kg\n    - 'it: is heavy'\n  abstract:\n    - 12\n"
    text = f"{one}two-2021:\n  p. 1: [a, b]\n"
    kept = read(text, "q.yml", KEYS)
    assert kept.problems == ()
    assert kept.by_key["one-2020"] == (
        Quotation("p. 4", "it weighs 3 kg"),
        Quotation("p. 4", "it: is heavy"),
        Quotation("abstract", "12"),
    )
    assert [quotation.text for quotation in kept.by_key["two-2021"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("three-2022:\n  p. 1:\n    - x\n", "q.yml:1:1: `three-2022` is not in the bibliography"),
        ("one-2020:\n  p. 1: x\n", "q.yml:2:9: `p. 1` has no list of quotations"),
        ("one-2020:\n  p. 1:\n", "q.yml:2:3: `p. 1` has no list of quotations"),
        ("one-2020: x\n", "q.yml:1:11: `one-2020` is no list of `key: value`"),
        ("- x\n", "q.yml:1:1: this file is no list of `key: value`"),
        ("one-2020:\n  p. 1:\n    - x\n    - ''\n", "q.yml:4:7: this is no quotation"),
        ("one-2020:\n  p. 1:\n    - {a: b}\n", "q.yml:3:7: this is no quotation"),
        ("one-2020:\n  p. 1:\n    - x\n    - x\n", "q.yml:4:7: the quotation stands twice at this place"),
        ("one-2020:\n  p. 1:\n    - x\n  p.  1:\n    - y\n", "q.yml:4:3: `p. 1` stands twice"),
        ("one-2020:\n  p. 1:\n    - x\none-2020:\n  p. 2:\n    - y\n", "q.yml:4:1: `one-2020` stands twice"),
        (f"one-2020:\n  p. 1:\n    - {'word ' * 26}\n", "q.yml:3:7: the quotation has 26 words, more than 25"),
        ("one-2020: &a\n  p. 1: [x]\n", "q.yml:1:11: anchors and aliases (`&`, `*`) are not allowed"),
        ("one-2020: 'x\n", "q.yml:1:11: this quotation mark is never closed"),
    ],
)
def test_problems_have_their_place(text: str, problem: str) -> None:
    """What is no quotation is reported with line and column, and is no quotation."""
    assert found(text) == [problem]


def test_all_problems_at_once_and_the_rest_kept() -> None:
    """Every problem is told in one run, and what is sound is still read."""
    text = "no-key:\n  a: [b]\none-2020:\n  p. 1:\n    - good words\n    - ''\ntwo-2021: 3\n"
    assert len(found(text)) == 3
    assert read(text, "q.yml", KEYS).by_key == {"one-2020": (Quotation("p. 1", "good words"),)}


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n"])
def test_empty_file(text: str) -> None:
    """A file without quotations is sound."""
    assert read(text, "q.yml", KEYS).problems == ()


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " * 100_000, "a:\n" * 20_000, "\x00\ud800", "one-2020:\n\t- x"])
def test_hostile_files(text: str) -> None:
    """Nothing that stands in the file raises, and what is broken is said."""
    assert read(text, "q.yml", KEYS).problems


@pytest.fixture(scope="module")
def project() -> Project:
    """The project itself."""
    return Project(ROOT)


def test_shipped_quotations_are_sound_and_cited(project: Project) -> None:
    """Each quotation of the project stands at a place that an article cites, and is short."""
    kept = project.quotations
    assert kept.problems == ()
    assert kept.by_key
    articles = [project.read(file) for file in project.pages() if project.kind(file) == "article"]
    cited = {
        (citation.key, " ".join(citation.locator.split()))
        for article in articles
        for group in article.groups
        for citation in group.citations
    }
    quoted = [(key, quotation) for key, listed in kept.by_key.items() for quotation in listed]
    assert [(key, q.locator) for key, q in quoted if (key, q.locator) not in cited] == []
    assert max(len(quotation.text.split()) for _, quotation in quoted) <= MOST_WORDS


def test_shipped_quotations_are_those_of_the_evidence(project: Project) -> None:
    """Each quotation stands word for word in the evidence, with the same key and place."""
    if not FACTS.is_dir():
        pytest.skip("the evidence is not here")
    facts = {
        (fact["source"], " ".join(str(fact.get("locator", "")).split()), " ".join(fact["quote"].split()))
        for file in sorted(FACTS.glob("*.yml"))
        for fact in yaml.safe_load(file.read_text(encoding="utf-8"))["facts"]
    }
    assert [
        (key, quotation.locator, quotation.text)
        for key, listed in project.quotations.by_key.items()
        for quotation in listed
        if (key, quotation.locator, quotation.text) not in facts
    ] == []


def test_a_wrong_key_refuses(tmp_path: Path) -> None:
    """A quotation of a source that the bibliography lacks is an error of the run, with its place."""
    folder = small_project.make(tmp_path / "p", "Text.\n")
    (folder / "docs" / PAGE).write_text("nobody-1999:\n  p. 1:\n    - x\n", encoding="utf-8")
    said = small_project.citegate("check", "--root", folder).output
    assert f"docs/{PAGE}:1:1: CI13 `nobody-1999` is not in the bibliography" in said
