"""A grade names no scheme, or its scheme does not have it.

What: a class of recommendation or level of evidence that ACC/AHA, GRADE, USPSTF or Oxford CEBM does not have ("COR
2c"), and a bare "Class 3", "Grade B recommendation" or "Level 1 evidence" where nothing read with it names the scheme.
Classes of disease, drugs and devices are none of recommendation.

Why: "Grade B" means different things in different schemes. AGREE II, items 9 and 12, asks that the link between
evidence and recommendation be explicit.

Bad:

    Widgets carry COR 2c [@guideline, p. 4].

Good:

    Widgets carry COR 2b, LOE C-LD (AHA 2023) [@guideline, p. 4].

Instead: copy the grade from the guideline, and name the scheme with it. A project adds schemes, with their grades, with
`grading-schemes` in its policy.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.grades import faults, hinted
from citegate.pinpoint import Pinpoint
from citegate.support import kind, works
from citegate.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GR01"
LEVEL = Level.APPROVAL
_ISSUED = frozenset({"guideline", "consensus-statement"})


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each grade that has no scheme, or that its scheme does not have."""
    pinpoint, own = Pinpoint(article), context.policy.grading_schemes
    for unit in article.units:
        if not hinted(unit.text, own):
            continue
        around = surroundings(article)
        guided = any(kind(work) in _ISSUED for work in works(unit, context))
        for fault in faults(unit.text, partial(around.section, unit), own, guided=guided):
            yield Finding(pinpoint.place(unit, fault.start, fault.end).span, fault.message, fault.help)
