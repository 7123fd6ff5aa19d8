"""A related article that is not there or not related.

What: an entry of `related` that is no article of the project, is the article itself, or shares with it neither a drug
nor a tag nor a source.

Why: readers follow these links for the next question. A link that leads nowhere, or away from the subject, costs them
trust in the others.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    related: [no-such-article]
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
    related: [flumazenil-versus-baclofen]
    drugs: [baclofen]
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: name articles by their path below `docs/articles`, and give both the tag that they share.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.frontplaces import within
from citegate.neighbours import Neighbour, slug, topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "RD03"
LEVEL = Level.WARNING
SURROUNDINGS = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each related article that is missing or shares nothing; silent where the articles are not known."""
    related = article.front.values.get("related", ())
    if not related or not context.articles:
        return
    own = Neighbour(topics(article.front.values), frozenset(article.cited_keys))
    for entry in related:
        name = slug(f"articles/{entry}")
        span = within(article, "related", entry)
        if name == slug(article.path):
            yield Finding(span, "the article names itself as related", "take it out")
        elif name not in context.articles:
            near = difflib.get_close_matches(name, list(context.articles), n=1)
            advice = f"did you mean `{near[0]}`?" if near else "name it by its path below docs/articles, without `.md`"
            yield Finding(span, f"there is no article `{entry}`", advice)
        elif not own.shares(context.articles[name]):
            message = f"`{entry}` shares no drug, no tag and no source with this article"
            yield Finding(span, message, "give both the tag that they share, or take it out")
