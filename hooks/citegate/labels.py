"""What the entry of a drug label must say, so that its text can be found again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.identifiers import identify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.bibliography import Work

_NUMBERS = ("licence", "license", "authorisation", "authorization", "number")
_DATES = ("date", "year", "version", "edition", "revision", "revised", "eventdate")
_IN_WORDS = ("howpublished", "note", "addendum")
_YEAR = re.compile(r"(?<![\w-])(?:19|20)\d\d(?!\d)|\bv(?:ersion)?\.?\s?\d", re.IGNORECASE)
_LICENCE = re.compile(
    r"\bPL\s?\d{5}/\d{4}|\bPLGB\s?\d{5}/\d{4}|\bEU/\d/\d\d/\d{3,4}|\bEMEA/H/C/\d+|\b(?:A?NDA|BLA)\s?-?#?\s?\d{5,6}"
    r"|\bMAL\d{8}\w*|\bSIN\d{5}P?|\bHK-?\d{5}|\bAUST\s?R\s?\d+|\bDIN\s?\d{8}",
    re.IGNORECASE,
)
"""Numbers of licences as authorities print them: United Kingdom, European Union, United States, Malaysia, Singapore,
Hong Kong, Australia, Canada."""


def missing(work: Work) -> Iterator[tuple[str, str]]:
    """Yield what the entry of a label lacks, each with what to add; what it declares as not seen is on record."""
    if not (_has_number(work) or any(work.declares_unseen(name) for name in ("setid", "application", "licence"))):
        yield "set id, application or licence number", "add `setid`, `application` or `licence`, copied from the label"
    if not (_has_date(work) or any(work.declares_unseen(name) for name in ("date", "year", "version"))):
        yield "version or date", "add the label's date of revision (`date` or `year`), or its `version`"


def _has_number(work: Work) -> bool:
    if any(i.kind in ("set id", "application number") for i in identify(work)):
        return True
    if any(work.fields.get(name) for name in _NUMBERS):
        return True
    return any(_LICENCE.search(work.fields.get(name, "")) for name in (*_IN_WORDS, "title"))


def _has_date(work: Work) -> bool:
    return any(work.fields.get(name) for name in _DATES) or any(
        _YEAR.search(work.fields.get(name, "")) for name in _IN_WORDS
    )
