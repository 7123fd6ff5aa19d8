"""Structured data that say something else than the page.

What: JSON-LD of a page that cannot be read, or of which any value is not what the page shows: another title, address,
day, author, audience, status, drug or topic than the article has, a reference that is not the one of that number, a
review (`reviewedBy`, `lastReviewed`) that there was not, or whatever else a reader cannot find on the page. A page
without JSON-LD is fine.

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
from citegate.jsonplaces import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI08"
LEVEL = Level.ERROR
_HELP = "build the data from the facts that the page shows"


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:
    """Yield what the page's JSON-LD says and the page does not, each at the line of its value."""
    scripts = [node for node in page.tree.css("script") if _is_data(node.attributes.get("type"))]
    end = 0
    for node in scripts:
        text = node.text()
        start = page.html.find("application/ld+json", end)
        end = max(start, page.html.find(text, start))
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            yield Finding(page.span(start), "the structured data of the page are no JSON", _HELP)
            continue
        found = list(structured.problems(data, article, context.roster, page.seen))
        known = places(text) if found else {}
        for path, said in found:
            yield Finding(page.span(end + known.get(path, 0)), f"structured data: {said}", _HELP)


def _is_data(kind: str | None) -> bool:
    return (kind or "").strip().lower() == "application/ld+json"
