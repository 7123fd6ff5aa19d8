"""Reads the Retraction Watch file as Crossref publishes it: CSV, a row for each notice about a paper.

Never raises. What makes the file unusable is a problem, and no list is made of it; what only loses a detail is a
remark. Its traps: PubMed id `0` and DOI `unavailable` stand for none; a row's RetractionDOI is that of the notice,
which may be cited and is never looked up; a paper has several rows; some rows name no paper; dates are month first.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.lexicon import load
from citegate.noticehistory import Notice
from citegate.retractionlist import State, doi_key, pmid_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MOST_BYTES = 1 << 29
"""Size from which a file is not read: eight times that of 2026."""
MOST_PROBLEMS = 20
_LONGEST_FIELD = 1 << 20
_NATURES = {
    "retraction": State.RETRACTED,
    "expression of concern": State.CONCERN,
    "correction": State.CORRECTED,
    "reinstatement": State.REINSTATED,
}
_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [AP]M)?)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]+)?")
_NEXT_DOI = re.compile(r"[;|,]?\s+(?=\S*10\.[0-9]{4})|[;|,](?=\s*(?:https?://\S*?|doi:\s*)?10\.[0-9]{4,9}/)")


@dataclass(frozen=True, slots=True)
class Source:
    """What was read. `newest` is the day of the newest notice; `rows` counts all, `unnamed` those that name no paper.

    `problems` (the file cannot be used) and `remarks` are sentences that begin with their place: `line 7: …`.
    """

    notices: tuple[Notice, ...] = ()
    newest: datetime.date | None = None
    rows: int = 0
    unnamed: int = 0
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read(data: bytes, today: datetime.date) -> Source:
    """Return the notices of a file; a notice dated after today has no date, as one that nobody can read."""
    if len(data) > MOST_BYTES:
        return Source(problems=(f"line 1: the file is larger than {MOST_BYTES >> 20} MB",))
    refused = _refused(data)
    if refused:
        return Source(problems=(refused,))
    text, remarks = _decoded(data.removeprefix(b"\xef\xbb\xbf"))
    reader = _Reader(today)
    for _ in reader.rows(text):
        if len(reader.problems) >= MOST_PROBLEMS:
            reader.problems.append("there may be more: the rest was not read")
            break
    found = tuple(reader.notices)
    newest = max((notice.date for notice in found if notice.date), default=None)
    if not reader.problems and not found:
        reader.problems.append("line 2: there is no row that names a paper")
    if reader.undated:
        first, count = reader.undated[0], len(reader.undated)
        remarks.append(f"line {first}: {_count(count, 'notice')} without a date that can be read, this one first")
    return Source(found, newest, reader.count, reader.unnamed, tuple(reader.problems), tuple(remarks))


def _refused(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "line 1: the file is UTF-16; save it as CSV in UTF-8"
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        return f"line {line}: there is a NUL byte: this is no CSV file"
    return ""


def _decoded(data: bytes) -> tuple[str, list[str]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return data.decode("latin-1"), [f"line {line}: not UTF-8; read as Latin-1, which harms names only"]


class _Reader:
    """Collects notices row by row, with the places of what cannot be used."""

    def __init__(self, today: datetime.date) -> None:
        self.today = today
        self.notices: list[Notice] = []
        self.problems: list[str] = []
        self.undated: list[int] = []
        self.count = self.unnamed = 0
        lists = load("retractionwatch")
        self.columns, self.lifted = lists["columns"], frozenset(lists["lifted"])
        self.outdated, self.beside = frozenset(lists["outdated"]), frozenset(lists["beside"])

    def rows(self, text: str) -> Iterator[None]:
        """Read row after row; after each, yield, so that the caller can stop."""
        limit = csv.field_size_limit(_LONGEST_FIELD)
        try:
            yield from self._rows(text)
        finally:
            csv.field_size_limit(limit)

    def _rows(self, text: str) -> Iterator[None]:
        table = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        try:
            header = [name.strip() for name in next(table, [])]
            missing = [name for name in self.columns if name not in header]
            if missing:
                self.problems.append(f"line 1: no column {', '.join(missing)}: this is not the Retraction Watch file")
                return
            places = {name: header.index(name) for name in self.columns}
            line = table.line_num + 1
            for row in table:
                if any(row):
                    self._row(row, len(header), places, line)
                    yield
                line = table.line_num + 1
        except csv.Error as error:
            self.problems.append(f"line {line}: the row that starts here is no CSV: {error}")

    def _row(self, row: Sequence[str], width: int, places: Mapping[str, int], line: int) -> None:
        self.count += 1
        if len(row) != width:
            self.problems.append(f"line {line}: {_count(len(row), 'field')} where the header has {width}")
            return
        cell = {name: row[place].strip() for name, place in places.items()}
        state = self._state(cell["RetractionNature"], cell["Reason"])
        if state is None:
            shown = cell["RetractionNature"][:40]
            self.problems.append(f"line {line}: RetractionNature is “{shown}”, which is none of {', '.join(_NATURES)}")
            return
        dois = _keys(doi_key, _NEXT_DOI.split(cell["OriginalPaperDOI"]))
        pmids = _keys(pmid_key, re.split(r"[;,|\s]+", cell["OriginalPaperPubMedID"]))
        if not dois and not pmids:
            self.unnamed += 1
            return
        date = day(cell["RetractionDate"])
        date = date if date and date <= self.today else None
        if date is None:
            self.undated.append(line)
        lifts = state in (State.CORRECTED, State.REINSTATED) and bool(self.lifted & _reasons(cell["Reason"]))
        self.notices.append(Notice(dois, pmids, state, date, lifts))

    def _state(self, nature: str, reason: str) -> State | None:
        state = _NATURES.get(" ".join(nature.lower().split()))
        if state is State.RETRACTED:
            reasons = _reasons(reason)
            if reasons & self.outdated and reasons <= self.outdated | self.beside:
                return State.OUTDATED
        return state


def _reasons(text: str) -> set[str]:
    return {part for each in text.lower().split(";") if (part := " ".join(each.strip(" +").split()))}


def _keys(key: Callable[[str], str], parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for part in parts if (found := key(part))))


def day(text: str) -> datetime.date | None:
    """Return the day of `M/D/YYYY 0:00` or of an ISO date, with or without a time, or None."""
    american, iso = _AMERICAN.fullmatch(text), _ISO.fullmatch(text)
    try:
        if american:
            return datetime.date(int(american[3]), int(american[1]), int(american[2]))
        return datetime.date(*map(int, iso.groups())) if iso else None
    except ValueError:
        return None


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
