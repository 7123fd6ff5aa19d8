"""What may change between two versions of an article: its status, and its text where it was approved."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.frontmatter import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.frontmatter import FrontMatter

LEGAL = {
    None: frozenset({"submitted", "under review"}),
    "submitted": frozenset({"submitted", "under review"}),
    "under review": frozenset({"submitted", "under review", "approved"}),
    "approved": frozenset({"submitted", "under review", "approved"}),
}
"""The statuses that may follow each status; None stands for an article that was not there. Only a review approves."""
_NOTE = re.compile(r"(\d{4}-\d\d-\d\d): ")


@dataclass(frozen=True, slots=True)
class BaseArticle:
    """An article as it stands on the branch that a change is made against.

    `status` is None where there is none that can be read. `text` is what readers read: title, question and body, with
    white space folded. `changes` are the dated notes of earlier changes.
    """

    status: str | None
    text: str
    updated: dt.date | None = None
    changes: tuple[str, ...] = ()


def base(source: str) -> BaseArticle:
    """Return the base of an article from the text that the file has there."""
    front = read(source)
    values = front.values
    return BaseArticle(values.get("status"), said(front), values.get("updated"), values.get("changes", ()))


def said(front: FrontMatter) -> str:
    """Return what an article says to its readers, white space folded."""
    values = front.values
    return "\n".join(" ".join(str(part).split()) for part in (values.get("title"), values.get("question"), front.body))


def legal(old: str | None, new: str) -> bool:
    """Return whether a status may follow another one; an unreadable one on the base allows what a new article may."""
    return new in LEGAL.get(old, LEGAL[None])


def dated(changes: Iterable[str]) -> Iterator[tuple[dt.date, str]]:
    """Yield day and sentence of each dated note on a change; one whose day is no day is left out."""
    for text in changes:
        day, _, note = text.partition(":")
        try:
            yield dt.date.fromisoformat(day.strip()), note.strip()
        except ValueError:
            continue


def new_notes(old: BaseArticle, changes: tuple[str, ...]) -> Iterator[str]:
    """Yield the notes that were added since the base and are dated no earlier than its last update."""
    for note in changes:
        match = _NOTE.match(note)
        if match and note not in old.changes and (old.updated is None or match[1] >= old.updated.isoformat()):
            yield note
