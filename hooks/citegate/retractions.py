"""What the bibliography says of a work's retraction. Unknown stays unknown: no answer here means that a work is clean.

A work counts as retracted where its entry says so: `retracted = {2020-06-05}`, a title or note that begins with
"Retracted" (as publishers and PubMed mark the article itself), or `pubstate = {retracted}`. The notice of a retraction
("Retraction: …", "Retraction notice to …") is not a retracted work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from citegate.article import Unit
    from citegate.bibliography import Work

PURPOSE = "retracted-on-purpose"
"""Class of a block that cites a retracted work because it was retracted; `reason` must say why."""
_MARKED = re.compile(r"\W*(?:retracted\b|retraction in\b)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Retraction(NamedTuple):
    """When a work was retracted, as far as its entry says (`2020-06-05`, or empty), and the field that says so."""

    date: str
    field: str


def retraction(work: Work) -> Retraction | None:
    """Return what an entry says of its retraction, or None where it says nothing: that is unknown, not clean."""
    given = work.fields.get("retracted", "").strip()
    if given and given.lower() not in ("no", "false"):
        date = _DATE.search(given)
        return Retraction(date[0] if date else "", "retracted")
    if work.fields.get("pubstate", "").strip().lower() == "retracted":
        return Retraction("", "pubstate")
    for name in ("title", "note"):
        if _MARKED.match(work.fields.get(name, "")):
            return Retraction("", name)
    return None


def is_on_purpose(unit: Unit) -> bool:
    """Return whether the block of a unit says that it cites a retracted work on purpose, and why."""
    return PURPOSE in unit.attributes.get("class", "").split() and bool(unit.attributes.get("reason", "").strip())
