"""The history of an article as its page shows it, and what changed since it was signed off last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate import gitlog
from citegate.project import ARTICLES
from citegate.review import history
from citegate.review.changes import changes
from citegate.review.subject import body
from citegate.roster import FOLDER
from citegate.site.facts import Reviewer
from citegate.site.page_facts import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.gitlog import Log
    from citegate.review.changes import Change
    from citegate.review.history import Event, Past
    from citegate.site.site import Site

_WORDS = {
    history.SUBMITTED: "Submitted",
    history.ASSIGNED: "Assigned to",
    history.BEGUN: "Review began",
    history.TAKEN_BACK: "Taken back from review",
    history.EDITED: "Edited",
    history.CORRECTED: "Changed",
    history.ASKED: "Changes requested by",
    history.SIGNED: "Signed off by",
    history.COMPLETE: "Approved by",
    history.AGAIN: "Approved again by",
    history.WITHDRAWN: "Sign-off withdrawn by",
    history.OVERDUE: "Review overdue",
}
_KINDS = {"claim": "Claim", "source": "Source", "snippet": "Shared text", "image": "Image", "notice": "Notice"}
_CITED = re.compile(r" \[(@[^\]]*)\]$")
MOST = 100
"""Changes that a page lists."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event: its day in words and as ISO 8601 (empty where it is not known), what happened, who, and a note."""

    date: str
    iso: str
    words: str
    who: tuple[Reviewer, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change: `done` is `added`, `changed` or `removed`; the texts are empty where they say nothing to readers."""

    kind: str
    done: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryFacts:
    """`since` is the day on which another text was signed off; `changes` what differs now, `more` those left out."""

    events: tuple[EventFacts, ...]
    unknown: str
    since: str
    changes: tuple[ChangeFacts, ...]
    more: int


def facts(site: Site, article: Article) -> HistoryFacts:
    """Return the history of an article."""
    log, past = known(site), past_of(site, article)
    touches = log.touches.get(article.path, ())
    found = history.events(article, past, touches, body(article))
    last = past.last_complete if article.declared != "approved" else None
    listed = [*changes(last.subject, site.project.reviews.subject(article))] if last else []
    return HistoryFacts(
        tuple(_event(event, site) for event in found),
        _unknown(log, article.path),
        day(last.date) if last and listed else "",
        tuple(_change(change) for change in listed[:MOST]),
        max(0, len(listed) - MOST),
    )


def rests_on(site: Site, article: Article) -> object:
    """Return what git knows of the article; one with records has no stand-in."""
    log = known(site)
    return log.touches.get(article.path), log.problem, log.begins


def known(site: Site) -> Log:
    """Return what git knows of all articles: one process a build."""
    log = site.shared.get("log")
    if not isinstance(log, gitlog.Log):
        log = site.shared["log"] = gitlog.read(site.project.root, f"{site.project.settings.docs}/{ARTICLES}")
    return log


def past_of(site: Site, article: Article) -> Past:
    """Return the genuine decisions on an article."""
    reviews = site.project.reviews
    records, _ = reviews.records(article.path)
    return history.past(article, records, reviews.ground(reviews.place(article.path))) if records else history.Past()


def people(handles: tuple[str, ...], site: Site) -> Iterator[Reviewer]:
    """Yield members by name with the address of their page; a handle that is not on the roster stands for itself."""
    for handle in handles:
        member = site.project.roster.get(handle)
        name = f"{member.name}, {member.credentials}" if member else handle
        yield Reviewer(name, site.address(f"{FOLDER}/{handle}.md") if member else "")


def _event(event: Event, site: Site) -> EventFacts:
    told = [event.note]
    if event.earlier:
        told.append("another text than today's")
    if event.times > 1:
        told.append(f"on {event.times} days, last on {day(event.last)}")
    when = event.day
    note = "; ".join(filter(None, told))
    return EventFacts(
        day(when), when.isoformat() if when else "", _WORDS[event.kind], tuple(people(event.who, site)), note
    )


def _change(change: Change) -> ChangeFacts:
    done = "changed" if change.old and change.new else "added" if change.new else "removed"
    if change.kind == "claim":
        return ChangeFacts("Claim", done, _CITED.sub(_keys, change.old), _CITED.sub(_keys, change.new))
    if change.kind in _KINDS:
        return ChangeFacts(f"{_KINDS[change.kind]} {change.name}", done, "", "")
    if change.kind == "term":
        return ChangeFacts(f"Abbreviation {change.name}", done, change.old, change.new)
    if change.kind == "policy":
        return ChangeFacts("What an approval needs", "changed", "", "")
    if change.kind == "path":
        return ChangeFacts("The page", "changed", change.old, change.new)
    return ChangeFacts("Text beside the claims, or the front matter", "changed", "", "")


def _keys(cited: re.Match[str]) -> str:
    """Return the keys behind a claim as readers see them: not as a citation that was typed."""
    return f" ({cited[1].replace('@', '')})"


def _unknown(log: Log, path: str) -> str:
    """Return what is not known, as a sentence without its full stop, or an empty text."""
    if log.problem:
        return f"When the text was edited is not known: {log.problem}"
    if log.begins:
        return f"What was edited before {day(log.begins)} is not known: the history at hand begins there"
    return "" if path in log.touches else "When the text was edited is not known: it is not in the repository yet"
