"""A change to an approved article without a dated note.

What: an article that was approved on the branch that the change is made against, whose title, question or text is
another one now, and whose `changes` have no new note. White space does not count.

Why: who acted on the approved text must be able to see what has changed since. The ICMJE recommendations ask for
corrections that are dated and say what was changed.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: under review
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 4 kg [@alpha, p. 4].

Good:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: under review
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    changes: ["2026-02-01: weight corrected from 3 kg to 4 kg"]
    ai: none
    ---

    The widget weighs 4 kg [@alpha, p. 4].

Instead: add a line to `changes`, with the day and what is different now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.frontplaces import front_start
from citegate.transitions import new_notes, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV11"
LEVEL = Level.ERROR
SURROUNDINGS = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield a finding where an approved text was changed without a new note; silent where the base is not known."""
    before = context.base.get(article.path)
    if before is None or before.status != "approved" or said(article.front) == before.text:
        return
    changes = article.front.values.get("changes", ())
    span = article.front.places.get("changes") or front_start(article)
    if span and not any(new_notes(before, changes)):
        message = "the text of an approved article has changed, and no new note in `changes` says how"
        yield Finding(span, message, f'add `changes: ["{context.today}: …"]` with what is different now')
