"""What happened to an article, in order: submitted, assigned, decided on, edited; and what was signed off last.

Pure. Decisions come from genuine records, days of edits from git as far as it knows them, the rest from the front
matter. Nobody is named but authors of the front matter and members by the handle of a record or of `reviewers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from citegate.gitlog import days
from citegate.review.derive import genuine, reasons_of_key
from citegate.roster import is_author
from citegate.transitions import dated

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from citegate.article import Article
    from citegate.gitlog import Touch
    from citegate.review.derive import Ground
    from citegate.review.records import Record
    from citegate.review.statement import Statement

SUBMITTED, ASSIGNED, BEGUN, TAKEN_BACK = "submitted", "assigned", "review begun", "taken back"
EDITED, CORRECTED, ASKED, WITHDRAWN = "edited", "changed", "changes requested", "withdrawn"
SIGNED, COMPLETE, AGAIN, OVERDUE = "signed off", "approved", "approved again", "overdue"
_ORDER = (SUBMITTED, ASSIGNED, TAKEN_BACK, BEGUN, EDITED, CORRECTED, ASKED, SIGNED, COMPLETE, AGAIN, WITHDRAWN, OVERDUE)
_DECISIONS = {"request-changes": ASKED, "withdraw": WITHDRAWN, "approve": SIGNED}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day; None where the day is not known.

    `who` are handles. `note` is a comment, a note on a change, or why a decision does not count. `times` and `last`
    say of several edits how many days they took and when the last one was. `earlier` says that a decision was about
    another text than that of today.
    """

    kind: str
    day: dt.date | None
    who: tuple[str, ...] = ()
    note: str = ""
    times: int = 1
    last: dt.date | None = None
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """The genuine decisions of an article in the order of their file, each with the reasons against the person or key.

    `complete` are the digests of those sign-offs with which as many members as the policy asks for had signed the same.
    """

    decided: tuple[tuple[Statement, tuple[str, ...]], ...] = ()
    complete: tuple[str, ...] = ()

    @property
    def last_complete(self) -> Statement | None:
        """Return the last sign-off that made an approval complete, or None where there was none."""
        return next((found for found, _ in reversed(self.decided) if found.digest in self.complete), None)


def past(article: Article, records: Iterable[Record], ground: Ground) -> Past:
    """Return what was decided on an article; a record that its member did not sign is none."""
    decided = [
        (record.statement, (*_reasons(record.statement, article, ground), *reasons_of_key(record, ground)))
        for record in records
        if genuine(record, ground)
    ]
    last: dict[str, Statement] = {}
    complete = []
    for found, reasons in decided:
        if not reasons:
            last[found.reviewer] = found
            if found.decision == "approve" and _is_complete(found, last.values(), ground):
                complete.append(found.digest)
    return Past(tuple(decided), tuple(complete))


def _reasons(found: Statement, article: Article, ground: Ground) -> Iterator[str]:
    """Yield why the person could not decide on that day."""
    member = ground.roster[found.reviewer]
    if not member.active(found.date, found.date):
        yield f"{member.name} was not on the roster on that day"
    if is_author(member, article.front.values.get("authors", ())):
        yield f"{member.name} is an author of the article"


def _is_complete(found: Statement, last: Iterable[Statement], ground: Ground) -> bool:
    same = [each for each in last if each.subject == found.subject]
    signed = [each for each in same if each.decision == "approve"]
    roles = {each.role for each in signed}
    against = any(each.decision == "request-changes" for each in same)
    return len(signed) >= ground.policy.review_signoffs and {*ground.policy.review_roles} <= roles and not against


def events(article: Article, past: Past, touches: Sequence[Touch], body: str) -> list[Event]:
    """Return what happened, in order; `body` is the digest of today's text, `touches` what git knows."""
    found = [*_begun(article, touches), *_edits(article, touches), *_decisions(article, past, touches, body)]
    if article.overdue:
        found.append(Event(OVERDUE, article.overdue))
    first = min((event.day for event in found if event.day), default=None)
    ordered = sorted(found, key=lambda event: (str(event.day or first), _ORDER.index(event.kind), event.who))
    return [*_folded(ordered)]


def _begun(article: Article, touches: Sequence[Touch]) -> Iterator[Event]:
    values = article.front.values
    created = next((touch.day for touch in touches if touch.created), None)
    yield Event(SUBMITTED, values.get("created") or created)
    for handle in values.get("reviewers", ()):
        named = (touch.day for touch in touches if handle in assigned(touch.assigned))
        yield Event(ASSIGNED, next(named, None), (handle,))
    for touch in touches:
        if touch.status == "under review":
            yield Event(BEGUN, touch.day)
        elif touch.status == "submitted" and not touch.created:
            yield Event(TAKEN_BACK, touch.day)


def assigned(lines: str) -> frozenset[str]:
    """Return the handles that lines of front matter may name.

    >>> sorted(assigned("reviewers: [cd, 'ef']"))
    ['cd', 'ef']
    """
    return frozenset(re.findall(r"[\w.-]+", lines.replace("reviewers:", " ")))


def _edits(article: Article, touches: Sequence[Touch]) -> Iterator[Event]:
    notes = [*dated(article.front.values.get("changes", ()))]
    told = {day for day, _ in notes}
    yield from (Event(CORRECTED, day, note=note) for day, note in notes)
    yield from (Event(EDITED, day) for day in days(touches) if day not in told)


def _decisions(article: Article, past: Past, touches: Sequence[Touch], body: str) -> Iterator[Event]:
    was_approved = article.declared == "approved" or any(touch.status == "approved" for touch in touches)
    agreed: list[Statement] = []
    approved = False
    for found, reasons in past.decided:
        kind = _DECISIONS[found.decision]
        who: tuple[str, ...] = (found.reviewer,)
        agreed = [each for each in agreed if each.reviewer != found.reviewer and each.subject == found.subject]
        if kind == SIGNED and not reasons:
            agreed.append(found)
        if found.digest in past.complete and was_approved:
            kind, who = AGAIN if approved else COMPLETE, tuple(each.reviewer for each in agreed)
            approved = True
        note = f"does not count: {'; '.join(reasons)}" if reasons else found.comment
        yield Event(
            kind, found.date, who, note, earlier=kind in (SIGNED, COMPLETE, AGAIN) and found.subject.body != body
        )


def _folded(ordered: Iterable[Event]) -> Iterator[Event]:
    """Yield events; edits that follow one another are one, with their number and the last of their days."""
    held: Event | None = None
    for event in ordered:
        if held and event.kind == EDITED:
            held = replace(held, times=held.times + 1, last=event.day)
            continue
        if held:
            yield held
        held = event if event.kind == EDITED else None
        if held is None:
            yield event
    if held:
        yield held
