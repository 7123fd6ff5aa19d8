"""The same claim twice in one article.

What: a sentence of five words or more that stands in the article twice, word for word. Rows of tables may repeat.

Why: a claim that stands twice is updated once. The two then differ, and no reader can tell which is right.

Bad:

    The widget weighs 3 kg without its lid [@alpha, p. 4].

    ## Weight

    The widget weighs 3 kg without its lid [@alpha, p. 4].

Good:

    The widget weighs 3 kg without its lid [@alpha, p. 4].

Instead: keep it where readers look for it, and point there from the other place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.duplicates import duplicates
from citegate.select import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL13"
LEVEL = Level.WARNING


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each claim that stands in the article before, with the line of the first."""
    for unit, first in duplicates(article):
        message = f"this claim stands in line {first.span.line} already: {quoted(unit)}"
        yield Finding(unit.span, message, "keep one of the two")
