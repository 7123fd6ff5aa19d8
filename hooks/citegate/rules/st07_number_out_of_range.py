"""A probability, share or ratio has a value that it cannot have.

What: p above 1 or below 0, more than 100 % of people or of a share such as sensitivity, a ratio or its bounds below 0.
A rise of 150 % is possible and passes.

Why: such a number is a typing error that no reader can repair.

Bad:

    The difference was large (p = 1.3) [@alpha, p. 4].

Good:

    The difference was small (p = 0.13) [@alpha, p. 4].

Instead: copy the number from the source again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.effects import read
from citegate.pinpoint import Pinpoint, judged
from citegate.shares import beyond_whole
from citegate.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.values import Number

CODE = "ST07"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each number that is out of the range of what it measures."""
    pinpoint = Pinpoint(article)
    for unit in judged(article):
        for number, wrong in _impossible(unit.text):
            span = pinpoint.place(unit, number.start, number.end).span
            yield Finding(span, wrong, "copy the number from the source again")


def _impossible(text: str) -> Iterator[tuple[Number, str]]:
    effects = read(text)
    for p in effects.ps:
        value = p.value
        if value.value < 0 or (
            value.value > 1 and (value.decimals or effects.intervals or "value" in text[p.start : p.end])
        ):
            yield value, f"“{text[p.start : p.end]}”: p lies between 0 and 1"
    for number in beyond_whole(plain(text)) if "%" in text or "cent" in text else ():
        yield number, f"{number.value}% is more than the whole"
    for estimate in effects.estimates:
        own = estimate.interval
        for number in (estimate.value, *((own.low, own.high) if own else ())):
            if estimate.kind == "ratio" and number.value < 0 and not estimate.percent:
                yield number, f"a ratio cannot be {number.value}: it lies above 0"
