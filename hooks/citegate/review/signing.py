"""Making a record: what would not count is refused before anything is signed, and nobody's record is touched."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from citegate import atomic, engine
from citegate.diagnostics import Level
from citegate.errors import ConfigurationError
from citegate.review import derive, records, sshkeygen
from citegate.review.records import Record
from citegate.review.sources import reasons_of_sources
from citegate.review.statement import Statement
from citegate.review.subject import as_approved

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project
    from citegate.roster import Member

OPEN_TO_REVIEW = ("under review", "approved")
_LATER = ("GV04", "GV06", "GV09")
"""Rules that look at the records and the status themselves: they speak once the record is there."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reviewer wants to record; `role` and `due` may be left to the page of the roster and the article."""

    handle: str
    decision: str
    role: str = ""
    comment: str = ""
    due: datetime.date | None = None


def statement(project: Project, article: Article, wish: Wish) -> Statement:
    """Return the statement to sign; raise `ConfigurationError` with everything that would keep it from counting."""
    sshkeygen.program()  # what was signed before is verified as well
    reviews, today = project.reviews, project.context.today
    found, error = reviews.records(article.path)
    if error:
        raise ConfigurationError(f"{reviews.place(article.path)}:{error.line}: {error.message}")
    member = project.roster.get(wish.handle)
    if member is None:
        raise ConfigurationError(f"`{wish.handle}` is not on the roster: {_roster(project)}")
    ground = reviews.ground(article.path)
    last = [r for r in derive.heads(found, ground) if r.statement.reviewer == wish.handle]
    due = _due(project, article, wish) if wish.decision == "approve" else None
    previous = last[-1].statement.digest if last else ""
    given = (wish.role or _role(project, member), member.interests, wish.decision, wish.comment, today, due, previous)
    made = Statement(reviews.subject(article), wish.handle, *given)
    reasons = [*derive.reasons_of_person(made, article, ground), *derive.reasons_of_days(made, article, ground)]
    reasons += [*reasons_of_sources(made, article, ground.standings), *_reasons(project, article, made, bool(last))]
    if reasons:
        raise ConfigurationError("this would not count:\n" + "\n".join(f"- {reason}" for reason in reasons))
    return made


def _reasons(project: Project, article: Article, made: Statement, recorded: bool) -> Iterator[str]:  # noqa: FBT001
    """Yield what keeps the article, or this decision on it, from being recorded."""
    if made.decision == "withdraw" and not recorded:
        yield f"`{made.reviewer}` has recorded nothing about this article that could be withdrawn"
    if made.decision != "approve":
        return
    if article.declared not in OPEN_TO_REVIEW:
        yield f"the article is {article.declared}: write `status: under review` first"
    errors = [d for d in _findings(project, article) if d.level == Level.ERROR and d.code not in _LATER]
    if errors:
        shown = "; ".join(map(str, errors[:_SHOWN]))
        number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        yield f"the gate finds {number} in it as an approved article: {shown}"


def _findings(project: Project, article: Article) -> Iterator[Diagnostic]:
    """Yield what the gate finds in the article as an approved one, and in the entries that it cites."""
    works = project.bibliography.works
    cited = [works[key] for key in article.cited_keys if key in works]
    lines = {(w.path, w.span.line + line) for w in cited for line in range(w.text.count("\n") + 1)}
    for found in engine.judge([as_approved(article)], project.context):
        if found.path == article.path or (found.path, found.span.line) in lines:
            yield found


def signed(project: Project, article: Article, made: Statement, key: Path | None) -> Record:
    """Return the record of a statement, signed and verified; raise `ConfigurationError` where it would not count."""
    member = project.roster[made.reviewer]
    record = Record(made, sshkeygen.sign(made.text, key) if key else _by_agent(made, member, project))
    reasons = [*derive.reasons_of_key(record, project.reviews.ground(article.path))]
    if not reasons and not project.reviews.verifier(record):
        reasons = ["ssh-keygen does not accept the signature"]
    if reasons:
        raise ConfigurationError(f"this would not count: {'; '.join(reasons)}")
    return record


def add(project: Project, article: Article, record: Record) -> str:
    """Add a record behind those that are there; return the path of the file."""
    place = project.reviews.place(article.path)
    found, _ = project.reviews.records(article.path)
    file = project.root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(file, records.dump([*found, record]).encode())
    return place


def _by_agent(made: Statement, member: Member, project: Project) -> str:
    """Return the signature by the first of the member's keys that the agent holds."""
    today = project.context.today
    usable = [key for key in member.keys if key.covers(today) and not key.revoked]
    if not usable:
        raise ConfigurationError(f"`{member.handle}` has no key on the roster that is valid today")
    for key in usable:
        with tempfile.TemporaryDirectory(prefix="citegate-") as folder:
            file = Path(folder) / "key.pub"
            file.write_text(f"{key.line}\n", encoding="ascii")
            try:
                return sshkeygen.sign(made.text, file)
            except ConfigurationError:
                sshkeygen.program()  # a missing program is another message
    raise ConfigurationError(f"ssh-agent holds no key of `{member.handle}`: load it with ssh-add, or give --key FILE")


def _role(project: Project, member: Member) -> str:
    asked = project.policy.review_roles or member.roles
    return next((role for role in member.roles if role in asked), member.roles[0])


def _due(project: Project, article: Article, wish: Wish) -> datetime.date:
    """Return the day by which to review again: as wished, else the article's own, else as late as allowed."""
    latest = derive.latest_due(project.context.today, project.policy)
    own = article.front.values.get("next_review")
    return wish.due or min(own or latest, latest)


def _roster(project: Project) -> str:
    names = ", ".join(f"`{handle}`" for handle in project.roster)
    return f"it has {names}" if names else "it is empty"
