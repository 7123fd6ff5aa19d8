"""The wording is surer than the evidence.

What: a sentence or row that states low or very low certainty and, without a word of doubt, that something reduces,
increases, improves or causes something.

Why: GRADE guidelines 26 (Santesso et al., J Clin Epidemiol 2020;119:126) give the wording for each certainty: "may" for
low, "the evidence is very uncertain" for very low.

Bad:

    Very low certainty evidence: the widget reduces noise [@alpha, p. 4].

Good:

    The evidence on noise is very uncertain (very low certainty evidence) [@alpha, p. 4].

Instead: write "may reduce" for low certainty, and "the evidence is very uncertain about" for very low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.grades import overstated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GR02"
LEVEL = Level.APPROVAL

_ADVICE = {
    "low": "write “may reduce”, “may increase” …",
    "very low": "write “the evidence is very uncertain about …”",
}


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each statement that is surer than its certainty."""
    for unit in article.units:
        certainty = overstated(unit.text) if unit.role in (Role.SENTENCE, Role.ROW) else ""
        if certainty:
            yield Finding(unit.span, f"the text is surer than its {certainty} certainty", _ADVICE[certainty])
