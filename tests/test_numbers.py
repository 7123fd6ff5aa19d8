"""Every number of every claim stands in a fact about a source that the claim cites, or is explained."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Unit

    from tests.figures import Evidence, Figure, figures, load, spelled, unsupported
else:
    from figures import Evidence, Figure, figures, load, spelled, unsupported

ROOT = Path(__file__).parent.parent
ARTICLES = sorted((ROOT / "docs" / "articles").rglob("*.md"))
FACTS = [ROOT.parent / "shared" / "evidence" / name for name in ("facts", "facts-no-doi")]
EXCEPTIONS = ROOT / "tests" / "numbers" / "exceptions.toml"


@dataclass(frozen=True)
class Allowed:
    """A number that no fact holds, in a claim with these words, and the reason why it may stand."""

    article: str
    claim: str
    number: str
    reason: str

    def covers(self, article: str, unit: Unit, figure: Figure) -> bool:
        """Return whether the exception is for this number of this claim."""
        return article == self.article and self.claim in plain(unit) and figure.value == value(self.number)


def plain(unit: Unit) -> str:
    """A claim's text on one line, cells parted as `citegate claims` shows them."""
    return " | ".join(unit.text.split("\t"))


def value(number: str) -> Decimal:
    """The one number that an exception names."""
    (figure,) = figures(number, pronouns=True)
    return figure.value


@cache
def allowed() -> list[Allowed]:
    """The exceptions."""
    return [Allowed(**entry) for entry in tomllib.loads(EXCEPTIONS.read_text("utf-8")).get("exception", [])]


@cache
def project() -> Project:
    """The project as it is."""
    return Project(ROOT)


@cache
def evidence() -> Evidence:
    """The facts, or a skip where they are not here."""
    if not all(folder.is_dir() for folder in FACTS):
        pytest.skip("the facts about the sources are not here")
    return Evidence(load(FACTS), project().bibliography.works)


def claims(file: Path) -> Iterator[Unit]:
    """The claims of an article."""
    return (unit for unit in project().read(file).units if unit.is_claim)


def told(file: Path, unit: Unit, figure: Figure) -> str:
    """What a person needs to mend a number: where, which, in what claim, where it was looked for."""
    known = evidence().facts
    searched = ", ".join(f"{key} ({len(known.get(key, ())) // 3} facts)" for key in unit.covering) or "no source"
    return (
        f"{file.relative_to(ROOT)}:{unit.span.line}: {figure.shown} in “{plain(unit)}” stands in no fact of {searched}"
    )


@pytest.mark.parametrize("file", ARTICLES, ids=lambda path: path.stem)
def test_every_number_stands_in_a_source(file: Path) -> None:
    """Each number of each claim is in a fact, quotation or note about a source that it cites, or is an exception."""
    wrong = [
        told(file, unit, figure)
        for unit in claims(file)
        for figure in unsupported(unit, evidence())
        if not any(entry.covers(file.stem, unit, figure) for entry in allowed())
    ]
    assert not wrong, "\n".join(["", *wrong, f"correct the number or the citation, or explain it in {EXCEPTIONS.name}"])


def test_every_exception_is_needed_and_explained() -> None:
    """An exception without a reason, for a claim that is no more, or for a number that a fact holds must go."""
    needed: Counter[Allowed] = Counter()
    for file in ARTICLES:
        for unit in claims(file):
            for figure in unsupported(unit, evidence()):
                needed.update(entry for entry in allowed() if entry.covers(file.stem, unit, figure))
    assert [entry for entry in allowed() if not needed[entry]] == []
    assert [entry for entry in allowed() if len(entry.reason.split()) < 4 or len(entry.claim.split()) < 3] == []


def test_numbers_are_there_to_be_judged() -> None:
    """The articles have numbers, and most of them are borne out by facts: the check is about something."""
    evidence()
    judged = [(unit, figure) for file in ARTICLES for unit in claims(file) for figure in figures(unit.text)]
    assert len(judged) > 100
    borne = sum(evidence().bears_out(figure, unit.covering) for unit, figure in judged)
    assert borne > 0.9 * len(judged)


def test_a_changed_number_is_found_wherever_it_stands() -> None:
    """Every single number of every claim, replaced by one that no source has, is found."""
    evidence()
    for file in ARTICLES:
        for unit in claims(file):
            for figure in figures(unit.text):
                end = figure.start + len(figure.shown)
                text = spelled(unit.text)
                wrong = replace(unit, text=f"{text[: figure.start]} 98765.4 {text[end:]}")
                assert Decimal("98765.4") in {found.value for found in unsupported(wrong, evidence())}, plain(wrong)


