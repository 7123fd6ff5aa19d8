"""The list of retractions: what is written is found again, small, fast, and refused where it is not whole."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest
from citegate import noticehistory, retractionlist, retractionwatch
from citegate.errors import ConfigurationError
from citegate.lexicon import load
from citegate.retractionlist import Entry, State
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    from tests.retraction_rows import LISTED, TODAY, row, table
else:
    from retraction_rows import LISTED, TODAY, row, table

PAPERS = 70_000
MOST_BYTES = 2_000_000
MOST_SECONDS = 0.05
CITED = 2_000
DATES = st.one_of(st.none(), st.dates(dt.date(1900, 1, 1), TODAY))
KEYS = st.from_regex(r"\Adoi:10\.5555/[a-z0-9.()]{1,12}\Z")
ENTRIES = st.dictionaries(KEYS, st.builds(Entry, st.sampled_from(LISTED), DATES), max_size=30)


@settings(deadline=None)
@given(ENTRIES, st.lists(KEYS, max_size=5))
def test_list_round_trip(known: dict[str, Entry], others: list[str]) -> None:
    """What is written is found again, state and date; a key that is not there is not found."""
    data = retractionlist.write(known, len(known), TODAY, "a test")
    found = retractionlist.read(data, "list.txt", TODAY)
    assert {key: found.find(key) for key in known} == known
    assert [key for key in others if key not in known and found.find(key)] == []


@settings(deadline=None)
@given(ENTRIES)
def test_list_does_not_depend_on_order(known: dict[str, Entry]) -> None:
    """The same entries in another order give the same bytes."""
    turned = dict(reversed(list(known.items())))
    assert retractionlist.write(known, 1, TODAY, "x") == retractionlist.write(turned, 1, TODAY, "x")


def test_one_paper_more_is_one_line_more() -> None:
    """A paper that is added adds one line to the entries and moves none: a difference stays readable."""
    known = {f"doi:10.5555/{n}": Entry(State.RETRACTED, TODAY) for n in range(100)}
    before = retractionlist.write(known, 100, TODAY, "x").decode().splitlines()
    after = retractionlist.write(known | {"pmid:1": Entry(State.CONCERN, None)}, 101, TODAY, "x").decode().splitlines()
    assert len(set(after[8:]) - set(before[8:])) == 1
    assert set(before[8:]) <= set(after[8:])


def test_same_doi_however_written() -> None:
    """Resolver, label, capitals and a last full stop do not hide a DOI; `0` and `unavailable` are no identifiers."""
    written = ("10.5555/Ab", "https://doi.org/10.5555/aB", "doi:10.5555/ab", "http://dx.doi.org/10.5555/AB.")
    assert {retractionlist.doi_key(text) for text in written} == {"doi:10.5555/ab"}
    assert {retractionlist.pmid_key(text) for text in ("123", "PMID: 123", "0123", "123.0")} == {"pmid:123"}
    nothing = [retractionlist.pmid_key(text) for text in ("0", "", "none", "0.0")]
    assert {*nothing, *map(retractionlist.doi_key, ("unavailable", "Unavailable", "", "10.5555"))} == {""}


WHOLE = retractionlist.write(
    {"doi:10.5555/a": Entry(State.RETRACTED, TODAY), "pmid:1": Entry(State.CONCERN, None)}, 2, TODAY, "x"
)
DAMAGED = {
    "empty": (b"", "its first line is not"),
    "something else": (b"<html>", "its first line is not"),
    "bytes": (b"\xff\xfe\0", "byte 0 is no character of UTF-8"),
    "cut": (WHOLE[:-5], "it was cut or added to: it holds 1 of 2 entries"),
    "a line more": (WHOLE + WHOLE[-13:], "it was cut or added to: it holds 3 of 2 entries"),
    "a state changed": (WHOLE[:-5] + b"I" + WHOLE[-4:], "its entries were changed"),
    "no date": (WHOLE.replace(b"date: ", b"day: "), "its head does not say `date`"),
    "a date that is none": (WHOLE.replace(b"2026-12-01", b"yesterday."), "its date “yesterday.” is no day"),
    "from the future": (WHOLE.replace(b"2026-12-01", b"2026-12-02"), "its date, 2026-12-02, lies in the future"),
    "no count": (WHOLE.replace(b"entries: 2", b"entries: -2"), "it does not say how many"),
    "line ends changed": (WHOLE.replace(b"\n", b"\r\n"), "its first line is not"),
}


@pytest.mark.parametrize(("data", "said"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_list_is_refused(data: bytes, said: str) -> None:
    """A list that is not whole, or is dated after today, is refused in one line with file and cause, and the remedy."""
    with pytest.raises(ConfigurationError) as raised:
        retractionlist.read(data, "docs/.retractions/list.txt", TODAY)
    message = str(raised.value)
    assert message.startswith(f"docs/.retractions/list.txt:1:1: CG02 the list cannot be used: {said}")
    assert message.count("\n") == 1


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_changed_byte_of_the_entries_is_found(place: int, change: int) -> None:
    """A byte changed in the entries is refused; one in the head too, or it leaves every answer as it was."""
    data = bytearray(WHOLE)
    data[place] ^= change
    try:
        found = retractionlist.read(bytes(data), "list.txt", TODAY)
    except ConfigurationError:
        return
    assert found.entries == WHOLE[-26:]


@pytest.fixture(scope="module")
def full() -> bytes:
    """Return the list made from a file of as many papers as Retraction Watch has, each with DOI and PubMed id."""
    reasons = ("Unreliable Data;", *load("retractionwatch")["outdated"])
    natures = ("Retraction", "Expression of concern", "Correction", "Reinstatement")
    rows = (
        row(f"10.5555/{n}", natures[n % 97 % 4], f"{n % 12 + 1}/{n % 28 + 1}/{1990 + n % 36} 0:00",
            OriginalPaperPubMedID=str(90_000_000 + n), Reason=reasons[n % 3])
        for n in range(PAPERS)
    )  # fmt: skip
    source = retractionwatch.read(table(*rows), TODAY)
    known, papers = noticehistory.entries(source.notices)
    assert (papers, len(known)) == (PAPERS, 2 * PAPERS)
    return retractionlist.write(known, papers, TODAY, "made for a test")


def test_size_of_a_full_list(full: bytes) -> None:
    """A list of 70,000 papers, each with DOI and PubMed id, is at most 2 MB."""
    assert len(full) <= MOST_BYTES


def test_time_of_a_full_list(full: bytes, tmp_path: Path) -> None:
    """2,000 cited works are looked up by DOI and PubMed id in at most 50 ms of this process, the best of five."""
    file = tmp_path / "list.txt"
    file.write_bytes(full)
    known = retractionlist.load(file, file.name, TODAY)
    assert known
    keys = [key for n in range(CITED) for key in (f"doi:10.5555/{n * 40}", f"pmid:{95_000_000 + n}")]
    taken = []
    for _ in range(5):
        start = time.process_time()
        found = [known.find(key) for key in keys]
        taken.append(time.process_time() - start)
    assert sum(map(bool, found)) == PAPERS // 40
    assert min(taken) <= MOST_SECONDS


def test_no_false_hit_in_a_full_list(full: bytes) -> None:
    """Of 20,000 papers that are not on a full list none is found, as the stated chance of 1e-9 for each lets expect."""
    known = retractionlist.read(full, "list.txt", TODAY)
    assert known.false_hits < 1e-6
    assert [n for n in range(20_000) if known.find(f"doi:10.5555/clean/{n}") or known.find(f"pmid:{n + 1}")] == []


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_two_keys_with_one_hash(data: st.DataObject) -> None:
    """Where two identifiers share a hash, which is written once, the graver state stands for both."""
    first, second = data.draw(st.sampled_from(LISTED)), data.draw(st.sampled_from(LISTED))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retractionlist, "hashed", lambda _: b"AAAAAAAA")
        written = retractionlist.write({"a": Entry(first, TODAY), "b": Entry(second, TODAY)}, 2, TODAY, "x")
        found = retractionlist.read(written, "list.txt", TODAY).find("a")
    assert found == min((Entry(first, TODAY), Entry(second, TODAY)), key=retractionlist.gravity)
