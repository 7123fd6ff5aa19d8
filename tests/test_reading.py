"""The reading grade: syllables by a table of words, grades by texts whose sums were done by hand."""

from __future__ import annotations

import pytest
from citegate.reading import read, syllables

SYLLABLES = {
    1: "a the dose made drug helped worked teeth eye through stopped failed called whose don't can't won't week times",
    2: "table doses handled treated patches quiet being doing didn't bottle science diet rhythm spasm safety something",
    3: "medicine hospital anyone area fluidly sedative's idea video audience usual customer repeated carrying",
    4: "experience diabetes baclofenic initiate European entirely scientific laboratory bacteria's everybody",
    5: "initiated association abbreviation university subcutaneous familiarity",
    6: "gastrointestinal simultaneously responsibility",
}
TABLE = [(word, number) for number, words in SYLLABLES.items() for word in words.split()]
"""Invented words such as `baclofenic` stand for names of drugs that no list holds."""


@pytest.mark.parametrize(("word", "number"), TABLE, ids=[word for word, _ in TABLE])
def test_syllables(word: str, number: int) -> None:
    """A word has as many syllables as people hear in it."""
    assert syllables(word) == number


@pytest.mark.parametrize(("word", "number"), [("FDA", 3), ("mg", 2), ("MRI", 3), ("1,000", 1), ("0.5", 1)])
def test_letters_and_numbers(word: str, number: int) -> None:
    """Letters that are spelled out count one each, and a number counts as one syllable."""
    assert syllables(word) == number


def test_grade_is_the_formula() -> None:
    """Two sentences of five one-syllable words have the grade 0.39 × 5 + 11.8 × 1 - 15.59."""
    assert read(["The cat sat on it.", "The dog sat on it."]).grade == pytest.approx(0.39 * 5 + 11.8 - 15.59)


def test_longer_words_and_sentences_raise_the_grade() -> None:
    """The same thought in longer words, and in one sentence for two, reads harder."""
    plain = read(["Take the pill each day.", "Do not stop it at once."])
    assert read(["Take the medication every morning.", "Do not discontinue it suddenly."]).grade > plain.grade
    assert read(["Take the pill each day and do not stop it at once."]).grade > plain.grade


def test_name_of_the_drug_does_not_weigh() -> None:
    """A name that is left out changes the mean of syllables, and not the length of the sentence."""
    sentence = "Flumazenil can wake you up."
    named, counted = read([sentence], {"flumazenil"}), read([sentence])
    assert (named.words, named.counted) == (5, 4)
    assert named.grade == pytest.approx(0.39 * 5 + 11.8 * 1 - 15.59)
    assert counted.grade > named.grade


@pytest.mark.parametrize("texts", [[], [""], ["…", "—"]])
def test_nothing_to_read(texts: list[str]) -> None:
    """Text without words has the grade 0 and divides by nothing."""
    assert read(texts).grade == 0


def test_long_input_is_read_quickly() -> None:
    """A word of a million letters and a million short words are counted without delay."""
    assert read(["ea" * 500_000, "a " * 500_000]).words == 500_001
