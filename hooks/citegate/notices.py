"""Notices: approved wording as data, and which of them a page needs."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from citegate import tiers
from citegate.frontmatter import read
from citegate.lexicon import load
from citegate.once import per_article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article

_TELEPHONE = re.compile(r"\d+(?:[ -]\d+)*")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: its name, title, Markdown text, place (`top`, `bottom`), what it guards, file and digest."""

    name: str
    title: str
    text: str
    place: str
    guards: str
    path: str
    line: int

    @property
    def digest(self) -> str:
        """Return the SHA-256 of title and text, white space folded: what the policy approves."""
        return hashlib.sha256(f"{self.title}\n{' '.join(self.text.split())}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Notices:
    """All notices by name, and the folder that they were read from."""

    by_name: Mapping[str, Notice] = field(default_factory=dict)
    folder: str = "docs/editorial/notices"


def parse(name: str, source: str, path: str) -> Notice:
    """Return the notice of a file's text."""
    front = read(source, "page")
    values = front.values
    return Notice(
        name,
        str(values.get("title", "")),
        front.body.strip(),
        str(values.get("place", "top")),
        str(values.get("guards", "body")),
        path,
        front.body_line,
    )


@per_article
def has_doses(article: Article, units: tuple[str, ...] = ()) -> bool:
    """Return whether an article states a dose; `units` are those that the policy adds, here and below."""
    return any(tiers.has_dose(unit.text, units) for unit in article.units if unit.is_claim)


def required(article: Article, units: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names of the notices that an article needs, first things first: audience × status × doses × AI."""
    audience = article.front.values.get("audience", ())
    names = []
    if article.status != "approved":
        names.append("pending-review")
    if "patient" in audience:
        names.append("patient-emergency")
    if has_doses(article, units):
        names.append("dosing")
    ai = article.front.values.get("ai")
    if ai in ("generated", "assisted"):
        names.append(f"ai-{ai}")
    if set(audience) != {"patient"}:
        names.append("professional-use")
    return tuple(names)


def names_emergency_number(text: str, own: tuple[str, ...] = ()) -> bool:
    """Return whether a text names a telephone number for emergencies: a shipped one, or one that the policy adds."""
    known = _known(own)
    return any(match[0].replace(" ", "-") in known for match in _TELEPHONE.finditer(text))


@cache
def _known(own: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for number in (*load("emergencynumbers")["numbers"], *own) for form in _forms(number))


def _forms(number: str) -> tuple[str, str]:
    """Return how a telephone number is written: as it is, and digit by digit ("9-1-1")."""
    return number.replace(" ", "-"), "-".join(re.sub(r"\D", "", number))


def plain(text: str) -> str:
    """Return the words of a notice as they stand on a page, white space folded and emphasis marks dropped."""
    return " ".join(re.sub(r"[*_`]", "", text).split())
