"""Numbers as values: what is the same number, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from citegate.numerals import COUNTED, WORDS, digits, is_share_of, percents, shares, words
from hypothesis import given
from hypothesis import strategies as st

VALUES = {
    "1,000 mg or 1000 mg or 10 000 mg": "1000 1000 10000",
    "0.50 and 0·5 and ½": "0.50 0.5 0.5",
    "in 2019, the 2nd of 3": "2019 2 3",
    "10mg to 20mL": "10 20",
    "vitamin B12, HbA1c, SGLT2": "",
    "aged 1–17 years, 2-4 times": "1 17 2 4",
    "risk ratio 2.85 (95% CI 2.11–3.84)": "2.85 95 2.11 3.84",
    "9,707 (1.11%), 2, 3 and 4": "9707 1.11 2 3 4",
}


@pytest.mark.parametrize(("text", "values"), VALUES.items(), ids=VALUES)
def test_digits(text: str, values: str) -> None:
    """Numbers are read with their grouping and decimals, and digits inside names are none."""
    assert [number.value for number in digits(text)] == [Decimal(value) for value in values.split()]


def test_words() -> None:
    """Words are values of the kind that is asked for: three counts, one does not, half is looked up only."""
    text = "One of three patients took half a tablet."
    assert [number.value for number in words(text, COUNTED)] == [3]
    assert [number.value for number in words(text, WORDS)] == [1, 3, Decimal("0.5")]


@pytest.mark.parametrize(
    ("part", "whole", "percent", "same"),
    [(71, 100, "71", True), (1, 4, "25", True), (3, 10, "29", False), (1, 3, "33", True), (1, 3, "33.0", False)],
)
def test_shares(part: int, whole: int, percent: str, same: bool) -> None:  # noqa: FBT001
    """A share is the percentage that it rounds to, at the decimal places that are written."""
    [(a, b)] = shares(f"about {part} out of {whole} people")
    assert is_share_of(a.value, b.value, percents(f"{percent}% of people")) is same


@given(st.text("0123456789., ½%of", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Whatever digits and signs come together, reading them raises nothing, and each number stands where it is said."""
    for number in digits(text):
        assert text[number.at : number.at + len(number.written)] == number.written
    for part, whole in shares(text):
        is_share_of(part.value, whole.value, percents(text))
