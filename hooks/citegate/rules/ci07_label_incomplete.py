r"""A drug label that cannot be told from its other versions, or is cited without a section.

What: a cited entry of `sourcetype` drug-label without a set id, application or licence number, or without a version or
date; and each citation of a label without a locator.

Why: labels change, and a drug has many. The set id and the date say which text was read (Citing Medicine asks for the
date of update of what changes); the section says where in sixty pages the dose stands.

Bad:

    The lid is closed before use [@label].

Good:

    The lid is closed before use [@label, sec. 2.1].

Instead: add `setid` (DailyMed) or `application` (NDA, BLA) or, for labels of other countries, `licence`; the date of
the revision in `date` or `year`, or its number in `version`; and cite with the section: `[@label, sec. 2.1]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.labels import missing
from citegate.support import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CI07"
LEVEL = Level.APPROVAL


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield what the entry of each cited label lacks, at the entry, and each citation of one without a locator."""
    works = context.bibliography.works
    labels = {key: works[key] for key in article.cited_keys if key in works and kind(works[key]) == "drug-label"}
    for work in labels.values():
        for what, advice in missing(work):
            yield Finding(work.span, f"the drug label `{work.key}` has no {what}", advice, work.path)
    for group in article.groups if labels else ():
        for key in dict.fromkeys(c.key for c in group.citations if c.key in labels and not c.locator):
            message = f"the drug label `{key}` is cited without a section"
            yield Finding(group.span, message, f"name the section: `[@{key}, Dosage and Administration]`")
