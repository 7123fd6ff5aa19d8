"""Placeholder or hidden text.

What: words that say that the text is still to come (TODO, TBD, lorem ipsum, "XX mg", "[insert dose]"), in the text or
the front matter; HTML comments and link definitions that hide a text in the source.

Why: an approval covers what the reviewer saw. A placeholder is a claim without its number; a comment is text that the
reader does not see and that anyone may copy, index or uncover.

Bad:

    Give XX mg to the widget [@alpha, p. 4]. <!-- TODO: numbers -->

Good:

    The widget weighs 3 kg [@alpha, p. 4].

Instead: write the text, or take the sentence out; keep notes to each other in the review, not in the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.offsets import Offsets
from citegate.placeholders import hidden, placeholders
from citegate.select import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Span

CODE = "CL10"
LEVEL = Level.APPROVAL
_NAMED = ("title", "question", "description")
_LONGEST = 50


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each placeholder in text and front matter, and each hidden piece of text; code is left alone."""
    for span, found in _placeholders(article):
        yield Finding(span, f"“{found}” stands for text that is still to come", "write the text, or take it out")
    offsets = Offsets(article.source)
    for piece in hidden(article.source, article.html):
        text = piece.text if len(piece.text) <= _LONGEST else f"{piece.text[:_LONGEST].rstrip()} …"
        yield Finding(
            offsets.span(piece.start, piece.end),
            f"text that readers do not see: “{text}”",
            "take it out: notes belong in the review, not in the article",
        )


def _placeholders(article: Article) -> Iterator[tuple[Span, str]]:
    values = article.front.values
    for name in _NAMED:
        for found in placeholders(str(values.get(name, ""))):
            yield article.front.places[name], found
    for unit in article.units:
        for found in placeholders(unit.text) if unit.role is not Role.CODE else ():
            yield locate(article, unit, found), found
