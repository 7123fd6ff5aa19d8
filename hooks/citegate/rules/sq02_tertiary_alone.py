"""A claim that rests on this site, or on tertiary sources, alone.

What: a claim all of whose sources are this project's own pages (`sourcetype` own-site, or a host in `own-sites` of the
policy), encyclopaedias, point-of-care summaries, drug compendia, health portals or answering machines.

Why: a site that cites itself goes round in a circle. A tertiary source says what others found, often without saying
who: an error in it cannot be seen. ICMJE asks for the original research source wherever possible.

Bad:

    The widget is blue [@wikipedia-flumazenil, lead].

Good:

    The widget is blue [@wikipedia-flumazenil, lead; @beta, p. 38].

Instead: follow the source's own references, read what they say, and cite that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import quoted
from citegate.support import is_tertiary, supported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SQ02"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each claim that has sources, all of them tertiary or this site's own."""
    known, own = context.bibliography.works, context.policy.own_sites
    tertiary = {key for key in article.cited_keys if key in known and is_tertiary(known[key], own)}
    for unit, found in supported(article, context.bibliography) if tertiary else ():
        if all(work.key in tertiary for work in found):
            message = f"this claim rests on tertiary sources alone ({', '.join(w.key for w in found)}): {quoted(unit)}"
            yield Finding(unit.span, message, "cite the source that they name, or another that is independent")
