"""What a text claims: tables of real sentences, and what must hold for every text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import lexicon, tiers
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = Path(__file__).parent / "tiers"
SCIFACT = Path(__file__).parents[2] / "shared" / "corpora" / "claims" / "scifact-covid-claims.txt"
SAMPLE = "No trial gave 5 mg (n = 28); the AHA states “it is harmful here” and OR 4.63 is higher than 1.00."


def table(name: str) -> list[list[str]]:
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("⇥", "\t").split(" | ") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("expected", "why", "text"), table("claims"))
def test_tier(expected: str, why: str, text: str) -> None:
    """Each sentence has the tier and the reason that the table says."""
    assert why in tiers.reasons(text) or expected == "B"
    assert tiers.tier(text)[0] == expected


@pytest.mark.parametrize(("expected", "text"), table("headings"))
def test_asserts(expected: str, text: str) -> None:
    """A heading asserts or names a topic, as the table says."""
    assert tiers.asserts(text) is (expected == "yes")


@pytest.mark.parametrize(("expected", "text"), table("gaps"))
def test_is_gap(expected: str, text: str) -> None:
    """A sentence states a gap in the evidence or not, as the table says."""
    assert tiers.is_gap(text) is (expected == "yes")


@pytest.mark.parametrize(("expected", "text"), table("doses"))
def test_has_dose(expected: str, text: str) -> None:
    """A text holds a dose or not, as the table says."""
    assert tiers.has_dose(text) is (expected == "yes")


@pytest.mark.parametrize("text", [text for expected, text in table("doses") if expected == "yes"])
def test_every_dose_is_tier_a(text: str) -> None:
    """No dose is ever a mere statement, and every dose is a quantity."""
    assert tiers.tier(text)[0] == "A"
    assert tiers.has_quantity(text)


@pytest.mark.parametrize("text", [text for expected, text in table("gaps") if expected == "yes"])
def test_every_gap_is_tier_a(text: str) -> None:
    """A statement of a gap is a statement about the evidence."""
    assert "evidence" in tiers.reasons(text)


@pytest.mark.parametrize("text", ["Is it safe?", "“Is it safe?”", "(Is it safe?)", "它安全吗？", "Is it safe? "])  # noqa: RUF001
def test_question(text: str) -> None:
    """A text that ends with a question mark of any script is a question."""
    assert tiers.is_question(text)


@pytest.mark.parametrize("text", ["It is safe.", "Is it safe? It is.", "It is safe (?) here.", "", "How it works"])
def test_no_question(text: str) -> None:
    """A question mark inside a statement does not make it a question."""
    assert not tiers.is_question(text)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", " "])
@pytest.mark.parametrize("unit", ["mg", "mL", "units", "mcg/kg"])
def test_any_space_before_a_unit(space: str, unit: str) -> None:
    """The kind of space between number and unit hides no dose."""
    assert tiers.has_dose(f"Dose: 5{space}{unit} at night")


@pytest.mark.parametrize("acronym", lexicon.load("effects")["acronyms"])
def test_every_acronym_of_a_measure_is_seen(acronym: str) -> None:
    """What is looked for at a glance before the measures of effect passes over no acronym of the list."""
    assert "effect measure" in tiers.reasons(f"It was, {acronym} 4.6")


@pytest.mark.parametrize("order", ["stop", "do not", "dial", "give"])
@pytest.mark.parametrize("before", ["", "4", "4) ", "Now: ", "## 4"])
def test_every_order_is_seen(order: str, before: str) -> None:
    """What is looked for at a glance before the orders passes over none, a number glued to it neither."""
    assert "directive" in tiers.reasons(f"{before}{order} 112 at once")


def test_the_tables_are_large() -> None:
    """The claims table holds at least 150 lines, each once."""
    lines = [tuple(line) for line in table("claims")]
    assert len(lines) >= 150
    assert len(set(lines)) == len(lines)


def test_claims_of_others() -> None:
    """Of the claims of a published corpus, at least 70 % need a citation of their own."""
    if not SCIFACT.exists():
        pytest.skip("the corpora are not beside the project")
    claims = SCIFACT.read_text(encoding="utf-8").splitlines()
    assert sum(tiers.tier(claim)[0] == "A" for claim in claims) >= 0.7 * len(claims)


def test_verbs_are_inflected() -> None:
    """The regular forms of the verbs in the data files are made by the rules of English spelling."""
    assert lexicon.inflect("reduce") == ("reduce", "reduces", "reduced", "reducing")
    assert lexicon.inflect("classify") == ("classify", "classifies", "classified", "classifying")
    assert lexicon.inflect("delay") == ("delay", "delays", "delayed", "delaying")
    assert lexicon.inflect("suppress") == ("suppress", "suppresses", "suppressed", "suppressing")
    assert lexicon.inflect("permit") == ("permit", "permits", "permitted", "permitting")


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    """Every function answers for every text, and the two answers about doses agree."""
    tier, why = tiers.tier(text)
    assert (tier == "B") == (why == "statement")
    assert tier == "A" or not tiers.has_dose(text)
    assert all(isinstance(judge(text), bool) for judge in (tiers.asserts, tiers.is_gap, tiers.is_question))


@given(st.integers(0, 99999), st.sampled_from(["mg", "mL", "units", "mcg", "g", "mmol", "tablets", "mg/kg", "IU"]))
def test_any_amount_is_a_dose(number: int, unit: str) -> None:
    """No number makes a dose look like a year, a label or a name."""
    for text in (
        f"{number} {unit}",
        f"In 2019 {number} {unit} was used",
        f"dose of {number}{unit}",
        f"B12\t{number} {unit}",
    ):
        assert tiers.has_dose(text)
        assert tiers.tier(text)[0] == "A"


def test_fifteen_hundred_sentences_are_quick() -> None:
    """A long site's worth of sentences is judged in a fraction of a second of processor time."""
    sentences = [text for *_, text in table("claims")] * 7
    tiers.tier(SAMPLE)
    begin = time.process_time()
    for sentence in sentences[:1500]:
        tiers.tier(sentence)
    assert time.process_time() - begin < 0.5


PUMPS = (
    "1 |1,|1.|1·|1| |a |no |not be |is not |\"|“a |'a |‘a |\t1|\t1a|one |one a-|in 2019 |Fig. 1, |a-|no trial "
    "|study |1 of |1-|p = |1 000 "
)


@pytest.mark.parametrize("prefix", ["", "One 7 "])
@pytest.mark.parametrize("unit", [SAMPLE, *PUMPS.split("|")])
@pytest.mark.parametrize("judge", [tiers.reasons, tiers.asserts, tiers.is_gap, tiers.has_dose, tiers.has_quantity])
def test_time_is_linear(judge: Callable[[str], object], unit: str, prefix: str) -> None:
    """Thirty thousand characters of anything are judged at once, where a quadratic pattern needs minutes."""
    text = prefix + unit * (30_000 // len(unit)) + "x"
    begin = time.process_time()
    judge(text)
    assert time.process_time() - begin < 2
