"""The list of retractions of a change beside the base's: a change cannot make a source better than the base knows it.

What both lists have stands as the graver says, unless the change's list is newer: then it holds what the newer one
says, a reinstatement too. What only the base has goes on standing. A change is refused where its list is missing, where
one that is not newer lacks or weakens an entry, and where a newer one lacks a paper that the bibliography has. Of other
papers a newer list may lack entries: the source takes mistaken rows out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.errors import ConfigurationError
from citegate.retractionlist import RetractionList, gravity, hashed
from citegate.standing import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from citegate.bibliography import Work

_SHOWN = 5


def joined(base: RetractionList | None, own: RetractionList | None) -> RetractionList | None:
    """Return the list that a change is judged by."""
    if base is None or own is None or base.entries == own.entries:
        return own or base
    before, after = base.lines, own.lines
    newer = own.date > base.date
    for name, line in before.items():
        mine = after.get(name)
        if mine is None or (not newer and _weaker(mine, line)):
            after[name] = line
    return RetractionList(max(own.date, base.date), max(own.papers, base.papers), b"".join(sorted(after.values())))


def taken_back(base: RetractionList | None, own: RetractionList | None, cited: Iterable[bytes]) -> set[bytes]:
    """Return the hashes of the entries that a change may not take back; `cited` are those of the bibliography."""
    if base is None or (own and base.entries == own.entries):
        return set()
    before, after = base.lines, own.lines if own else {}
    missing = before.keys() - after.keys()
    if own and own.date > base.date:
        return missing & set(cited)
    return missing | {name for name in before.keys() & after.keys() if _weaker(after[name], before[name])}


def refuse(base: RetractionList | None, own: RetractionList | None, works: Mapping[str, Work], path: str) -> None:
    """Raise `ConfigurationError` where a change takes back what the base's list says."""
    named = {hashed(name): key for key, work in works.items() for name in keys(work)}
    lost = taken_back(base, own, named)
    if not lost:
        return
    known = sorted({named[name] for name in lost if name in named})
    among = f", among them {', '.join(f'`{key}`' for key in known[:_SHOWN])}" if known else ""
    many = "1 entry" if len(lost) == 1 else f"{len(lost)} entries"
    done = "weakens or leaves out" if own else "is missing, and with it"
    raise ConfigurationError(
        f"{path} {done} {many} of the base's list{among}; make it anew with `citegate retractions update FILE` from a "
        "newer file: a reinstatement is an entry of it"
    )


def _weaker(one: bytes, other: bytes) -> bool:
    """Return whether an entry's line says less than another one's."""
    return gravity(RetractionList.entry(one)) > gravity(RetractionList.entry(other))
