"""Whether the addresses of a bibliography still lead somewhere: what to ask, and what an answer means.

A DOI is asked of its resolver only, which answers for the register: publishers often turn programs away. Of other
addresses only 404 and 410 say that a page is gone (RFC 9110, 15.5); everything else leaves it open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from citegate.identifiers import identify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.bibliography import Work

RESOLVER = "https://doi.org/"
DEAD, UNSURE, FINE = "dead", "unsure", "fine"
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that an entry gives: of its DOI at the resolver, or of a page. `path` and `line` are the entry's."""

    key: str
    kind: str
    url: str
    path: str
    line: int

    @property
    def host(self) -> str:
        """Return the host that is asked."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: `dead`, `unsure` or `fine`, and why in words."""

    address: Address
    state: str
    words: str


def addresses(works: Iterable[Work], resolver: str = RESOLVER) -> list[Address]:
    """Return every well-formed DOI and address of the works, in their order; malformed ones are the gate's matter."""
    found = []
    for work in works:
        for identifier in identify(work):
            if identifier.problem is None and identifier.kind in ("DOI", "URL"):
                is_doi = identifier.kind == "DOI"
                url = f"{resolver}{quote(identifier.value, safe='/:;()._-')}" if is_doi else identifier.value
                found.append(Address(work.key, identifier.kind, url.partition("#")[0], work.path, work.span.line))
    return found


def answered(address: Address, status: int) -> Answer:
    """Return what a status of HTTP means for an address."""
    if status in _GONE:
        words = "the resolver does not know this DOI" if address.kind == "DOI" else "the page is gone"
        return Answer(address, DEAD, f"{words} (HTTP {status})")
    good = status < 400
    return Answer(address, FINE if good else UNSURE, f"HTTP {status}")


def silent(address: Address, problem: str) -> Answer:
    """Return the answer for an address from which none came: that may be the network's fault, or for a day."""
    return Answer(address, UNSURE, problem)


def as_text(answers: Iterable[Answer]) -> Iterator[str]:
    """Yield the lines that a person reads: the dead ones, those left open, the sums."""
    answers = list(answers)
    for state in (DEAD, UNSURE):
        for each in answers:
            if each.state == state:
                at = each.address
                yield f"{at.path}:{at.line}: {at.key}: {at.url}: {each.words}{'' if state == DEAD else ' (unsure)'}"
    counts = [sum(each.state == state for each in answers) for state in (FINE, DEAD, UNSURE)]
    yield f"{len(answers)} addresses: {counts[0]} answer, {counts[1]} dead, {counts[2]} unsure"


def as_json(answers: Iterable[Answer]) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "version": 1,
        "addresses": [
            {
                "key": each.address.key,
                "kind": each.address.kind,
                "url": each.address.url,
                "path": each.address.path,
                "line": each.address.line,
                "state": each.state,
                "words": each.words,
            }
            for each in answers
        ],
    }
