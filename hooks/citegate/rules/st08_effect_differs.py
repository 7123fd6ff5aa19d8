"""The same effect has different numbers in two places of an article.

What: two mentions of one source and one measure that share two of their three numbers, or all words of their outcome,
and differ in the rest; or a number whose digits are swapped. Rounding is allowed for. Only mentions within one article
are compared.

Why: one of the two is wrong, and nothing on the page tells the reader which.

Bad:

    Widgets broke more often, odds ratio 4.63 (95% CI 1.12 to 21.48) [@alpha, p. 4].

    Widgets broke more often, odds ratio 4.36 (95% CI 1.12 to 21.48) [@alpha, p. 4].

Good:

    Widgets broke more often, odds ratio 4.63 (95% CI 1.12 to 21.48) [@alpha, p. 4].

    In short, widgets broke more often, odds ratio 4.6 (95% CI 1.1 to 21.5) [@alpha, p. 4].

Instead: copy the numbers from the source into both places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.pinpoint import Pinpoint
from citegate.repeats import contradictions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.repeats import Mention

CODE = "ST08"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each later mention of an effect that contradicts an earlier one."""
    pinpoint = Pinpoint(article)
    for later, earlier in contradictions(article):
        value = later.estimate.value
        yield Finding(
            pinpoint.place(later.unit, value.start, value.end).span,
            f"this effect is {_numbers(later)} here and {_numbers(earlier)} in line {earlier.unit.span.line}",
            "copy the numbers from the source into both places",
        )


def _numbers(mention: Mention) -> str:
    text, value, own = mention.unit.text, mention.estimate.value, mention.estimate.interval
    bounds = f" ({text[own.low.start : own.high.end]})" if own else ""
    return f"{text[value.start : value.end]}{bounds}"
