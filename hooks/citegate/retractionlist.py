"""The committed list of retractions: hashes of identifiers with state and date, small enough for a repository.

A text file of a head (`name: value`) and, behind an empty line, one entry a line, sorted, so that a difference shows
the papers that were added. An entry is 12 characters of URL-safe base64 and one letter: 48 bits of the SHA-256 of
`doi:` or `pmid:` and the identifier (8), the state (1), the day of the notice as days since 1800 (3, `AAA` unknown).

A hash may be another's. With n entries the chance that a paper which is not on the list hits one is n / 2^48 for each
of its two identifiers: 140,000 entries (70,000 papers) give 1e-9 per paper looked up.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from citegate.errors import SettingsError, fault
from citegate.identifiers import normalise_doi, normalise_pmid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATH = ".retractions/list.txt"
"""Where the list stands below the documents' folder: MkDocs publishes nothing whose name starts with a dot."""
FORMAT = "citegate-retractions 1"
HASH_BYTES = 6
_HASH, _LINE = 8, 13
_EPOCH = datetime.date(1800, 1, 1)
_ENTRIES = re.compile(rb"(?:[A-Za-z0-9_-]{8}[RECOI][A-Za-z0-9_-]{3}\n)*")
_HEAD = ("source", "date", "papers", "entries", "sha256")
_COUNT = re.compile(r"[0-9]{1,9}")
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")


class State(StrEnum):
    """How a source stands, the gravest first. `UNKNOWN` is no answer: it never means that nothing is wrong."""

    RETRACTED = "retracted"
    CONCERN = "expression of concern"
    OUTDATED = "withdrawn as outdated"
    SUPERSEDED = "superseded"
    REINSTATED = "reinstated"
    CORRECTED = "corrected"
    UNKNOWN = "unknown"


GRAVITY = {state: rank for rank, state in enumerate(State)}
_LETTERS = {
    State.RETRACTED: "R",
    State.CONCERN: "E",
    State.OUTDATED: "O",
    State.CORRECTED: "C",
    State.REINSTATED: "I",
}
_STATES = {letter: state for state, letter in _LETTERS.items()}


