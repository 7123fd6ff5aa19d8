"""One outcome of one source has two certainties.

What: two sentences or rows of an article that cite the same source, name the same outcome in the same words, and state
different certainties of evidence.

Why: a body of evidence has one certainty for an outcome (GRADE guidelines 3, Balshem et al., J Clin Epidemiol
2011;64:401), so one of the two is wrong.

Bad:

    Noise of widgets: very low certainty evidence [@alpha, p. 4].

    Noise of widgets: low certainty evidence [@alpha, p. 4].

Good:

    Noise of widgets: low certainty evidence [@alpha, p. 4].

    Weight of widgets: very low certainty evidence [@alpha, p. 4].

Instead: copy the certainty from the source into both places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.grades import certainties
from citegate.pinpoint import Pinpoint
from citegate.repeats import outcome_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GR03"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each certainty that differs from an earlier one for the same source and outcome."""
    pinpoint = Pinpoint(article)
    seen: dict[tuple[str, frozenset[str]], tuple[str, int]] = {}
    for unit in article.units:
        stated = certainties(unit.text)
        outcome = outcome_words(unit.text) if len(stated) == 1 else None
        if not outcome:
            continue
        start, end, word = stated[0]
        before = next((seen[key, outcome] for key in unit.covering if (key, outcome) in seen), None)
        if before and before[0] != word:
            message = f"this certainty is {word} here and {before[0]} in line {before[1]}"
            span = pinpoint.place(unit, start, end).span
            yield Finding(span, message, "copy the certainty from the source into both places")
        for key in unit.covering:
            seen.setdefault((key, outcome), (word, unit.span.line))
