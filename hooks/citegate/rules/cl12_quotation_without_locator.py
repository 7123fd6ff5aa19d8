"""A quotation without a locator.

What: words between quotation marks in a sentence that cites, where none of its citations says where in the source they
stand. Terms ("real world data"), single words and titles are no quotations.

Why: a quotation is checked by reading the place that it was taken from. A guideline of 200 pages without a page is no
such place; the Publication Manual of the APA (7th edition, 8.25) asks for the page, or another place, with each one.

Bad:

    The lid "is harmful to fingers" [@alpha].

Good:

    The lid "is harmful to fingers" [@alpha, p. 12].

Instead: add the page, section or table: `[@key, p. 12]`; or say it in your own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.quotations import has_marks, quotations
from citegate.select import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL12"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each quotation of a cited unit none of whose citations has a locator."""
    titles: list[str] = []
    for block in article.blocks:
        for unit in block.units:
            if not unit.covering or unit.role is Role.CODE or not has_marks(unit.text):
                continue
            groups = unit.groups or tuple(group for other in block.units for group in other.groups)
            citations = [citation for group in groups for citation in group.citations]
            if not citations or any(citation.locator for citation in citations):
                continue
            titles = titles or [work.fields.get("title", "") for work in context.bibliography.works.values()]
            for quotation in quotations(unit.text, titles):
                yield Finding(
                    locate(article, unit, quotation.text),
                    f"“{quotation.text}” is quoted, and no citation of the sentence says from where in its source",
                    "add the page, section or table: `[@key, p. 12]`",
                )
