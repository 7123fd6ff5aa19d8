"""Grades and certainties: tables of expressions, and what must hold for every text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import grades
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = Path(__file__).parent / "grades"
PIECES = "COR LOE Class Grade GRADE USPSTF Oxford level grade 2c 3 B C-LD very low certainty evidence : reduces".split()


def faults(text: str) -> str:
    """Write the wrong grades as the table has them."""
    return " ; ".join(text[fault.start : fault.end] for fault in grades.faults(text, str))


def certainties(text: str) -> str:
    """Write the certainties as the table has them."""
    said = [word for _, _, word in grades.certainties(text)]
    return " ".join([*said, *(["overstated"] if grades.overstated(text) else [])])


SHOWN: dict[str, Callable[[str], str]] = {"faults": faults, "certainties": certainties}


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of all tables, each with the table's name."""
    return [
        (name, *line.split(" | "))  # type: ignore[misc]
        for name in SHOWN
        for line in (TABLES / f"{name}.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]


@pytest.mark.parametrize(("name", "text", "expected"), rows())
def test_table(name: str, text: str, expected: str) -> None:
    """Each grade is judged as its table says."""
    assert (SHOWN[name](text) or "-") == expected


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)))
def test_every_text_is_read(text: str) -> None:
    """No text raises, and every range lies inside the text."""
    ranges = [(fault.start, fault.end) for fault in grades.faults(text, str)]
    ranges += [(start, end) for start, end, _ in grades.certainties(text)]
    assert all(0 <= start < end <= len(text) for start, end in ranges)


@pytest.mark.parametrize("name", ["AHA", "USPSTF", "Oxford"])
def test_scheme_may_stand_around(name: str) -> None:
    """A grade without a name is well where the heading above it names the scheme."""
    assert list(grades.faults("a Grade B recommendation", lambda: f"By {name}")) == []


def test_own_scheme() -> None:
    """A scheme that a project adds is named by its name, has its grades, and no others."""
    own = {"Widget Council": ("A", "B+")}
    for text in ("Widget Council grade B+", "Class 3 recommendation (Widget Council)", "The Widget Council met."):
        assert list(grades.faults(text, str, own)) == []
    (fault,) = grades.faults("Widget Council (level C)", str, own)
    assert fault.help == "Widget Council has A, B+"
    assert next(f.message for f in grades.faults("Grade A recommendation", str, own)).endswith("its grading scheme")
