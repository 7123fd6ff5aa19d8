"""From the notices about a paper to how it stands: several notices, one state, decided by date and nature.

Retractions, withdrawals and expressions of concern stand until a later reinstatement; a correction or reinstatement
that lifts an expression of concern ends those before it. The gravest notice that still stands gives the state, the
earliest of that kind the date. In doubt the graver answer is taken: a retraction without a date is lifted by nothing,
a reinstatement without a date lifts nothing, and one on the day of the retraction does not lift it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.retractionlist import Entry, State, gravity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NEVER, _ALWAYS = datetime.date.min, datetime.date.max


@dataclass(frozen=True, slots=True)
class Notice:
    """A row: the keys of the paper that it is about (not those of the notice), what it says, its day or None."""

    dois: tuple[str, ...]
    pmids: tuple[str, ...]
    state: State
    date: datetime.date | None
    lifts_concern: bool = False


def entries(notices: Iterable[Notice]) -> tuple[dict[str, Entry], int]:
    """Return the state of each key, and how many papers the notices are about.

    A DOI names a paper. A PubMed id leads to every paper that a row names with it, and has the gravest of their
    states: a mistaken id must not lift the retraction of another paper. A row without a DOI is about the paper whose
    DOI other rows name with its PubMed id, where that is one paper.
    """
    notices = list(notices)
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for notice in notices:
        for pmid in notice.pmids if notice.dois else ():
            named[pmid].update(dict.fromkeys(notice.dois))
    papers: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        for paper in notice.dois or _named(notice.pmids, named):
            papers[paper].append(notice)
    found = {paper: state(rows) for paper, rows in papers.items()}
    for pmid, dois in named.items():
        found[pmid] = min((found[paper] for paper in (pmid, *dois) if paper in found), key=gravity)
    return found, len(papers)


def _named(pmids: Sequence[str], named: dict[str, dict[str, None]]) -> tuple[str, ...]:
    papers: dict[str, None] = {}
    for pmid in pmids:
        dois = named.get(pmid, {})
        papers.update(dois if len(dois) == 1 else {pmid: None})
    return tuple(papers)


def state(notices: Sequence[Notice]) -> Entry:
    """Return how a paper stands after all notices about it, of which there is at least one."""
    lifted = max((n.date or _NEVER for n in notices if n.state is State.REINSTATED), default=_NEVER)
    settled = max((n.date or _NEVER for n in notices if n.lifts_concern), default=_NEVER)
    standing = [n for n in notices if _stands(n, lifted, settled)]
    return min((Entry(n.state, n.date) for n in standing), key=gravity)


def _stands(notice: Notice, lifted: datetime.date, settled: datetime.date) -> bool:
    date = notice.date or _ALWAYS
    if notice.state in (State.RETRACTED, State.OUTDATED):
        return date >= lifted
    if notice.state is State.CONCERN:
        return date >= lifted and date >= settled
    return True
