"""How a claim is supported, in a word: the kind of source behind it, whether there is one only, whether all are old.

The order of kinds decides which word stands first where a claim rests on several: advice that weighed the evidence
before what was weighed, studies of people before cases, cases before the laboratory, what names no kind last. It says
what kind of source a claim rests on, not how certain the claim is: that is what a grade says, where a source gives one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from citegate.ages import is_old
from citegate.retractionlist import State
from citegate.standing import Standings
from citegate.support import kind

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from citegate.bibliography import Work
    from citegate.policy import Policy


class Kind(NamedTuple):
    """A mark: the word that readers see, what it means, and the `sourcetype` slugs that it stands for."""

    word: str
    meaning: str
    types: frozenset[str]


def _kind(word: str, meaning: str, *types: str) -> Kind:
    return Kind(word, meaning, frozenset(types))


KINDS: Mapping[str, Kind] = {
    "guideline": _kind("Guideline", "advice or consensus of a named body", "guideline", "consensus-statement"),
    "review": _kind("Systematic review", "all studies of a question, weighed together", "systematic-review"),
    "trial": _kind("Trial", "people were given a treatment and followed", "randomised-trial", "clinical-trial"),
    "label": _kind("Drug label", "the prescribing information that a regulator approved", "drug-label"),
    "public-body": _kind("Public body", "a communication of an authority", "government"),
    "observational": _kind(
        *("Observational study", "people were observed, not treated by plan"),
        *("cohort-study", "case-control-study", "cross-sectional-study"),
    ),
    "case": _kind("Case report", "one case or a few", "case-series", "case-report"),
    "laboratory": _kind("Laboratory study", "animals, cells or chemistry", "laboratory-study", "animal-study"),
    "overview": _kind(
        *("Overview", "a narrative review, textbook or comment"),
        *("narrative-review", "textbook", "editorial", "reference-work"),
    ),
    "other": _kind("Other source", "a source of another or no known kind", "preprint", "dataset", "web-page"),
    "retracted": _kind("Retracted source", "every source of the claim was retracted"),
    "none": _kind("No source", "no source is known"),
}
"""The marks in their order, by slug. A work of a kind that none of them names counts as `other`."""
_OF = {name: slug for slug, entry in KINDS.items() for name in entry.types}
_DOUBTS = {
    State.CONCERN: "source under an expression of concern",
    State.OUTDATED: "source withdrawn as outdated",
    State.SUPERSEDED: "source superseded",
}
_RANK = {slug: rank for rank, slug in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Marks:
    """How a claim is supported: `slug` and `word` of the first kind, and of the other kinds in their order.

    `sources` counts the works that stand. `old`: all of them are older than the limit and no note says that they still
    hold. `notes` says the same in words, with what was retracted or superseded; it may be empty.
    """

    slug: str
    word: str
    others: tuple[str, ...]
    sources: int
    old: bool
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return everything in words: `Systematic review; single source; older than 10 years`."""
        return "; ".join((self.word, *self.notes))


def mark(
    keys: Iterable[str],
    works: Mapping[str, Work],
    today: datetime.date,
    policy: Policy,
    standings: Standings | None = None,
) -> Marks:
    """Return how a claim that these keys cover is supported; keys that the bibliography lacks count for nothing.

    `standings` say how each work stands; without them only what the bibliography itself says counts.
    """
    standings = standings or Standings(works, None, today)
    known = [works[key] for key in dict.fromkeys(keys) if key in works]
    states = {work.key: standings[work.key].state for work in known}
    standing = [work for work in known if states[work.key] is not State.RETRACTED]
    slugs = sorted({_OF.get(kind(work), "other") for work in standing}, key=_RANK.__getitem__)
    if not slugs:
        slugs = ["retracted" if known else "none"]
    limit = policy.source_age_years
    old = bool(standing) and all(is_old(work, today, limit) for work in standing)
    others = tuple(KINDS[slug].word for slug in slugs[1:])
    notes = tuple(_notes(list(states.values()), f"{limit:g}" if old else ""))
    return Marks(slugs[0], KINDS[slugs[0]].word, others, len(standing), old, notes)


def _notes(states: Sequence[State], limit: str) -> Iterator[str]:
    standing = [state for state in states if state is not State.RETRACTED]
    if len(standing) == 1:
        yield "single source"
    if limit:
        yield f"older than {limit} years"
    if standing and len(standing) < len(states):
        yield "another source retracted"
    for state, words in _DOUBTS.items():
        if state in standing:
            yield words if len(standing) == 1 else f"a {words}"
