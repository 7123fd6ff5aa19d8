"""Rows of the Retraction Watch file with invented papers, for tests."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from citegate import noticehistory, retractionwatch
from citegate.retractionlist import Entry, State

HERE = Path(__file__).with_name("retractions")
TRAPS = HERE / "traps.csv"
TODAY = dt.date(2026, 12, 1)
COLUMNS = TRAPS.read_text("utf-8").splitlines()[0].split(",")
LISTED = (State.RETRACTED, State.CONCERN, State.OUTDATED, State.REINSTATED, State.CORRECTED)
"""The states that a list can hold."""


def table(*rows: dict[str, str]) -> bytes:
    """Return a file of rows that say only what a test is about."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def row(doi: str = "10.5555/w", nature: str = "Retraction", date: str = "6/5/2020 0:00", **more: str) -> dict[str, str]:
    """Return a row about a paper."""
    return {"OriginalPaperDOI": doi, "RetractionNature": nature, "RetractionDate": date, **more}


def entries(data: bytes) -> dict[str, Entry]:
    """Return what a file says of each key."""
    source = retractionwatch.read(data, TODAY)
    assert source.problems == ()
    return noticehistory.entries(source.notices)[0]
