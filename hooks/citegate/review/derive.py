"""Which decisions count: the review status of an article, derived from what members signed.

A reviewer's last decision counts, and each statement names the one before it, so that their order is signed too. One
that does not count says why, in words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citegate.review.changes import Change, changes
from citegate.review.sources import reasons_of_sources
from citegate.roster import is_author

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from citegate.article import Article
    from citegate.policy import Policy
    from citegate.review.records import Record
    from citegate.review.statement import Statement, Subject
    from citegate.roster import Member
    from citegate.sshkeys import SigningKey
    from citegate.standing import Standings

ZONES = dt.timedelta(days=1)
"""Today is a day in UTC, and east of it the next day has begun."""
FRESH = dt.timedelta(days=30)
"""How old a record may be when it enters the branch that a change is made against: older ones may be back-dated."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a judgement on records rests on.

    `verify` returns whether a record is really signed by the key that its signature names, for that member. `settled`
    are the digests of the statements that the base has already; None where no base is known. `standings` say which
    sources were retracted; None where nobody looked.
    """

    roster: Mapping[str, Member]
    policy: Policy
    today: dt.date
    verify: Callable[[Record], bool]
    settled: Collection[str] | None = None
    standings: Standings | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's last decision; it counts where there are no `reasons` against it. `changes` are those since."""

    record: Record
    reasons: tuple[str, ...]
    changes: tuple[Change, ...] = ()

    @property
    def statement(self) -> Statement:
        """Return what was signed."""
        return self.record.statement


@dataclass(frozen=True, slots=True)
class Review:
    """What the records of an article come to.

    `counting` are the sign-offs that count, `objections` the valid requests for changes of this very text, `lapsed`
    the last decisions that do not count. `missing` is how many sign-offs lack, `roles` in which roles. `able` are the
    handles of members who could sign. `problem` says what is wrong with the file itself, in `line`.
    """

    counting: tuple[Statement, ...] = ()
    objections: tuple[Statement, ...] = ()
    lapsed: tuple[Decision, ...] = ()
    missing: int = 1
    roles: tuple[str, ...] = ()
    able: tuple[str, ...] = ()
    path: str = ""
    problem: str = ""
    line: int = 1
    removed: tuple[Statement, ...] = field(default=())
    """Records of the base that the file no longer has."""

    @property
    def approved(self) -> bool:
        """Return whether the sign-offs bear out `approved`."""
        return not (self.missing or self.roles or self.objections or self.problem or self.removed)

    @property
    def due(self) -> dt.date | None:
        """Return the first day on which a sign-off that counts says that the review is due."""
        return min((each.review_due for each in self.counting if each.review_due), default=None)

    @property
    def reviewed(self) -> dt.date | None:
        """Return the day of the last sign-off that counts."""
        return max((each.date for each in self.counting), default=None)


def derive(article: Article, subject: Subject, records: Sequence[Record], ground: Ground) -> Review:
    """Return what the records come to for the article as it is now."""
    decisions = [_decision(record, article, subject, ground) for record in heads(records, ground)]
    approvals = [d for d in decisions if d.statement.decision == "approve"]
    others = [d for d in decisions if d.statement.decision != "approve"]
    against = {d.statement.reviewer for d in others if genuine(d.record, ground)}
    counting = {d.statement.reviewer: d.statement for d in approvals if not d.reasons}
    counting = {handle: found for handle, found in counting.items() if handle not in against}
    objections = [d for d in others if not d.reasons]
    signed = {each.role for each in counting.values()}
    lapsed = [d for d in decisions if d.reasons and d.statement.reviewer not in counting]
    return Review(
        tuple(counting.values()),
        tuple(d.statement for d in objections),
        tuple(lapsed),
        max(0, ground.policy.review_signoffs - len(counting)),
        tuple(role for role in ground.policy.review_roles if role not in signed),
        tuple(able(article, ground, counting)),
    )


def heads(records: Iterable[Record], ground: Ground) -> list[Record]:
    """Return each reviewer's last records: those that no later genuine record of the same reviewer follows.

    A record that nobody signed ends nothing; it stays in the list, so that it is told why it does not count.
    """
    listed = list({record.statement.digest: record for record in records}.values())
    followed = {
        (r.statement.reviewer, r.statement.previous) for r in listed if r.statement.previous and genuine(r, ground)
    }
    return [r for r in listed if (r.statement.reviewer, r.statement.digest) not in followed]


def genuine(record: Record, ground: Ground) -> bool:
    """Return whether the member whom the statement names signed it, whatever else may keep it from counting."""
    return bool(signer(record, ground.roster)) and ground.verify(record)


