"""A notice that stands behind what it guards.

What: a notice that must be read first is placed at the bottom, or comes after the first claim on the written page.

Why: a warning below the dose is read after the dose, or not at all.

Bad:

    The notice on doses in the footer of the page.

Good:

    The notice on doses above the text.

Instead: give the notice `place: top`, and keep its place in the template above the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level, Span
from citegate.notices import required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI03"
LEVEL = Level.ERROR
SCOPE = "project"
BEHIND = frozenset({"professional-use"})
"""Notices that may stand at the end: they guard no single statement."""


def check_project(context: Context) -> Iterator[Finding]:
    """Yield each notice that is placed at the bottom although it must be read first."""
    for name, notice in context.notices.by_name.items():
        if notice.place != "top" and name not in BEHIND:
            message = f"the notice `{name}` is placed at the bottom, behind what it guards"
            yield Finding(Span.point(1), message, "write `place: top` in its front matter", notice.path)


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:
    """Yield each notice that comes after the first claim of the page."""
    for name in required(article, context.policy.units):
        at = page.find(f'data-notice="{name}"')
        if name not in BEHIND and at > page.first_claim:
            yield Finding(page.span(at), f"the notice `{name}` stands behind the first claim", "move it above the text")
