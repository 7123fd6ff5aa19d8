"""A notice that does not have its approved wording.

What: the SHA-256 of a notice's title and text is not the one that the policy approves, or the text on the written page
is not the notice's, whole.

Why: notices are short and each word was weighed. A change of wording is a change of policy.

Bad:

    A notice with one word changed.

Good:

    The notice as approved, or the policy's digest changed with it.

Instead: restore the wording; if the new one was approved, record its digest in `[tool.citegate.notices]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level, Span
from citegate.notices import plain, required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI02"
LEVEL = Level.ERROR
SCOPE = "project"


def check_project(context: Context) -> Iterator[Finding]:
    """Yield each notice whose digest the policy does not approve."""
    approved = context.policy.notices
    for name, notice in context.notices.by_name.items():
        if approved.get(name) != notice.digest:
            message = f"the wording of the notice `{name}` is not the approved one"
            advice = f'restore it; if it was approved: `{name} = "{notice.digest}"` in [tool.citegate.notices]'
            yield Finding(Span.point(notice.line), message, advice, notice.path)


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:
    """Yield each notice whose text on the page is not the notice's text, whole and nothing else."""
    for name in required(article, context.policy.units):
        notice = context.notices.by_name.get(name)
        node = page.tree.css_first(f'[data-notice="{name}"]')
        if notice and node and page.words(node).replace(" ", "") != plain(notice.text).replace(" ", ""):
            span = page.span(page.find(f'data-notice="{name}"'))
            yield Finding(span, f"the notice `{name}` on the page is not the approved text", "restore the template")
