"""How a source stands: by its entry and by the committed list of retractions. No answer is `unknown`, never clean.

The graver of both answers holds: an entry may say what the list does not know yet, and never takes back what it says.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from citegate.retractionlist import GRAVITY, State, doi_key, gravity, pmid_key
from citegate.retractions import retraction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.bibliography import Work
    from citegate.context import Context
    from citegate.retractionlist import RetractionList

MARKED = frozenset({State.RETRACTED, State.CONCERN, State.OUTDATED})
"""States that are said at each claim which rests on the source, not only in the list of references."""
_FIELDS = ("superseded_by", "superseded-by", "supersededby")
_CONCERN = re.compile(r"\W*expression of concern (?:in|published)\b", re.IGNORECASE)
_CORRECTED = re.compile(
    r"\W*(?:erratum|corrigendum|correction|corrected and republished) (?:in|published)\b", re.IGNORECASE
)
"""How PubMed marks an article in its own record."""
_BIBLIOGRAPHY = "the bibliography"
MAX_AGE = 90


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands.

    `words` say it to readers and never call a source clean. `date` is the day of the notice as far as it is known
    (`2020-06-05`, `2020-06`, or empty), `source` who says so, `successor` the key that replaces it, where one does.
    """

    state: State
    words: str
    date: str = ""
    source: str = ""
    successor: str = ""

    @property
    def noteworthy(self) -> bool:
        """Return whether anything is known."""
        return self.state is not State.UNKNOWN

    @property
    def mark(self) -> str:
        """Return the words that stand at a claim, or an empty text."""
        return str(self.state) if self.state in MARKED else ""

    @property
    def said(self) -> str:
        """Return date and source for an editor: ` (2020-06-05, by the list of 2026-11-20)`, as far as known."""
        source = "" if self.source in ("", _BIBLIOGRAPHY) else f"by {self.source}"
        known = ", ".join(part for part in (self.date, source) if part)
        return f" ({known})" if known else ""


def standing(work: Work, known: RetractionList | None, today: datetime.date, max_age: int = MAX_AGE) -> Standing:
    """Return how a work stands; `known` is None where there is no list, `max_age` the days for which one is good."""
    found = [answer for answer in (_entered(work), _listed(work, known)) if answer]
    return min(found, key=lambda answer: GRAVITY[answer.state], default=None) or _unknown(work, known, today, max_age)


def successor(work: Work) -> str:
    """Return the key, or the name, of what replaces a work by its own entry, or an empty text."""
    return next((work.fields[name].strip() for name in _FIELDS if work.fields.get(name)), "")


def keys(work: Work) -> tuple[str, ...]:
    """Return the keys by which a work can be looked up: of its DOI and of its PubMed id."""
    fields = work.fields
    return tuple(filter(None, (doi_key(fields.get("doi", "")), pmid_key(fields.get("pmid", "")))))


def _entered(work: Work) -> Standing | None:
    """Return what the entry itself says."""
    said = retraction(work)
    if said:
        return _stated(State.RETRACTED, said.date, _BIBLIOGRAPHY)
    note, replaced = work.fields.get("note", ""), successor(work)
    if _CONCERN.match(note):
        return _stated(State.CONCERN, "", _BIBLIOGRAPHY)
    if replaced:
        words = f"superseded by {replaced}"
        return Standing(State.SUPERSEDED, words, source=_BIBLIOGRAPHY, successor=replaced)
    return _stated(State.CORRECTED, "", _BIBLIOGRAPHY) if _CORRECTED.match(note) else None


def _listed(work: Work, known: RetractionList | None) -> Standing | None:
    found = [entry for key in keys(work) if known and (entry := known.find(key))]
    if not known or not found:
        return None
    entry = min(found, key=gravity)
    return _stated(entry.state, entry.date.isoformat() if entry.date else "", f"the list of {known.date}")


def _stated(state: State, date: str, source: str) -> Standing:
    when = f" ({_words(date)})" if date else ""
    words = {
        State.CONCERN: "the journal has expressed concern",
        State.REINSTATED: "retracted once, and reinstated",
        State.OUTDATED: "withdrawn as out of date",
    }.get(state, str(state))
    return Standing(state, f"{words}{when}", date, source)


def _unknown(work: Work, known: RetractionList | None, today: datetime.date, max_age: int) -> Standing:
    if known is None:
        return Standing(State.UNKNOWN, "not known whether it was retracted: there is no list of retractions")
    if not keys(work):
        return Standing(State.UNKNOWN, "not known whether it was retracted: it has no DOI and no PubMed id to look up")
    old = f", which is older than {max_age} days" if known.age(today) > max_age else ""
    return Standing(State.UNKNOWN, f"not on the list of retractions of {day(known.date)}{old}")


def day(date: datetime.date) -> str:
    """Return a date in words: `5 June 2020`."""
    return f"{date.day} {date:%B} {date.year}"


def _words(date: str) -> str:
    try:
        return day(datetime.date.fromisoformat(date))
    except ValueError:
        return date


class Standings:
    """How each work of a bibliography stands, looked up once when it is first asked for."""

    def __init__(
        self, works: Mapping[str, Work], known: RetractionList | None, today: datetime.date, max_age: int = MAX_AGE
    ) -> None:
        self.known, self.today, self.max_age = known, today, max_age
        self._works = works
        self._found: dict[str, tuple[Work, Standing]] = {}

    def __getitem__(self, key: str) -> Standing:
        """Return how the work with a key stands; one that the bibliography does not have is unknown."""
        work = self._works.get(key)
        return self.of(work) if work else Standing(State.UNKNOWN, "not in the bibliography")

    def of(self, work: Work) -> Standing:
        """Return how a work stands, an entry of this bibliography or of one that differs from it."""
        kept = self._found.get(work.key)
        if kept and kept[0] is work:
            return kept[1]
        found = self._named(standing(work, self.known, self.today, self.max_age))
        self._found[work.key] = work, found
        return found

    def can_look_up(self, key: str) -> bool:
        """Return whether the work with a key has an identifier that the list could hold."""
        work = self._works.get(key)
        return bool(work and keys(work))

    def _named(self, found: Standing) -> Standing:
        newer = self._works.get(found.successor)
        if newer is None:
            return found
        from citegate.references import describe  # noqa: PLC0415 - only where one is superseded

        return replace(found, words=f"superseded by {describe(newer).short}")

    @property
    def warning(self) -> str:
        """Return why an answer of these is not worth much: no list, or an old one; or an empty text."""
        if self.known is None:
            return "there is no list of retractions: whether a source was retracted is not known"
        age = self.known.age(self.today)
        old = f"the list of retractions of {self.known.date} is {age} days old, older than {self.max_age}"
        return old if age > self.max_age else ""


def standing_of(key: str, context: Context) -> Standing:
    """Return how a work of the bibliography stands, by its entry alone where the context has no list."""
    work = context.bibliography.works[key]
    return context.standings.of(work) if context.standings else standing(work, None, context.today)
