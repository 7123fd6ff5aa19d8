"""A notice that stands on the page and cannot be seen.

What: a notice that is hidden, inert or closed by its own markup or by an element around it, that stands in a tab other
than the first, or that a stylesheet of the page hides on some width of screen: not displayed, invisible, clipped to
nothing, moved out of sight, without colour or size; or that is hidden once readers have said who they are. A
stylesheet that cannot be read is a finding too.

Why: a warning that nobody sees is no warning. One line of CSS can take it from every page, and the text is still there
for a check that only looks for the text. Text in the colour of its background is not found by this rule.

Bad:

    A stylesheet of the site that says `.cg-notice { display: none }`.

Good:

    The same page without that line.

Instead: take out the declaration or the attribute; a notice may be restyled as long as it can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI04"
LEVEL = Level.ERROR


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each notice that readers of the page on a screen do not see."""
    from citegate import chosen  # noqa: PLC0415 - as below
    from citegate.visibility import View, concealed  # noqa: PLC0415 - loads a parser of stylesheets

    notices = page.notices
    if not notices:
        return
    audiences = chosen.AUDIENCES if chosen.matters(page.styles.values(), notices) else ()
    view, *others = (View(page, notices, scripts=True, audience=audience) for audience in ("", *audiences))
    for node in notices:
        name = node.attributes["data-notice"] or ""
        found = (other.hidden(node, "screen") for other in others)
        reason = (
            concealed(node) or view.hidden(node, "screen") or next((f"for some, {why}" for why in found if why), "")
        )
        if reason:
            span = page.span(page.find(f'data-notice="{name}"'))
            yield Finding(span, f"the notice `{name}` cannot be seen: {reason}", "take out what hides it")
    for href in dict.fromkeys(view.unread):
        message = f"the stylesheet `{href}` cannot be read, so nobody knows whether it hides a notice"
        yield Finding(page.span(page.find(href)), message, "keep it beside the site, and link it without `@import`")
