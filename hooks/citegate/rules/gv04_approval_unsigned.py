"""An approval that nobody has signed.

What: `status: approved` on an article without a valid sign-off on record: a record that is bound to the digest of what
was read (the text, the entries that it cites, the policy) and signed with the key of an active member of the roster.

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

Instead: write `status: under review` until enough members of the roster have signed off this very text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV04"
LEVEL = Level.ERROR
_SHOWN = 5


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield a finding where an approved article has fewer valid sign-offs than the policy asks for."""
    signed = len(context.signoffs.get(article.path, ()))
    needed = max(1, getattr(context.policy, "signoffs", 1))
    if article.status != "approved" or signed >= needed:
        return
    what = "no valid sign-off is" if not signed else f"{signed} valid {_plural(signed, 'sign-off is', 'sign-offs are')}"
    members = f"{needed - signed} {_plural(needed - signed, 'member', 'members')}{' more' if signed else ''}"
    message = f"declared approved, but {what} on record; {members} of the roster would have to sign"
    active = [m for m in context.roster.values() if m.active(context.today, context.today)]
    names = ", ".join(f"{m.name} (`{m.handle}`)" for m in active[:_SHOWN])
    more = " and others" if len(active) > _SHOWN else ""
    who = f"on the roster now: {names}{more}" if names else "the roster is empty, so nobody can approve at present"
    yield Finding(article.front.places["status"], message, f"write `status: under review`; {who}")


def _plural(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
