"""What the bibliography records of a source's standing: retracted, replaced by another, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from citegate.references import spoken_date
from citegate.retractions import retraction

if TYPE_CHECKING:
    from citegate.bibliography import Work

_SUCCESSOR = ("superseded_by", "superseded-by", "supersededby")


class State(NamedTuple):
    """`slug` is `retracted`, `superseded` or empty; `words` say it; `successor` is a key or words, or empty."""

    slug: str
    words: str
    successor: str = ""


def state(work: Work) -> State:
    """Return what an entry says of its standing. Where it says nothing, that is unknown, not clean."""
    found = retraction(work)
    if found:
        return State("retracted", f"Retracted on {spoken_date(found.date)}" if found.date else "Retracted")
    successor = next((work.fields[name].strip() for name in _SUCCESSOR if work.fields.get(name)), "")
    return State("superseded", "Superseded", successor) if successor else State("", "Nothing recorded")
