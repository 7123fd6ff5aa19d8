"""A notice that is lost in print or without JavaScript.

What: a notice that a reader sees on the screen, and that a stylesheet hides on paper, or where scripts do not run.

Why: articles are printed and laid beside the patient, and saved as PDF. What guarded the text on the screen must guard
it there. Scripts fail: blocked, broken or on their way.

Bad:

    A stylesheet of the site that says `@media print { .cg-notice { display: none } }`.

Good:

    The same page without that line.

Instead: take out the declaration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI05"
LEVEL = Level.ERROR


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each notice that is seen on the screen, and lost in print or without scripts."""
    from citegate.visibility import View, concealed  # noqa: PLC0415 - loads a parser of stylesheets

    notices = page.notices
    if not notices:
        return
    with_scripts, without = (View(page, notices, scripts=scripts) for scripts in (True, False))
    cases = (
        ("in print", with_scripts, "print"),
        ("without JavaScript", without, "screen"),
        ("in print without JavaScript", without, "print"),
    )
    for node in notices:
        if concealed(node) or with_scripts.hidden(node, "screen"):
            continue  # DI04 says so
        name = node.attributes["data-notice"] or ""
        lost = ((where, view.hidden(node, kind)) for where, view, kind in cases)
        where, reason = next(((where, reason) for where, reason in lost if reason), ("", ""))
        if reason:
            span = page.span(page.find(f'data-notice="{name}"'))
            yield Finding(span, f"the notice `{name}` is lost {where}: {reason}", "take out what hides it")
