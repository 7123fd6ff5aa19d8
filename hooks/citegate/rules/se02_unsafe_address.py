"""An address with a scheme that is not allowed.

What: a link or image whose address is not https, http, mailto or relative: `javascript:`, `data:`, `vbscript:`, or one
that starts with `//`, however it is spelled or escaped.

Why: such an address runs code or loads from elsewhere when the page is opened or clicked.

Bad:

    See [the lid](javascript:alert) [@alpha].

Good:

    See [the lid](https://example.org/lid) [@alpha].

Instead: link to an https address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SE02"
LEVEL = Level.ERROR
SCOPE = "page"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each address whose scheme is not on the list."""
    for mark in marks(article, "url"):
        yield Finding(mark.span, f"the address scheme `{mark.name}` is not allowed", "use https, http or mailto")
