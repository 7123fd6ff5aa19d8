"""A source that another has replaced.

What: a citation of a work whose entry has `superseded_by`, unless the same sentence cites the successor too.

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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.bibliography import Work
    from citegate.context import Context

CODE = "SQ08"
LEVEL = Level.APPROVAL
_FIELDS = ("superseded_by", "superseded-by", "supersededby")


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each citation of a superseded work in a unit that does not cite its successor."""
    works = context.bibliography.works
    superseded = {key: found for key in article.cited_keys if key in works and (found := _successor(works[key]))}
    for unit in article.units if superseded else ():
        for group in unit.groups:
            for key in dict.fromkeys(group.keys):
                successor = superseded.get(key, "")
                if successor and successor not in unit.covering:
                    name = f"`{successor}`" if successor in works else f"“{successor}”"
                    message = f"`{key}` is superseded by {name}"
                    yield Finding(group.span, message, f"read {name} and cite that")


def _successor(work: Work) -> str:
    return next((work.fields[name].strip() for name in _FIELDS if work.fields.get(name)), "")
