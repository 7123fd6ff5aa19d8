"""An approval that its sign-offs do not bear out.

What: `status: approved` on an article that has fewer valid sign-offs than the policy asks for, or that lacks one in a
role that it names. A sign-off counts where it is signed with a key of an active member of the roster who is assigned
and no author, and where the text, the cited entries, the snippets, images and notices are the same to the byte. Each
claim and source that has changed since is named. A record that was changed by hand or taken out is refused as well.

Why: a word in a file is no review. Anybody who can change the article can write it, and it stays when the text changes
after the review.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: approved
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Good:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: write `status: under review` until enough members of the roster have signed off this very text with
`citegate approve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level, Span
from citegate.review.changes import lines
from citegate.review.derive import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.review.changes import Change
    from citegate.review.derive import Decision

CODE = "GV04"
LEVEL = Level.ERROR
SURROUNDINGS = True
_SHOWN = 5
_MOST = 20
"""Changes that are told one by one."""
_LONGEST = 200
"""Characters of an older text that are shown."""


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the records, and, where the article is declared approved, what its sign-offs lack."""
    given = context.signoffs
    approved = article.declared == "approved"
    if given is None or not (approved or given.has_records(article.path)):
        review = Review(missing=context.policy.review_signoffs)
    else:
        review = given.of(article)
    yield from _records(article, review)
    if approved and not review.approved and not review.problem:
        yield from _unsigned(article, review, context)


def _records(article: Article, review: Review) -> Iterator[Finding]:
    if review.problem:
        advice = "restore the file from the repository's history; nobody's record may be changed"
        yield Finding(Span.point(review.line), f"no record of this file counts: {review.problem}", advice, review.path)
    for found in review.removed:
        message = f"{review.path} no longer has what `{found.reviewer}` recorded on {found.date} ({found.decision})"
        yield Finding(_place(article), message, "restore the record; a later one can withdraw it")


def _unsigned(article: Article, review: Review, context: Context) -> Iterator[Finding]:
    for found in review.objections:
        message = f"declared approved, but `{found.reviewer}` asked for changes to this text on {found.date}"
        yield Finding(_place(article), message, found.comment or "ask the reviewer what to change")
    if review.missing or review.roles:
        yield Finding(_place(article), _lack(review), f"write `status: under review`; {_who(review, context)}")
    for decision in review.lapsed:
        yield _lapsed(article, decision)
    newest = max((d for d in review.lapsed if d.changes), key=lambda d: d.statement.date, default=None)
    if newest:
        yield from _changed(article, newest, context)


def _lack(review: Review) -> str:
    signed, needed = len(review.counting), max(review.missing, 1)
    what = "no valid sign-off is" if not signed else f"{signed} valid {_plural(signed, 'sign-off is', 'sign-offs are')}"
    roles = f", as {' and '.join(f'`{role}`' for role in review.roles)}" if review.roles and signed else ""
    members = f"{needed} {_plural(needed, 'member', 'members')}{' more' if signed else ''}"
    return f"declared approved, but {what} on record; {members} of the roster would have to sign{roles}"


def _who(review: Review, context: Context) -> str:
    """Return who must sign, or that nobody can."""
    if not context.roster:
        return "the roster is empty, so nobody can approve at present"
    names = ", ".join(f"{context.roster[handle].name} (`{handle}`)" for handle in review.able[:_SHOWN])
    more = " and others" if len(review.able) > _SHOWN else ""
    return f"who could sign: {names}{more}" if names else "the roster has nobody who could sign, with a key and a role"


def _lapsed(article: Article, decision: Decision) -> Finding:
    found = decision.statement
    message = f"what `{found.reviewer}` signed on {found.date} does not count: {'; '.join(decision.reasons)}"
    return Finding(_place(article), message, f"`citegate approve {article.path} --as {found.reviewer}` signs anew")


def _changed(article: Article, decision: Decision, context: Context) -> Iterator[Finding]:
    since = f"since `{decision.statement.reviewer}` signed on {decision.statement.date}"
    units = {unit.id: unit.span for unit in article.units if unit.id}
    for change in decision.changes[:_MOST]:
        if change.kind == "claim":
            done = f": - {_cut(change.old)} + {_cut(change.new)}" if change.old and change.new else ""
            removed = f": - {_cut(change.old)}" if not change.new else ""
            message = f"{change} {since}{done or removed or f': + {_cut(change.new)}'}"
            yield Finding(units.get(change.name, _place(article)), message, "have it read again against its source")
        elif change.kind == "source":
            yield _source(article, change, since, context)
        elif change.kind == "policy":
            yield Finding(_place(article), f"policy changed {since}: - {change.old} + {change.new}", "sign it again")
        elif change.kind != "path":
            yield Finding(_place(article), f"{change} {since}", "have it read again")
    more = len(decision.changes) - _MOST
    if more > 0:
        yield Finding(_place(article), f"{more} more {_plural(more, 'change', 'changes')} {since}", "read it again")


def _source(article: Article, change: Change, since: str, context: Context) -> Finding:
    work = context.bibliography.works.get(change.name)
    differing = lines(change.old, change.new) if change.old and change.new else []
    message = f"{change} {since}{': ' if differing else ''}{_cut(' '.join(differing))}"
    if work and change.new:
        return Finding(work.span, message, f"{article.path} rests on it: have its claims read again", work.path)
    return Finding(_place(article), message, "have the claims read again that rested on it")


def _place(article: Article) -> Span:
    return article.front.places.get("status", Span.point(1))


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _plural(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
