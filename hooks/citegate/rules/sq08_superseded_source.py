"""A source that another has replaced.

What: a citation of a work whose entry has `superseded_by`, unless the same sentence cites the successor too; or of one
that the list of retractions names as withdrawn because it was out of date, as Cochrane did with its reviews.

Why: a guideline that was replaced still looks like one. Whoever knew of the successor wrote it into the bibliography;
the article must follow.

Bad:

    The widget was tried in 12 trials [@minozzi-2018, abstract].

Good:

    The widget was tried in 17 trials [@agabio-2023, abstract].

Instead: cite the successor, after reading what it says. Where old and new are compared, cite both in the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.retractionlist import State
from citegate.retractions import is_on_purpose
from citegate.standing import standing_of, successor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SQ08"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each citation of a superseded work in a unit that does not cite its successor, and of an outdated one."""
    works = context.bibliography.works
    superseded = {key: found for key in article.cited_keys if key in works and (found := successor(works[key]))}
    outdated = {key: said for key in article.cited_keys if key in works and (said := _outdated(key, context))}
    for unit in article.units if superseded or outdated else ():
        for group in unit.groups:
            for key in dict.fromkeys(group.keys):
                newer = superseded.get(key, "")
                if newer and newer not in unit.covering:
                    name = f"`{newer}`" if newer in works else f"“{newer}”"
                    message = f"`{key}` is superseded by {name}"
                    yield Finding(group.span, message, f"read {name} and cite that")
                elif key in outdated and not newer and not is_on_purpose(unit):
                    yield Finding(group.span, f"`{key}` {outdated[key]}", "cite what replaces it, after reading that")


def _outdated(key: str, context: Context) -> str:
    standing = standing_of(key, context)
    return f"was withdrawn as out of date{standing.said}" if standing.state is State.OUTDATED else ""
