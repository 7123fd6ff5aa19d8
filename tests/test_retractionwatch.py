"""Reading the Retraction Watch file: every trap of it, hostile files, and what several notices say of one paper."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from citegate import noticehistory, retractionwatch
from citegate.noticehistory import Notice
from citegate.retractionlist import State
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.retraction_rows import HERE, LISTED, TODAY, TRAPS, entries, row, table
else:
    from retraction_rows import HERE, LISTED, TODAY, TRAPS, entries, row, table


def test_every_trap() -> None:
    """Each row of the fixture has its golden answer: the state and date of every DOI and PubMed id."""
    found = entries(TRAPS.read_bytes())
    lines = [f"{key} {entry.state} {entry.date}" for key, entry in sorted(found.items())]
    assert lines == (HERE / "traps.txt").read_text("utf-8").splitlines()


def test_what_names_no_paper_is_counted() -> None:
    """A row without DOI and PubMed id of the paper is counted; the notice's own DOI never stands for the paper."""
    source = retractionwatch.read(TRAPS.read_bytes(), TODAY)
    assert (source.rows, source.unnamed) == (37, 1)
    assert not any("notice" in key for key in entries(TRAPS.read_bytes()))


def test_undated_notices_are_told_with_their_place() -> None:
    """Notices whose date cannot be read, or lies in the future, are counted, and the first is named by its line."""
    remarks = retractionwatch.read(TRAPS.read_bytes(), TODAY).remarks
    assert remarks == ("line 17: 4 notices without a date that can be read, this one first",)


def test_byte_order_mark_and_line_ends_change_nothing() -> None:
    """A file with a byte order mark, or with the line ends of Windows, says the same."""
    data = TRAPS.read_bytes()
    assert entries(b"\xef\xbb\xbf" + data) == entries(data) == entries(data.replace(b"\n", b"\r\n"))


def test_latin_1_is_read_and_told() -> None:
    """A file that is no UTF-8, as Crossref's is at times, is read as Latin-1, and its first such line is named."""
    data = table(row(), row("10.5555/z", Author="Ångström")).decode().encode("latin-1")
    source = retractionwatch.read(data, TODAY)
    assert [notice.dois for notice in source.notices] == [("doi:10.5555/w",), ("doi:10.5555/z",)]
    assert source.remarks == ("line 3: not UTF-8; read as Latin-1, which harms names only",)


HOSTILE = {
    "empty": (b"", "line 1: no column RetractionDate, "),
    "not CSV": (b"%PDF-1.7\n1 0 obj\n", "line 1: no column RetractionDate, "),
    "NUL": (table(row()) + b"1,\0\n", "line 3: there is a NUL byte"),
    "UTF-16": ("\ufeffRecord ID".encode("utf-16-le"), "line 1: the file is UTF-16"),
    "a column lacks": (table(row()).replace(b",Reason,", b",Why,"), "line 1: no column Reason: "),
    "a field too few": (
        table(row(), row()).removesuffix(b",\r\n") + b"\r\n",
        "line 3: 19 fields where the header has 20",
    ),
    "a field too many": (table(row()).removesuffix(b"\r\n") + b",x\r\n", "line 2: 21 fields where the header has 20"),
    "an open quotation mark": (table(row(), row(), row()) + b'1,"x\r\n', "line 5: the row that starts here is no CSV"),
    "a stray quotation mark": (table(row()) + b'1,"x"y\r\n', "line 3: the row that starts here is no CSV"),
    "a huge field": (table(row()) + b"1,%s\r\n" % (b"x" * 2_000_000), "line 3: the row that starts here is no CSV"),
    "no row": (table(), "line 2: there is no row that names a paper"),
    "a nature that nobody knows": (table(row(), row(nature="Oops")), "line 3: RetractionNature is “Oops”"),
    "no nature": (table(row(nature="")), "line 2: RetractionNature is “”"),
}


@pytest.mark.parametrize(("data", "said"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file(data: bytes, said: str) -> None:
    """What is not the file that it should be is one line that begins with the place."""
    (problem,) = retractionwatch.read(data, TODAY).problems
    assert problem.startswith(said)
    assert "\n" not in problem


def test_problems_are_cut() -> None:
    """Of many problems the first twenty are told."""
    problems = retractionwatch.read(table(*[row(nature="Oops")] * 50), TODAY).problems
    assert len(problems) == 21
    assert problems[-1] == "there may be more: the rest was not read"


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", table(), table(row())]))
def test_any_bytes_are_read(data: bytes, before: bytes) -> None:
    """Whatever the bytes, reading ends with notices or with problems that name their line."""
    source = retractionwatch.read(before + data, TODAY)
    assert source.notices or source.problems
    assert all(problem.startswith(("line ", "there may")) for problem in source.problems)


@settings(deadline=None)
@given(st.dates(dt.date(1801, 1, 1), TODAY))
def test_dates_in_both_spellings(date: dt.date) -> None:
    """A day is read month first, as in the file, and as an ISO date, and no other day comes out."""
    spelled = f"{date.month}/{date.day}/{date.year}"
    assert {retractionwatch.day(text) for text in (spelled, f"{spelled} 0:00", str(date), f"{date} 00:00:00")} == {date}


DATES = st.one_of(st.none(), st.dates(dt.date(1900, 1, 1), TODAY))
NOTICES = st.builds(Notice, st.just(("doi:10.5555/w",)), st.just(()), st.sampled_from(LISTED), DATES, st.booleans())


@settings(deadline=None)
@given(st.lists(NOTICES, min_size=1, max_size=6))
def test_retraction_is_lifted_only_by_a_later_reinstatement(notices: list[Notice]) -> None:
    """A paper is retracted exactly where one retraction has no reinstatement of a later day, in any order of rows."""
    back = [n.date for n in notices if n.state is State.REINSTATED and n.date]
    gone = [n for n in notices if n.state is State.RETRACTED]
    expected = any(n.date is None or not any(date > n.date for date in back) for n in gone)
    assert (noticehistory.state(notices).state is State.RETRACTED) == expected
    assert noticehistory.state(notices) == noticehistory.state(notices[::-1])
