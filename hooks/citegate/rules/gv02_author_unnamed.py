"""An author who is not named with credentials.

What: an entry of `authors` that names nobody ("Editors", "Medical team") or gives no professional credentials after the
name. "Citegate editors (AI-generated draft)" stands for nobody until a person takes the draft over, and is accepted
before the approval of an article that declares `ai: generated`.

Why: a reader weighs a text by who answers for it. The ICMJE recommendations tie authorship to accountability for all
aspects of the work, and the HONcode asked for the qualifications of the authors of medical pages.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: Editors
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

Instead: write each author as "Name, Credentials", in quotes where it stands in a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.characters import visible
from citegate.diagnostics import Finding, Level
from citegate.frontplaces import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV02"
LEVEL = Level.APPROVAL
DRAFT = "Citegate editors (AI-generated draft)"
_NOBODY = re.compile(
    r"\b(?:admin(?:istrators?)?|ai|anonymous|assistants?|authors?|board|committee|contributors?|department|desk|editor"
    r"(?:s|ial)?|group|n/?a|staff|team|unknown|webmaster|writers?|chatgpt|gpt|claude|gemini|copilot|llm)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\b(?:[JS]r|I{2,3}|IV)\b\.?")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2}")


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield each author who is not named, or named without credentials."""
    drafted = article.front.values.get("ai") == "generated" and article.status != "approved"
    for author in article.front.values.get("authors", ()):
        name, _, credentials = author.replace("(", ",", 1).partition(",")
        span = within(article, "authors", author)
        if author == DRAFT:
            if not drafted:
                message = "nobody answers for this text: “AI-generated draft” is no author of an approved article"
                if article.status != "approved":
                    message = "the author is given as an AI-generated draft, and `ai` does not say `generated`"
                yield Finding(span, message, "name the person who takes responsibility, with credentials")
        elif _NOBODY.search(name) or not _LETTER.search(name):
            yield Finding(span, f"“{visible(author)}” names nobody", "name the person: `Name, Credentials`")
        elif not _WORD.search(_SUFFIX.sub("", credentials)):
            advice = 'write `"Name, Credentials"`; in a list the quotes keep the comma from parting them'
            yield Finding(span, f"the author “{visible(author)}” is given without credentials", advice)
