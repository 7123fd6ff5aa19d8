"""A page that does not say its review status in words.

What: the written page lacks the three steps in words, marks none or several as current, or marks one that is not the
article's status.

Why: colour alone is not seen by everyone. A reader must be able to say in a second whether a person has checked
the page.

Bad:

    A green bar.

Good:

    "Status: Under review", and that step alone marked as the current one.

Instead: restore the steps in the template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI06"
LEVEL = Level.ERROR
WORDS = {"submitted": "Submitted", "under review": "Under review", "approved": "Approved"}
_HELP = "restore the status in the template"


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield what is wrong with the status that the page shows."""
    words = WORDS[article.status]
    if f"Status: {words}" not in page.text:
        yield Finding(page.span(), f"the page does not say “Status: {words}”", _HELP)
    current = page.tree.css('[aria-current="step"]')
    if len(current) != 1:
        yield Finding(page.span(), f"{len(current)} steps are marked as current, not one", _HELP)
    elif words not in page.words(current[0]):
        span = page.span(page.find('aria-current="step"'))
        yield Finding(span, f"the marked step is “{page.words(current[0])}”, the status is “{words}”", _HELP)
