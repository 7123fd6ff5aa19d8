"""Statistics are run together, or a range is joined in two ways at once.

What: a missing space ("4.63,95% CI", "95%CI"), a dash between negative bounds, "between 5–10" and "from 5–10"; and in a
quantity or range a hyphen or space that was typed to keep it on one line (U+2010, U+2011, U+00A0), or two spaces.

Why: numbers that touch are misread; a dash before a minus sign disappears (AMA Manual of Style, chapter 18). Signs that
look like a hyphen or a space are found by no search for "5-10 mg"; the page keeps quantities on one line by itself.

Bad:

    The mean difference was 4.63,95% CI 1.00 to 21.48 [@alpha, p. 4].

Good:

    The mean difference was 4.63, 95% CI 1.00 to 21.48 [@alpha, p. 4].

Instead: apply the edit; it changes no number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.pinpoint import Pinpoint, in_quotation, judged
from citegate.statistics_style import kept_spaces, may_keep_spaces, slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit
    from citegate.context import Context

CODE = "ST09"
LEVEL = Level.WARNING
FIXES = True


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each slip of spacing, with its edit where the place is exact."""
    pinpoint = Pinpoint(article)
    spaced = may_keep_spaces(article.front.body)
    for unit in judged(article):
        for slip in slips(unit.text):
            if in_quotation(unit.text, slip.start):
                continue
            before, after = unit.text[max(0, slip.start - 6) : slip.start], unit.text[slip.end : slip.end + 6]
            yield Finding(
                pinpoint.place(unit, slip.start, slip.end).span,
                f"{slip.why}: “{before}{unit.text[slip.start : slip.end]}{after}”",
                f"write “{before}{slip.write}{after}”",
                edits=pinpoint.edit(unit, slip.start, slip.end, slip.write),
            )
        if spaced:
            yield from _spaces(unit, pinpoint)


def _spaces(unit: Unit, pinpoint: Pinpoint) -> Iterator[Finding]:
    """Yield each quantity whose space was typed as a special one, or twice."""
    for slip in kept_spaces(unit.text, pinpoint.offsets.slice(unit.span)[1]):
        place = pinpoint.place(unit, slip.start, slip.end)
        written = pinpoint.written(place)
        edits = pinpoint.edit(unit, slip.start, slip.end, slip.write)
        if edits and written[1:-1] not in (" ", ""):
            shown = unit.text[max(0, slip.start - 6) : slip.end + 6]
            yield Finding(
                place.span, f"{slip.why}: “{shown}”", "type one plain space; the page keeps it together", edits=edits
            )
