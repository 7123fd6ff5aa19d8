"""Praise of the site by itself.

What: words with which a page praises the site, its articles or its makers ("world-class answers", "the most trusted
resource", "our unrivalled experts"). Praise of works and of others is not meant.

Why: trust that a page asks for instead of earning it cannot be checked. What can be checked are named authors, sources
and dates: what the HONcode for health sites asks for (principles 1 and 4, authority and attribution).

Bad:

    We provide world-class answers.

Good:

    Written by A. B.; the sources stand below.

Instead: delete it. Say who wrote the page, from which sources and when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.praise import praise
from citegate.select import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL11"
LEVEL = Level.APPROVAL
SCOPE = "page"
_NAMED = ("title", "question", "description")
_HELP = "delete it: say who wrote the page, from which sources and when"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each piece of text and each line of the front matter that praises the site."""
    for name in _NAMED:
        words = praise(str(article.front.values.get(name, "")))
        if words:
            yield Finding(article.front.places[name], f"“{words}” praises the site itself", _HELP)
    for unit in article.units:
        words = praise(unit.text, cited=bool(unit.covering)) if unit.role != "code" else ""
        if words:
            yield Finding(locate(article, unit, words), f"“{words}” praises the site itself", _HELP)
