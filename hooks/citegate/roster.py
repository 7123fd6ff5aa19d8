"""The roster: who may review. One page per person in `docs/editorial/board/`, named after the person's handle."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citegate.frontmatter import read as read_front_matter

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from citegate.sshkeys import SigningKey

FOLDER = "editorial/board"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the roster, as the page says; `interests` is empty where the page declares none.

    `start` and `end` are the first and last day of membership; `end` is None for a member who has not left. `keys` are
    the public keys with which the member signs, those that ran out or were revoked too.
    """

    handle: str
    name: str
    credentials: str = ""
    affiliation: str = ""
    orcid: str = ""
    interests: str = ""
    roles: tuple[str, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    keys: tuple[SigningKey, ...] = field(default=(), repr=False)

    def active(self, first: datetime.date, last: datetime.date) -> bool:
        """Return whether the person was a member on any day from `first` to `last`."""
        return self.start is not None and self.start <= last and (self.end is None or self.end >= first)


def member(stem: str, source: str) -> Member | None:
    """Return the member of a page, or None where it is not sound: nobody reviews by a page that cannot be read."""
    front = read_front_matter(source, "member")
    values = front.values
    if front.problems or values.get("handle") != stem:
        return None
    period = values["active"]
    return Member(
        stem,
        values["name"],
        values["credentials"],
        values.get("affiliation", ""),
        values.get("orcid", ""),
        values.get("interests", ""),
        values.get("roles", ()),
        period.get("from"),
        period.get("to"),
        values.get("keys", ()),
    )


def is_author(member: Member, authors: Iterable[str]) -> bool:
    """Return whether a member is one of the authors, each given as "Name, Credentials".

    Initials stand for names: "A. Baker" is taken for "Anna Baker", since a second reader costs less than a review by
    oneself. Case, accents and full stops do not tell people apart.
    """
    own = _parts(member.name)
    return any(_same(own, _parts(re.split(r"[,(]", author)[0])) for author in authors)


def _parts(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.findall(r"[^\W\d_]+", plain.casefold())


def _same(one: list[str], other: list[str]) -> bool:
    """Return whether two names, in words, have the same last word and first words that can stand for each other."""
    if not one or not other or one[-1] != other[-1]:
        return False
    if len(one) == 1 or len(other) == 1:
        return len(one) == len(other)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one[:-1], other[:-1], strict=False))
