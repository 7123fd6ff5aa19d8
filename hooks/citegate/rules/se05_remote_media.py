"""Something that the page loads from another host.

What: an image, or another medium, whose address is on another host. Links that readers follow are not meant.

Why: what a page loads from elsewhere tells that host who reads about which disease, can be replaced by anything after
the review, and is gone one day. A figure in an article under review must be the figure that was reviewed.

Bad:

    ![The widget](https://example.org/widget.png)

Good:

    The widget is shown by [its maker](https://example.org/widget.png) [@alpha, p. 4].

Instead: put the file beside the article, with its licence, and use a relative address; or link to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.remote import media

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SE05"
LEVEL = Level.ERROR
SCOPE = "page"
_HELP = "put the file beside the article and use a relative address, or link to it instead"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each address that the page would load from another host, at its place in the source."""
    for address, span in media(article):
        yield Finding(span, f"the page would load this from another host: {address}", _HELP)
