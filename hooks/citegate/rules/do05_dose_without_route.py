"""A dose to give does not say by which route, or for whom.

What: a sentence, item or row that tells somebody to give a dose, and names no route or no population; headings above
it, lead-ins, its table's header and the rest of its block count. Results, measurements, maxima and
what a study gave (a heading, lead-in or table header names it) are not judged.

Why: the same number is a different dose by mouth, into a vein or for a child. Wrong route and wrong patient are two of
the rights of medication administration that ISMP and WHO's Medication Without Harm ask to make explicit.

Bad:

    Give 5 mg [@label, sec. 2].

Good:

    Adults: 5 mg orally [@label, sec. 2].

Instead: name route and population in the sentence, or in the heading or lead-in above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.instructions import instructed
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint
from citegate.surroundings import surroundings
from citegate.wordlists import has

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO05"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield the first dose of each unit that lacks its route or population."""
    pinpoint = Pinpoint(article)
    for unit in dosed(article, context.policy.units):
        around = surroundings(article)
        for dose in instructed(unit, around, context.policy.units)[:1]:
            said = around.section(unit)
            missing = [name for name, words in _WANTED.items() if not has(said, "doseunits", words)]
            if missing:
                span = pinpoint.place(unit, dose.start, dose.end).span
                message = f"“{unit.text[dose.start : dose.end]}” names no {' and no '.join(missing)}"
                yield Finding(span, message, "name it in the sentence, or in the heading or lead-in above it")


_WANTED = {"route": "routes", "population": "populations"}
