"""The medical advisory board: its list, and the page of each member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.roster import FOLDER
from citegate.site.page_facts import day
from citegate.site.site import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.roster import Member
    from citegate.site.site import Site
    from citegate.sshkeys import SigningKey

INDEX = f"{FOLDER}/index.md"


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A public key as it is shown: fingerprint, and what is to be known of it, in words."""

    fingerprint: str
    words: str


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member as pages show it; `signed` are title and address of each article that rests on a sign-off."""

    name: str
    credentials: str
    affiliation: str
    orcid: str
    interests: str
    roles: tuple[str, ...]
    since: str
    until: str
    current: bool
    url: str
    keys: tuple[KeyFacts, ...]
    signed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """The board: members now, and former ones, by name."""

    current: tuple[MemberFacts, ...]
    former: tuple[MemberFacts, ...]


def make(site: Site) -> Iterator[Made]:
    """Yield the list of members, where its page was written, and the page of each member."""
    if INDEX not in site.articles:
        return
    signed = _signed(site)
    members = sorted(site.project.roster.values(), key=lambda member: (member.name.casefold(), member.handle))
    facts = {member.handle: _member(member, site, tuple(signed.get(member.handle, ()))) for member in members}
    for handle, found in facts.items():
        title = f"{found.name}, {found.credentials}"
        yield Made(f"{FOLDER}/{handle}.md", title=title, template="member.html", facts=found)
    current = tuple(found for found in facts.values() if found.current)
    former = tuple(found for found in facts.values() if not found.current)
    yield Made(INDEX, template="board.html", facts=BoardFacts(current, former))


def _signed(site: Site) -> dict[str, list[tuple[str, str]]]:
    """Return the approved articles that each member signed, by handle."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path, article in sorted(site.articles.items()):
        if article.kind == "article" and article.status == "approved":
            for statement in site.project.reviews.of(site.article(path)).counting:
                entry = (str(article.front.values.get("title", path)), site.address(path))
                found.setdefault(statement.reviewer, []).append(entry)
    return found


def _member(member: Member, site: Site, signed: tuple[tuple[str, str], ...]) -> MemberFacts:
    today = site.project.context.today
    return MemberFacts(
        member.name,
        member.credentials,
        member.affiliation,
        member.orcid,
        "none declared" if member.interests == "none" else member.interests or "not declared",
        member.roles,
        day(member.start),
        day(member.end),
        member.active(today, today),
        site.address(f"{FOLDER}/{member.handle}.md"),
        tuple(KeyFacts(key.fingerprint, _words(key)) for key in member.keys),
        signed,
    )


def _words(key: SigningKey) -> str:
    if key.revoked:
        return f"revoked on {day(key.revoked)}: {key.reason}"
    limits = [f"from {day(key.start)}" if key.start else "", f"until {day(key.end)}" if key.end else ""]
    return " ".join(filter(None, limits))
