"""A claim whose id is not its own.

What: two claims of an article with the same id, or an id of the page that is written like a claim's and equals one.

Why: the id is the claim's address: links, sign-offs and the evidence index hold it. It is made of the claim's words
alone, so that it survives rebuilds and edits elsewhere; where two things answer to it, nobody knows which is meant.

Bad:

    The widget weighs 3 kg [@alpha, p. 4].

    ## Colour {#c-d670747d}

Good:

    The widget weighs 3 kg [@alpha, p. 4].

    ## Colour {#colour}

Instead: give the heading another id, or reword one of the two claims.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "RD04"
LEVEL = Level.ERROR
_ATTRIBUTE = re.compile(r"""\sid=["']?(c-[^\s"'<>]+)""")
"""An id that may stand in a tag or in text: only where one stands twice, tags are looked at."""
_ID = re.compile(r"""<[^<>]*?\sid=["']?(c-[^\s"'<>]+)""")


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield each claim whose id another claim or another element of the page has too."""
    ids = _ATTRIBUTE.findall(article.html)
    on_page = Counter(_ID.findall(article.html) if len(ids) != len(set(ids)) else ())
    claimed: set[str] = set()
    for unit in article.units:
        if unit.id and (unit.id in claimed or on_page[unit.id] > 1):
            message = f"the id `{unit.id}` of {quoted(unit)} stands on the page more than once"
            yield Finding(unit.span, message, "give the other element another id, or reword one of the claims")
        claimed.add(unit.id)
