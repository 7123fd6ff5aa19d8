"""Sentence splitting: a table of hard cases, and what must hold for every text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from citegate.sentences import split
from hypothesis import given
from hypothesis import strategies as st

TABLE = Path(__file__).parent / "sentences"
CASES = [
    line
    for path in sorted(TABLE.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PIECES = st.sampled_from(
    [
        "Give",
        "0.5",
        "mg",
        "i.v.",
        "s.",
        "Fig.",
        "et al.",
        "\ue000",
        " ",
        "\n",
        ".",
        "?",
        "!",
        "…",
        '"',
        "(",
        ")",
        "。",
        "A.",
        "the",
    ]
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize("case", CASES)
def test_hard_case(case: str) -> None:
    """Each line of the table is split exactly where it says."""
    expected = case.replace("§", "\ue000").replace("⏎", "\n").split("‖")
    assert sentences("".join(expected)) == expected


def test_the_table_is_large() -> None:
    """The table holds at least a hundred cases, each once."""
    assert len(CASES) >= 100
    assert len(set(CASES)) == len(CASES)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_ranges_are_a_partition(text: str) -> None:
    """Every character of every text lies in exactly one range, and no range is empty."""
    ranges = split(text)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(start < end for start, end in ranges)
    assert [end for _, end in ranges[:-1]] == [start for start, _ in ranges[1:]]


@given(st.lists(PIECES, min_size=1).map(" ".join))
def test_no_sentence_begins_with_a_citation_or_space(text: str) -> None:
    """A citation or a space after a stop belongs to the sentence before it."""
    assert not any(sentence[0] == "\ue000" or sentence[0].isspace() for sentence in sentences(text)[1:])


@pytest.mark.parametrize(
    "unit",
    [
        "Give 5 mg i.v. over 15 s. Repeat it.\ue000 ",
        ".",
        ". ",
        "a. A. ",
        "? A",
        "！ ",  # noqa: RUF001 - the full-width mark is meant
        ".\ue000",
        '." ',
        "a. ((((",
        "\ue000",
        " ",
        "a",
    ],
)
def test_time_is_linear(unit: str) -> None:
    """Half a megabyte of anything is split within a second, where a quadratic splitter needs minutes."""
    text = unit * (500_000 // len(unit)) + ". The end"
    begin = time.process_time()
    split(text)
    assert time.process_time() - begin < 3
