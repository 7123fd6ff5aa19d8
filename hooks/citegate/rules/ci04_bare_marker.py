"""A bare number where a marker should be.

What: a number behind a quantity and its unit that was meant as a reference ("1.3 hours 3"), or one in superscript.

Why: "1.3 hours 3" can be read as a dose, a range or a count. A marker is bracketed, linked to its reference and has a
name that a screen reader says.

Bad:

    The half-life is 1.3 hours 3.

Good:

    The half-life is 1.3 hours [@label, sec. 12].

Instead: write `[@key]`; the page shows "[3]" as a named link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CI04"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each bare number that stands where a marker would."""
    for mark in marks(article, "bare-number"):
        yield Finding(mark.span, f"the bare number `{mark.value}` looks like a marker", "cite with `[@key, locator]`")
