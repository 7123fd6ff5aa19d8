"""Front matter is complete and says what it means.

What: front matter that cannot be read, stands in the wrong place, has an unknown, misspelled or repeated key, lacks a
required one, or holds a value of the wrong kind; an audience that the project's policy does not name.

Why: MkDocs drops front matter that it cannot read without a word: title, status and notices vanish, and the YAML
becomes text of the page. A misspelled key says nothing, to anybody.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: aproved
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
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: follow the help of each finding; quote text that holds a colon or that YAML takes for a number, a date or
true and false. The JSON Schema lists all keys, and completes them in editors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV01"
LEVEL = Level.ERROR
SCOPE = "page"


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield what the reader of the front matter found, and each audience that the project does not write for."""
    yield from article.front.problems
    served = context.policy.audiences
    for name in article.front.values.get("audience", ()):
        if name not in served:
            message = f"this project does not write for the audience `{name}`"
            advice = f"name {' or '.join(f'`{other}`' for other in served)}; `audiences` in [tool.citegate] decides"
            yield Finding(article.front.places["audience"], message, advice)
