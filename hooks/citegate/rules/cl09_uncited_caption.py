"""A caption or text alternative that asserts without a citation.

What: the caption of a figure or table, or the alternative text of an image, that asserts (Tier A, or with a verb)
while neither it nor the caption around it cites a source.

Why: figures travel without their article. What their words assert is read, by eye or by screen reader, like any text.

Bad:

    ![Halves the weight](figure.png)

Good:

    ![Halves the weight](figure.png) The lid halves the weight [@alpha].

Instead: describe what is seen, or cite in the caption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.select import quoted, uncited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL09"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each uncited caption and text alternative that asserts; a neutral one is exempt and never gets here."""
    for unit in uncited(article, Role.CAPTION, Role.ALT):
        what = "caption" if unit.role is Role.CAPTION else "text alternative"
        yield Finding(unit.span, f"a {what} that asserts and cites nothing: {quoted(unit)}", "cite it in the caption")