class Entry(NamedTuple):
    """What the list says of a paper: its state, and since when (None where the notice has no usable date)."""

    state: State
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class RetractionList:
    """A list as it was on a day; `entries` are its lines as they stand in the file."""

    date: datetime.date
    papers: int
    entries: bytes

    def find(self, key: str) -> Entry | None:
        """Return the entry of a key as `doi_key` and `pmid_key` make it, or None: that is unknown, not clean."""
        wanted, lines = hashed(key), self.entries
        index = bisect_left(range(len(lines) // _LINE), wanted, key=lambda i: lines[i * _LINE : i * _LINE + _HASH])
        line = lines[index * _LINE : (index + 1) * _LINE - 1]
        return _entry(line.decode("ascii")) if key and line[:_HASH] == wanted else None

    @property
    def lines(self) -> dict[bytes, bytes]:
        """Return the line of each entry, its end included, by the hash that it begins with."""
        data = self.entries
        return {data[at : at + _HASH]: data[at : at + _LINE] for at in range(0, len(data), _LINE)}

    @staticmethod
    def entry(line: bytes) -> Entry:
        """Return what an entry's line says."""
        return _entry(line.decode("ascii").rstrip("\n"))

    def age(self, today: datetime.date) -> int:
        """Return how many days old the list is."""
        return (today - self.date).days

    @property
    def false_hits(self) -> float:
        """Return how many false hits are to be expected when a paper with DOI and PMID is looked up."""
        return 2 * (len(self.entries) // _LINE) / float(1 << 8 * HASH_BYTES)


def doi_key(text: str) -> str:
    """Return the key of a DOI, the same however it is written, or an empty text where it is none."""
    doi = normalise_doi(text).lower().rstrip(".,;:")
    return f"doi:{doi}" if _DOI.fullmatch(doi) else ""


def pmid_key(text: str) -> str:
    """Return the key of a PubMed id, or an empty text where it is none (`0` stands for none in the source)."""
    pmid = normalise_pmid(text).removesuffix(".0").lstrip("0")
    return f"pmid:{pmid}" if re.fullmatch(r"[0-9]{1,9}", pmid) else ""


def hashed(key: str) -> bytes:
    """Return the eight characters that stand for a key."""
    return urlsafe_b64encode(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:HASH_BYTES])


def write(entries: Mapping[str, Entry], papers: int, date: datetime.date, source: str) -> bytes:
    """Return the file of a list; the same entries give the same bytes. Of two with one hash the graver stands."""
    kept: dict[bytes, Entry] = {}
    for key, entry in entries.items():
        name = hashed(key)
        kept[name] = min(entry, kept.get(name, entry), key=gravity)
    body = b"".join(sorted(_line(name, entry) for name, entry in kept.items()))
    head = {"source": source, "date": date.isoformat(), "papers": papers, "entries": len(kept)}
    lines = [FORMAT, "# Made by `citegate retractions update`; not to be edited by hand."]
    lines += [f"{name}: {value}" for name, value in head.items()]
    return "\n".join([*lines, f"sha256: {hashlib.sha256(body).hexdigest()}", "", ""]).encode() + body


def read(data: bytes, path: str, today: datetime.date) -> RetractionList:
    """Return the list of a file; raise `SettingsError`, where it is not whole or from the future."""
    head, _, body = data.partition(b"\n\n")
    values = _head(head, path)
    date = _date(values["date"])
    if date is None:
        raise _broken(path, f"its date “{values['date'][:40]}” is no day")
    if date > today:
        raise _broken(path, f"its date, {date}, lies in the future: today is {today}")
    if not (_COUNT.fullmatch(values["papers"]) and _COUNT.fullmatch(values["entries"])):
        raise _broken(path, "it does not say how many papers it holds")
    if len(body) != int(values["entries"]) * _LINE:
        held = f"{len(body) // _LINE} of {int(values['entries'])} entries"
        raise _broken(path, f"it was cut or added to: it holds {held}")
    if hashlib.sha256(body).hexdigest() != values["sha256"]:
        raise _broken(path, "its entries were changed: they do not have the digest that its head names")
    if not _ENTRIES.fullmatch(body) or not _sorted(body):
        raise _broken(path, "its entries are no sorted list")
    return RetractionList(date, int(values["papers"]), body)


def load(file: Path, path: str, today: datetime.date) -> RetractionList | None:
    """Return the list of a file on disk, or None where there is no file."""
    try:
        return read(file.read_bytes(), path, today)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _broken(path, str(error.strerror)) from error


def _head(head: bytes, path: str) -> dict[str, str]:
    try:
        first, *lines = head.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise _broken(path, f"byte {error.start} is no character of UTF-8") from error
    if first != FORMAT:
        raise _broken(path, f"its first line is not `{FORMAT}`")
    values = dict(line.split(": ", 1) for line in lines if ": " in line and not line.startswith("#"))
    missing = [name for name in _HEAD if name not in values]
    if missing:
        raise _broken(path, f"its head does not say `{missing[0]}`")
    return values


def _broken(path: str, reason: str) -> SettingsError:
    remedy = "make it anew with `citegate retractions update FILE`"
    return SettingsError(fault((path, 1, 1), f"the list cannot be used: {reason}", remedy))


def _sorted(body: bytes) -> bool:
    lines = body.split(b"\n")[:-1]
    return lines == sorted(lines)


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _line(name: bytes, entry: Entry) -> bytes:
    days = (entry.date - _EPOCH).days if entry.date and entry.date > _EPOCH else 0
    return name + _LETTERS[entry.state].encode() + urlsafe_b64encode(days.to_bytes(3, "big"))[1:] + b"\n"


def _entry(line: str) -> Entry:
    days = int.from_bytes(urlsafe_b64decode(f"A{line[_HASH + 1 :]}"), "big")
    return Entry(_STATES[line[_HASH]], _EPOCH + datetime.timedelta(days=days) if days else None)


def gravity(entry: Entry) -> tuple[int, datetime.date]:
    """Return what orders entries of one paper: the graver first, then the earlier, those without a date last."""
    return GRAVITY[entry.state], entry.date or datetime.date.max
