"""What a page says of its review equals its status.

What: words that claim a review or an approval of this page, or of all of them, on an article whose status is not
approved, or on a page that has no status at all.

Why: a reader trusts a dose more when told that a person checked it. The only honest source of that sentence is the
review status, which the page shows by itself.

Bad:

    This article has been reviewed by our board [@alpha].

Good:

    This article awaits review; no person has reviewed it. A peer-reviewed trial weighed 12 widgets [@alpha, p. 4].

Instead: delete the sentence: the page shows the status. On other pages say what each status means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.offsets import Offsets
from citegate.reviewclaims import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Span

CODE = "GV10"
LEVEL = Level.ERROR
SCOPE = "page"

_NAMED = ("title", "question", "description")


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield a finding for each piece of text, and each line of the front matter, that claims a review."""
    if article.status == "approved":
        return
    said = [(article.front.places[name], article.front.values[name]) for name in _NAMED if name in article.front.values]
    said += [(unit.span, unit.text) for unit in article.units if unit.role != "code"]
    offsets = Offsets(article.source)
    for span, text in said:
        words = claimed(text)
        if words:
            yield Finding(
                _narrow(offsets, span, words),
                f"“{words}” claims a review, and this page is not approved",
                "delete it: the page shows its review status itself",
            )


def _narrow(offsets: Offsets, span: Span, words: str) -> Span:
    """Return the place of the words within a span, or the span where markup stands between them."""
    start, raw = offsets.slice(span)
    at = raw.find(words)
    return offsets.span(start + at, start + at + len(words)) if at >= 0 else span
