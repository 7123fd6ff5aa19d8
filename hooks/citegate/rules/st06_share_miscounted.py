"""A count is larger than its whole, or is not the percentage given.

What: "7 of 5", and a percentage that is not the first number divided by the second, rounded to its decimals.
Percentages that are adjusted, weighted or "about" are not judged.

Why: the numbers contradict each other, so at least one is wrong; readers compute risks from exactly these.

Bad:

    Of the widgets, 7/60 (21%) broke [@alpha, p. 4].

Good:

    Of the widgets, 7/60 (12%) broke [@alpha, p. 4].

Instead: copy count, total and percentage from the source again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.claimed_effects import modelled
from citegate.consistency import impossible_percentage
from citegate.diagnostics import Finding, Level
from citegate.effects import read
from citegate.pinpoint import Pinpoint, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.shares import Share

CODE = "ST06"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each share whose numbers contradict each other."""
    pinpoint = Pinpoint(article)
    for unit in judged(article):
        for share in read(unit.text).shares:
            wrong = _wrong(unit.text, share)
            if wrong:
                span = pinpoint.place(unit, share.start, share.end).span
                yield Finding(span, wrong, "copy count, total and percentage from the source again")


def _wrong(text: str, share: Share) -> str:
    part, whole = share.part.value, share.whole.value
    if part > whole:
        return f"{part} of {whole} is more than the whole"
    if share.percent and impossible_percentage(share.part, share.whole, share.percent) and not modelled(text, share):
        places = share.percent.decimals
        return f"{part} of {whole} is {100 * part / whole:.{places}f}%, and the text says {share.percent.value}%"
    return ""
