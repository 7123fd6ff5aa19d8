"""An order about care that rests on a single study, a case or an opinion.

What: a claim that tells what to do in care (a drug, dose, patient or treatment is named) while none of its sources is a
guideline, consensus statement, drug label, systematic review or public body. A sentence that says, itself or in the
lead-in above it, whose advice it reports ("… on the advice of one case report", "a review lists …:") passes; where the
kind of a source is not given, nothing is decided.

Why: what to do follows from all of the evidence and its weighing, not from one report of it (GRADE: from evidence to
recommendations).

Bad:

    Patients should not be given the widget [@gamma, p. 525].

Good:

    Patients should not be given the widget [@guideline, p. S120].

Instead: cite the guideline, label or review that says so; or report it as what it is: "In one case series …".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.orders import attributes, orders_care
from citegate.select import quoted
from citegate.support import DIRECTING, kind, supported
from citegate.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SQ04"
LEVEL = Level.APPROVAL
_HELP = "cite the guideline, label or systematic review that says so, or say whose advice it is"


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each order of care none of whose sources, all of a known kind, can carry an order."""
    for unit, found in supported(article, context.bibliography):
        kinds = {kind(work) for work in found}
        if "" in kinds or kinds & DIRECTING:
            continue
        leads = surroundings(article).of(unit).leads if orders_care(unit.text) else None
        if leads is not None and not any(map(attributes, (unit.text, *leads))):
            message = f"an order about care that rests on {_words(kinds)} alone: {quoted(unit)}"
            yield Finding(unit.span, message, _HELP)


def _words(kinds: set[str]) -> str:
    return " and ".join(f"a {kind.replace('-', ' ')}" for kind in sorted(kinds))
