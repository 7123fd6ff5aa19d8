"""A claim without a citation of its own.

What: a sentence or list item that states a quantity, an effect, a directive about care, a cause, a comparison, an
organisation's position, a quotation or something about the evidence (Tier A) and names no source in the same sentence
or list item.

Why: these are the statements that readers act on. The ICMJE recommendations ask authors to reference original sources
directly; a reader must be able to check a dose without guessing which of several sources it came from.

Bad:

    Give 0.2 mg IV over 15 seconds.

Good:

    Give 0.2 mg IV over 15 seconds [@label, sec. 2].

Instead: put `[@key, locator]` before the full stop of the sentence, or take the statement out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import PROSE, quoted, uncited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL01"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each uncited Tier A sentence, except statements of an evidence gap (CL07)."""
    for unit in uncited(article, *PROSE):
        if unit.tier == "A" and not unit.gap:
            message = f"this claim ({unit.reason}) has no citation of its own: {quoted(unit)}"
            yield Finding(unit.span, message, "cite its source in the same sentence: `[@key, locator]`")
