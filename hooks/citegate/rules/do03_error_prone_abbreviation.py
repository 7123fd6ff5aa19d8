"""A dose is written with an abbreviation that is known to be misread.

What: U, IU, µg, cc after a number, QD and QOD in a text with a dose, SC and HS after a dose, MS, MSO4 and MgSO4 beside
one, and others of `errorprone.toml`. Concentrations of a laboratory ("U/L", "µg/mL") and names are not judged.

Why: each of them has led to reported overdoses; the ISMP List of Error-Prone Abbreviations and The Joint Commission's
"Do Not Use" list name what it was read as.

Bad:

    Adults: give 34 U subcutaneously [@label, sec. 2].

Good:

    Adults: give 34 units subcutaneously [@label, sec. 2].

Instead: apply the edit, or write the word in full.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.dose_signs import error_prone
from citegate.measured import dosed
from citegate.pinpoint import Pinpoint, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO03"
LEVEL = Level.ERROR
FIXES = True


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each error-prone abbreviation, with its edit where it has one meaning and the place is exact."""
    pinpoint, own = Pinpoint(article), context.policy.units
    for unit in judged(article) if context.policy.error_prone else dosed(article, own):
        for sign in error_prone(unit.text, own):
            what, _, advice = sign.why.rpartition(": ")
            span = pinpoint.place(unit, sign.start, sign.end).span
            edits = pinpoint.edit(unit, sign.start, sign.end, sign.write) if sign.write else ()
            yield Finding(span, what, advice, edits=edits)
        for match in _own(context.policy.error_prone).finditer(unit.text):
            span = pinpoint.place(unit, match.start(), match.end()).span
            yield Finding(span, f"“{match[0]}” is error-prone by this project's policy", "write it out")


@cache
def _own(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the project's own list; of an empty list, one that matches nothing."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")
