"""The use of AI is declared.

What: an article whose front matter does not say whether AI was used: `ai: none`, `assisted` or `generated`.

Why: readers weigh a text by who wrote it, and the notice about AI follows from this key. Silence is not `none`.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
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

Instead: add `ai: none`, `ai: assisted` (a person wrote it with the help of AI) or `ai: generated` (AI wrote it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level, Span
from citegate.frontmatter import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV12"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield a finding where readable front matter lacks the key; a wrong value or an unreadable block is GV01's."""
    places = article.front.places
    if BLOCK in places and "key:ai" not in places:
        block = places[BLOCK]
        span = Span(block.line, block.column, block.line, block.column + 3)
        yield Finding(span, "the use of AI is not declared", "add `ai: none`, `ai: assisted` or `ai: generated`")
