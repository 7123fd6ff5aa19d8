"""An evidence gap that nobody is named for.

What: a statement that evidence is missing, limited or inconclusive, without a citation and without the record of a
search.

Why: "there is no evidence" is one of the strongest things an article can say. It is a claim: someone must have looked.

Bad:

    Dosing is not provided in the evidence.

Good:

    Dosing is not provided in the evidence.
    {.gap searched="PubMed 2026-02-01" query="widget AND dosing"}

Instead: cite the source that says so, or record where, when and for what you searched with `{.gap searched=… query=…}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import PROSE, quoted, uncited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL07"
LEVEL = Level.ERROR
_HELP = 'cite who says so, or add `{.gap searched="database date" query="words"}` below the paragraph'


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each uncited statement of a gap."""
    for unit in uncited(article, *PROSE):
        if unit.gap:
            yield Finding(unit.span, f"a statement of an evidence gap without a source: {quoted(unit)}", _HELP)