def test_a_wrong_dose_in_an_article_fails() -> None:
    """An article whose first dose is ten times too high is refused with place, claim, number and sources."""
    file = ROOT / "docs" / "articles" / "flumazenil-versus-baclofen.md"
    source = file.read_text(encoding="utf-8")
    right, wrong = "0.2 mg (2 mL) over 15 seconds", "2.5 mg (2 mL) over 15 seconds"
    assert right in source
    article = project().parser.parse(source.replace(right, wrong, 1), "docs/articles/x.md")
    found = [(unit, figure) for unit in article.units if unit.is_claim for figure in unsupported(unit, evidence())]
    (said,) = [told(file, unit, figure) for unit, figure in found if figure.shown == "2.5"]
    assert (
        ": 2.5 in “First dose | 2.5 mg (2 mL) over 15 seconds | ” stands in no fact of label-flumazenil-generic ("
        in said
    )


def test_a_number_of_another_source_is_no_support() -> None:
    """A fact counts only for a claim that cites its source."""
    known = Evidence({"alpha": ["weighs 3 kg"], "beta": ["weighs 4 kg"]})
    (four,) = figures("4 kg")
    assert known.bears_out(four, ["beta"])
    assert not known.bears_out(four, ["alpha"])
    assert not known.bears_out(four, [])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,000 or 1000 or 12,345,678.5", "1000 1000 12345678.5"),
        ("0.2 mg, .2 mg, 0.20 mg, 0·2 mg", "0.2 0.2 0.2 0.2"),
        ("10–63% and 1-2 and 3 to 4", "10 63 1 2 3 4"),
        ("2.85 (95% CI 2.11–3.84)", "2.85 95 2.11 3.84"),
        ("a 3-day course, 20-minute intervals, 60mg", "3 20 60"),
        ("two drugs, Twelve trials, three times", "2 12 3"),
        ("One hundred (96%) patients, one hundred seven, two hundred and thirty-one", "100 96 107 231"),
        ("twenty-one, forty, nineteen", "21 40 19"),
        ("one patient, no one, one of them", ""),
        ("one hour, one-third, any one year", "1 1 1"),
        ("twice daily, once weekly, once a day, given once", "2 1 1 1"),
        ("once they were stable, once opened, at once, once a dose was missed", ""),
        ("63 out of 100 people, 7 out of 1000, 5 of 100", "63 7 1000 5 100"),
        ("SGLT2, HbA1c, GLP-1, CYP2C9, B12, IL-17A, GABA-B", ""),
        ("type 2 diabetes, types 1 and 2 diabetes, stage 3", "3"),
        ("1/3, 1/2 or ⅔", "1 3 1 2 2 3"),
        ("the first dose, second-line, the 18th day", "18"),
        ("mL/min/1.73 m²", "1.73"),
        ("1201 versus 705 mL", "1201 705"),
        ("138 of 498, 9,707 (1.11%)", "138 498 9707 1.11"),
        ("p < 0.001, n=28, ≥60", "0.001 28 60"),
        ("", ""),
    ],
)
def test_numbers_of_a_text(text: str, values: str) -> None:
    """Numbers are compared as values, however they are written; names and pronouns are none."""
    assert [figure.value for figure in figures(text)] == [Decimal(value) for value in values.split()]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("A 2019 cohort of 2019 patients", [True, False]),
        ("updated December 11, 2024", [True, True]),
        ("on 3 March 2020 and 2020-03-04", [True] * 5),
        ("in March 2020, 20 mg", [True, False]),
        ("2000 mg", [False]),
    ],
)
def test_dates_are_known_as_such(text: str, dated: list[bool]) -> None:
    """A year or date may be that of the source's publication; a quantity may not."""
    assert [figure.dated for figure in figures(text)] == dated


def test_the_year_of_publication_needs_no_fact() -> None:
    """`A 2019 cohort` is borne out by the year of the source that the claim cites, `2019 patients` is not."""
    works = project().bibliography.works
    known = Evidence({}, works)
    year = works["muanda-2019"].fields["year"]
    (study,), (patients,) = figures(f"A {year} cohort"), figures(f"{year} patients")
    assert known.bears_out(study, ["muanda-2019"])
    assert not known.bears_out(study, ["wolf-2018"])
    assert not known.bears_out(patients, ["muanda-2019"])
