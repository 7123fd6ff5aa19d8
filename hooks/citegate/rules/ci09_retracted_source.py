"""A retracted source as support.

What: a citation of a work that the committed list of retractions names as retracted, by DOI or PubMed id, or whose
entry says so: `retracted = {2020-06-05}`, a title or note that begins with "Retracted", or `pubstate = {retracted}`. A
work of which neither says anything is unknown, not clean; CI16 says where there is no list, or an old one.

Why: retracted work goes on being cited as if it stood. ICMJE asks authors not to cite retracted articles as support,
only to say that they were retracted.

Bad:

    Chloroquine was tried in a registry of 96,032 patients [@mehra-2020, p. 1].

Good:

    A registry analysis was retracted within a month [@mehra-2020, title].
    {.retracted-on-purpose reason="the paragraph is about the retraction"}

Instead: cite what stands, or take the claim out. Where the text is about the retraction itself, mark the block with
`{.retracted-on-purpose reason="…"}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.retractionlist import State
from citegate.retractions import is_on_purpose
from citegate.standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CI09"
LEVEL = Level.ERROR
_HELP = 'cite what stands; where the text is about the retraction, add `{.retracted-on-purpose reason="…"}`'


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each citation of a work that was retracted, those left out whose block says why it is cited."""
    works = context.bibliography.works
    found = {key: standing_of(key, context) for key in article.cited_keys if key in works}
    retracted = {key: standing for key, standing in found.items() if standing.state is State.RETRACTED}
    for unit in article.units if retracted else ():
        for group in () if is_on_purpose(unit) else unit.groups:
            for key in dict.fromkeys(group.keys):
                if key in retracted:
                    message = f"`{key}` was retracted{retracted[key].said} and cannot support a claim"
                    yield Finding(group.span, message, _HELP)
