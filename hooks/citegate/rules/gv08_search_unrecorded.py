"""A search of the literature that is not recorded.

What: front matter without `search`: the day of the last search and the databases that were searched.

Why: without them nobody can tell what the article could not have known. PRISMA 2020 asks for all sources searched and
the date of each search (item 6).

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Good:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    search:
      date: 2026-01-30
      databases: [PubMed]
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: record the search that was made; where none was made, make one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.frontplaces import front_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV08"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield a finding where readable front matter has no `search`; one that is not whole is GV01's."""
    start = front_start(article)
    if start and "key:search" not in article.front.places:
        advice = "add `search:` with `date` and `databases` below it, as the search was made"
        yield Finding(start, "the search of the literature is not recorded: neither its date nor the databases", advice)