def signer(record: Record, roster: Mapping[str, Member]) -> SigningKey | None:
    """Return the member's key that the signature names, or None where it is none of that member's keys."""
    member = roster.get(record.statement.reviewer)
    return next((key for key in member.keys if key.line == record.key), None) if member else None


def _decision(record: Record, article: Article, subject: Subject, ground: Ground) -> Decision:
    found = record.statement
    differs = tuple(changes(found.subject, subject)) if found.subject != subject else ()
    reasons = [
        *reasons_of_person(found, article, ground),
        *reasons_of_key(record, ground),
        *reasons_of_days(found, article, ground),
        *reasons_of_sources(found, article, ground.standings),
    ]
    if found.decision == "withdraw":
        reasons.append(f"it was withdrawn on {found.date}")
    elif differs:
        reasons.append(f"it is about another text: {summary(differs)}")
    if not reasons and not ground.verify(record):
        reasons.append("the signature does not fit it")
    return Decision(record, tuple(reasons), differs)


def reasons_of_person(found: Statement, article: Article, ground: Ground) -> Iterator[str]:
    """Yield why the person may not decide on this article: roster, membership, role, authorship, assignment."""
    member, values = ground.roster.get(found.reviewer), article.front.values
    if member is None:
        yield f"`{found.reviewer}` is not on the roster"
        return
    new = ground.settled is not None and found.digest not in ground.settled
    days = (found.date, ground.today) if new else (found.date,)
    if not all(member.active(day, day) for day in days):
        yield f"{member.name} was not on the roster on {found.date}" if not new else f"{member.name} is not active"
    if is_author(member, values.get("authors", ())):
        yield f"{member.name} is an author of the article"
    if found.reviewer not in values.get("reviewers", ()):
        yield f"`{found.reviewer}` is not among the `reviewers` of the article"
    if found.role not in member.roles:
        yield f"{member.name} does not have the role `{found.role}`"
    elif ground.policy.review_roles and found.role not in ground.policy.review_roles:
        yield f"the policy asks for {_listed(ground.policy.review_roles)}, not for the role `{found.role}`"
    if not found.interests:
        yield "it declares no interests, not even `none`"


def reasons_of_key(record: Record, ground: Ground) -> Iterator[str]:
    """Yield why the key that signed is none that counts; whether the signature fits is not asked here."""
    found, key = record.statement, signer(record, ground.roster)
    if found.reviewer not in ground.roster:
        return
    if key is None:
        yield f"it is not signed with a key of `{found.reviewer}`"
        return
    new = ground.settled is not None and found.digest not in ground.settled
    if key.revoked:
        yield f"its key was revoked on {key.revoked}: {key.reason}"
    elif not key.covers(found.date) or (new and not key.covers(ground.today)):
        yield f"its key was not valid on {found.date}" if not key.covers(found.date) else "its key is no longer valid"


def reasons_of_days(found: Statement, article: Article, ground: Ground) -> Iterator[str]:
    """Yield what is wrong with the days of a statement."""
    updated = article.front.values.get("updated")
    if found.date > ground.today + ZONES:
        yield f"it is dated in the future, {found.date}"
    if ground.settled is not None and found.digest not in ground.settled and found.date < ground.today - FRESH:
        yield f"it is new here and dated {found.date}, more than {FRESH.days} days ago"
    if found.decision != "approve":
        return
    if updated and found.date < updated:
        yield f"it is dated {found.date}, before the article was last updated, {updated}"
    if found.review_due is None or not found.date < found.review_due <= latest_due(found.date, ground.policy):
        yield "the day on which it says that a review is due is none that the policy allows"


def latest_due(day: dt.date, policy: Policy) -> dt.date:
    """Return the last day that may be named for the next review of what is approved on a day."""
    return day + dt.timedelta(days=round(policy.review_max_years * 365.25))


def able(article: Article, ground: Ground, signed: Collection[str] = ()) -> Iterator[str]:
    """Yield the handles of members who could sign the article and have not."""
    roles = set(ground.policy.review_roles)
    for handle, member in ground.roster.items():
        if handle in signed or not member.active(ground.today, ground.today) or not member.interests:
            continue
        usable = any(key.covers(ground.today) and not key.revoked for key in member.keys)
        if (
            usable
            and (not roles or roles & {*member.roles})
            and not is_author(member, article.front.values.get("authors", ()))
        ):
            yield handle


def summary(found: Sequence[Change]) -> str:
    """Return changes in a few words: `claim changed (2), source `alpha` changed`."""
    counted: dict[str, int] = {}
    for change in found:
        counted[str(change)] = counted.get(str(change), 0) + 1
    return ", ".join(f"{what} ({number})" if number > 1 else what for what, number in counted.items())


def _listed(words: Sequence[str]) -> str:
    return " and ".join(f"`{word}`" for word in words)
