"""A look-alike drug name stands without its tall-man letters.

What: a name of the FDA and ISMP lists of look-alike drug names that is written without its capitals; each name once an
article.

Why: the capitals show where two names differ (hydrOXYzine, hydrALAZINE). FDA's Name Differentiation Project and ISMP
recommend them wherever a name may be picked from a list.

Bad:

    The widget is no hydroxyzine [@alpha, p. 4].

Good:

    The widget is no hydrOXYzine [@alpha, p. 4].

Instead: write the name as the list has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.names_tall import tall_names
from citegate.pinpoint import Pinpoint, in_quotation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "DO09"
LEVEL = Level.WARNING

_WORD = re.compile(r"[A-Za-z]{6,}")


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield the first mention of each listed name that is not in tall-man letters."""
    pinpoint, seen = Pinpoint(article), set[str]()
    known = {**tall_names(), **{name.lower(): (name, ()) for name in context.policy.tall_man}}
    for unit in article.units:
        for match in _WORD.finditer(unit.text) if unit.role is not Role.CODE else ():
            low = match[0].lower()
            tall, others = known.get(low, ("", ()))
            if not tall or low in seen or match[0][1:] == tall[1:] or in_quotation(unit.text, match.start()):
                continue
            seen.add(low)
            why = (
                f"is confused with {' and '.join(others)}"
                if others
                else "is a look-alike name by this project's policy"
            )
            message = f"“{match[0]}” {why}"
            yield Finding(pinpoint.place(unit, match.start(), match.end()).span, message, f"write “{tall}”")
