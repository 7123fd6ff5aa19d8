"""A heading that asserts over text that cites nothing.

What: a heading, tab label or admonition title that asserts something (a verb, a quantity, a grade), while neither it
nor the next block of text cites a source. Names of groups and scenes assert nothing ("Adults over 65 years").

Why: headings are what most readers read. One that says "Class 3: Harm" is a claim like any other; it stands on what
follows directly, or on nothing.

Bad:

    ## The widget is harmful

    It has a lid.

Good:

    ## The widget is harmful

    The widget hurt 3 of 42 fingers [@alpha, p. 4].

Instead: cite in the first block below the heading, or make the heading name its topic ("Harms").
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

CODE = "CL06"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each asserting heading or label whose next block cites nothing; a neutral one is exempt."""
    for unit in uncited(article, Role.HEADING, Role.LABEL):
        message = f"this heading asserts something, and what follows cites nothing: {quoted(unit)}"
        yield Finding(unit.span, message, "cite in the block below it, or let the heading name its topic only")
