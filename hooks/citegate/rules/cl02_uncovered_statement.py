"""A statement that no citation covers.

What: a sentence without Tier A content that has no citation in itself, nor in one of the sentences after it in the same
block within reach (three sentences, the cited one included), nor in the lead-in above it.

Why: in peer-reviewed prose that was measured, a citation stands in the sentence or later in the block for about three
quarters of all sentences. One citation at the end of a long paragraph leaves readers guessing where it begins to hold.

Bad:

    The widget has a lid. It opens to the left. The hinge is hidden. The lid is flat [@alpha].

Good:

    The widget has a lid. It opens to the left. The hinge is hidden [@alpha].

Instead: cite earlier in the paragraph, or divide it so that each citation follows what it supports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import PROSE, quoted, uncited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL02"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each Tier B sentence that nothing covers, except statements of an evidence gap (CL07)."""
    reach = context.policy.reach
    for unit in uncited(article, *PROSE):
        if unit.tier == "B" and not unit.gap:
            message = f"no citation covers this statement: {quoted(unit)}"
            yield Finding(unit.span, message, f"cite a source here or at most {reach - 1} sentences later in the block")
