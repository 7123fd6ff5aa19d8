"""Finite verbs, told from nouns by where they stand: what makes a phrase a statement."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from citegate.lexicon import inflect, listed, load

if TYPE_CHECKING:
    from collections.abc import Sequence


@cache
def finite() -> frozenset[str]:
    """Return verb forms that make a phrase a statement: auxiliaries, third persons, past tenses."""
    verbs = {
        form
        for name in ("headings", "causal", "evidence", "organisations", "directives")
        for verb in load(name).get("verbs", ())
        for form in inflect(verb)[1:3]
    }
    return frozenset(verbs.union(load("headings")["auxiliaries"], load("headings")["irregular"]))


def has_verb(lower: Sequence[str], *, leads_in: bool) -> bool:
    """Return whether one of the words is a finite verb where it stands."""
    nouns, no_verb_after, auxiliaries = (listed("headings", n) for n in ("nouns", "no_verb_after", "auxiliaries"))
    for index, word in enumerate(lower):
        if word in auxiliaries:
            return True
        if word not in finite() or (index and lower[index - 1] in no_verb_after):
            continue
        participle = word.endswith("ed") and (index == 0 or (index == 1 and lower[0].endswith("ly")))
        if not participle and not (word in nouns and _stands_as_noun(lower, index, leads_in=leads_in)):
            return True
    return False


def _stands_as_noun(lower: Sequence[str], index: int, *, leads_in: bool) -> bool:
    """Return whether a word that may be a noun or a verb is a noun: "Causes", "common causes:", "causes of"."""
    if index and index + 1 == len(lower) and leads_in:
        return _is_adjective(lower[index - 1])
    return index == 0 or index + 1 == len(lower) or lower[index + 1] in listed("headings", "no_verb_after")


def _is_adjective(word: str) -> bool:
    """Return whether a word may describe a noun after it, by a list and by its ending."""
    endings = tuple(sorted(listed("headings", "adjective_endings")))
    return word in listed("headings", "adjectives") or word.endswith(endings)
