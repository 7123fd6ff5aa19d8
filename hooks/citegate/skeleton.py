"""The first text of an article: sound front matter, and one line for each thing that a person must still write.

Each of those lines starts with `TODO` and is refused by the gate, as a statement without a source and as a placeholder,
so that a skeleton can never be published. Nobody is invented: an author is named only where one was given.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.searching import words

if TYPE_CHECKING:
    import datetime

LONGEST_SLUG = 60
"""Characters."""
NOBODY = "Citegate editors (AI-generated draft)"
"""What the front matter has for authors where no person wrote the text."""
MOST_CAUTIOUS = "generated"
"""What `ai` says until a person says otherwise: the value that calls for most care."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.()/\u2019-]*[?]?")
_YAML_WORDS = frozenset("y yes n no on off true false null".split())


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of an article before it is written."""

    question: str
    today: datetime.date
    title: str = ""
    audience: tuple[str, ...] = ("professional",)
    authors: tuple[str, ...] = ()
    ai: str = MOST_CAUTIOUS


def slug(question: str) -> str:
    """Return a file name for a question: ASCII words with hyphens, at most 60 characters, whole words; may be empty.

    >>> slug("Is Rösner’s dose right?")
    'is-rosner-s-dose-right'
    """
    made = ""
    for word in words(question):
        longer = f"{made}-{word}" if made else word
        if len(longer) > LONGEST_SLUG:
            break
        made = longer if word.isascii() else made
    return made


def is_slug(text: str) -> bool:
    """Return whether a text may name an article's file."""
    return len(text) <= LONGEST_SLUG and bool(_SLUG.fullmatch(text))


def skeleton(plan: Plan) -> str:
    """Return the whole text of the article's file."""
    day = plan.today.isoformat()
    authors = plan.authors or (NOBODY,)
    front = [
        f"title: {_scalar(plan.title or plan.question.rstrip('? '))}",
        f"question: {_scalar(plan.question)}",
        "status: submitted",
        f"audience: [{', '.join(map(_scalar, plan.audience))}]",
        f"authors: [{', '.join(map(_quoted, authors))}]",
        f"created: {day}",
        f"updated: {day}",
        f"ai: {_scalar(plan.ai)}",
    ]
    return "\n".join(["---", *front, "---", "", _body(plan.audience)])


def _scalar(text: str) -> str:
    """Return a text as YAML reads it back, in quotes only where it needs them."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _YAML_WORDS
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    """Return a text in the quotes of JSON, which YAML reads too; what cannot be printed is written as its number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def _body(audience: tuple[str, ...]) -> str:
    from importlib.resources import files  # noqa: PLC0415 - needed once

    name = "skeleton-patient.md" if audience == ("patient",) else "skeleton.md"
    return files("citegate").joinpath("data", name).read_text(encoding="utf-8")
