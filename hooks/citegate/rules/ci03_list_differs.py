"""Numbers cited and references listed that differ.

What: a list of references written by hand. The page numbers sources in order of first use and lists exactly what is
cited; a second list can only differ from it, and usually does: six numbers cited, four references listed.

Why: a number that leads nowhere is worse than none, because it looks checked.

Bad:

    The widget is blue [1] and light [2].

    ## References

    1. A book about widgets

Good:

    The widget is blue and light [@alpha].

Instead: take the list out, put each source into the bibliography and cite it with `[@key]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CI03"
LEVEL = Level.ERROR
_HELP = "take the list out: cite with `[@key]`, the page writes numbers and list"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a hand-written list of references once, with the numbers that it does not serve."""
    listed = [block for block in article.blocks if any(u.reason == "hand-written-references" for u in block.units)]
    if not listed:
        return
    cited = {int(n) for mark in marks(article, "citation-like", "number") for n in re.findall(r"\d+", mark.value)}
    items = sum(1 for block in listed if block.kind == "li") or len(listed)
    missing = sorted(number for number in cited if number > items)
    text = f"{items} references are listed by hand"
    if missing:
        text += f", but {', '.join(map(str, missing))} {'is' if len(missing) == 1 else 'are'} cited too"
    yield Finding(listed[0].span, text, _HELP)
