"""An organisation's position, cited from somebody else.

What: a sentence that reports what a body recommends, states, lists or warns of ("The AHA recommends …", "according to
NICE …") while none of its sources is that body's own. "As reported by …" in the sentence or the locator is honest and
passes; for a regulator the drug's label counts as its word.

Why: positions change in retelling: classes are misnumbered, "may be considered" becomes "should". Readers who check
must land on the body's own text.

Bad:

    KDIGO recommends a lid [@beta, p. 38].

Good:

    KDIGO recommends a lid [@guideline, p. S120].

Instead: cite the body's own document; or say whose report it is: "…, as reported by X [@x, p. 3]".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.bodies import answers_for, is_secondhand, positions
from citegate.diagnostics import Finding, Level
from citegate.select import locate
from citegate.support import supported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit
    from citegate.context import Context

CODE = "SQ03"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each cited claim that reports the position of a body none of whose own documents it cites."""
    for unit, found in supported(article, context.bibliography):
        reported = [*positions(unit.text)]
        if not reported or is_secondhand(unit.text, *_asides(unit)):
            continue
        for bodies, name in reported:
            if not any(answers_for(work, body) for work in found for body in bodies):
                message = f"the position of {name} is cited from another: {', '.join(work.key for work in found)}"
                advice = f"cite the document of {name}, or write “as reported by …”"
                yield Finding(locate(article, unit, name), message, advice)


def _asides(unit: Unit) -> Iterator[str]:
    """Yield what stands beside the keys in a unit's citations: prefixes and locators."""
    for group in unit.groups:
        for citation in group.citations:
            yield f"{citation.prefix} {citation.locator}"
