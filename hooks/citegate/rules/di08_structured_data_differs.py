"""Structured data that say something else than the page.

What: JSON-LD of a page that cannot be read, that gives another title, other authors or days than the article, another
number of citations than the page lists references, or a review (`reviewedBy`, `lastReviewed`) that there was not. A
page without JSON-LD is fine.

Why: machines read these data instead of the page and show them to people as facts. Google's policy on structured data
asks that they be a true representation of the page; a review that is claimed only there misleads most.

Bad:

    A submitted article whose JSON-LD has `"reviewedBy": {"@type": "Person", "name": "C. D."}`.

Good:

    The same page without `reviewedBy`.

Instead: build the data from the facts of the page, and leave out what the page does not show.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from citegate import structured
from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI08"
LEVEL = Level.ERROR
_HELP = "build the data from the facts that the page shows"


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:
    """Yield what the page's JSON-LD says and the page does not."""
    references = len(page.tree.css('li[id^="ref-"]'))
    for node in page.tree.css("script"):
        if (node.attributes.get("type") or "").strip().lower() != "application/ld+json":
            continue
        span = page.span(page.find("application/ld+json"))
        try:
            data = json.loads(node.text())
        except (ValueError, RecursionError):
            yield Finding(span, "the structured data of the page are no JSON", _HELP)
            continue
        for problem in structured.problems(data, article, context.roster, references):
            yield Finding(span, f"structured data: {problem}", _HELP)
