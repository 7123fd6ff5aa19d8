"""Places in a text: every line end counts, and all parts of the gate count alike."""

from __future__ import annotations

import re

import pytest
from citegate.align import Source
from citegate.diagnostics import Span
from citegate.offsets import Offsets
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(st.sampled_from("ab \r\n\u2028"), max_size=40)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_line_ends(end: str) -> None:
    """A line feed, a carriage return and both end a line; nothing else does."""
    text = f"one\u2028\x0b{end}two"
    at = text.index("two")
    assert Offsets(text).place(at) == (2, 1)
    assert Offsets(text).exact(at, at + 3) == Source(text).span(at, at + 3) == Span(2, 1, 2, 4)


@given(TEXTS, st.integers(0, 40))
def test_there_and_back(text: str, offset: int) -> None:
    """The place of an offset leads back to it, and lies on a line that the text has."""
    offset = min(offset, len(text))
    line, column = Offsets(text).place(offset)
    assert Offsets(text).offset(line, column) == offset
    assert 1 <= line <= len(re.split(r"\r\n|\r|\n", text))


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_exact_holds_its_text(text: str, start: int, length: int) -> None:
    """An exact span holds the characters from its start to its end."""
    start, end = min(start, len(text)), min(start + length, len(text))
    span = Offsets(text).exact(start, end)
    assert end <= start or Offsets(text).slice(span) == (start, text[start:end])
