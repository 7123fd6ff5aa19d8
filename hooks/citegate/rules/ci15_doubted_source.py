"""A source that its journal has corrected or expressed concern about.

What: a citation of a work for which the list of retractions, or the `note` of its entry ("Expression of concern in:",
"Erratum in:", as PubMed writes), knows an expression of concern or a correction. Said once for each work and article.

Why: what the article takes from the work may be the very number that was corrected, and an expression of concern often
comes before a retraction. COPE asks that readers be told of both.

Bad:

    The widget was tried in 60 gardens [@gamma-2020, p. 3].

Good:

    The widget was tried in 12 trials [@beta, p. 38].

Instead: read the notice; cite the corrected figure, or what stands without doubt. Where the text is about the notice,
mark the block with `{.retracted-on-purpose reason="…"}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.retractionlist import State
from citegate.retractions import is_on_purpose
from citegate.standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CI15"
LEVEL = Level.WARNING
_SAYS = {State.CONCERN: "stands under an expression of concern", State.CORRECTED: "was corrected"}


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield the first citation of each work that is doubted or corrected, blocks about the notice left out."""
    works = context.bibliography.works
    found = {key: standing_of(key, context) for key in article.cited_keys if key in works}
    doubted = {key: standing for key, standing in found.items() if standing.state in _SAYS}
    for unit in article.units if doubted else ():
        for group in () if is_on_purpose(unit) else unit.groups:
            for key in dict.fromkeys(group.keys):
                standing = doubted.pop(key, None)
                if standing:
                    message = f"`{key}` {_SAYS[standing.state]}{standing.said}"
                    yield Finding(group.span, message, "read the notice, then what you cite")
