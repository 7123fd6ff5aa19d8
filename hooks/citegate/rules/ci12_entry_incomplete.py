r"""A cited entry has a plausible year and what its type needs.

What: a cited article has authors (or an editor or organisation), title, journal and year; a book authors or editor,
title and year; a chapter also the title of its book; a report or thesis who issued it. A drug label, web page or other
work has a title, someone who stands behind it, and a date: its own or that of access. No year and no date of access
lies in the future. A field that `unverified-field` declares as not seen is not asked for: the gap is on record.
Why: editors are asked to examine references for completeness and accuracy, because errors in them make it difficult to
retrieve the documents cited (AMA Manual of Style, 11th edition, 2020, chapter on references). A year that has not come
yet is a slip or an invention.

Bad:

    @article{penninga-2016,
      title = {Adverse Events Associated with Flumazenil Treatment for the Management of Suspected
        Benzodiazepine Intoxication},
      year = {2099},
      doi = {10.1111/bcpt.12434}
    }

Good:

    @article{penninga-2016,
      author = {Penninga, Elisabeth I. and Graudal, Niels and Ladekarl, Morten Bækbo and Jürgens, Gesche},
      title = {Adverse Events Associated with Flumazenil Treatment for the Management of Suspected
        Benzodiazepine Intoxication},
      journal = {Basic \& Clinical Pharmacology \& Toxicology},
      year = {2016},
      doi = {10.1111/bcpt.12434}
    }

Instead: copy the missing fields from the source, never from memory.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.identifiers import identify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography, Work
    from citegate.context import Context

CODE = "CI12"
LEVEL = Level.ERROR
SCOPE = "bibliography"

OLDEST_YEAR = 1450
"""Before printing with movable type no work has a year of publication."""

_TITLE = ("title",)
_DATE = ("year", "date")
_PEOPLE = ("author", "editor", "organization", "institution", "collaboration")
_ISSUER = (*_PEOPLE, "howpublished", "publisher", "school")
_HOST = ("booktitle", "maintitle")
_CHAPTER = (_PEOPLE, _TITLE, _HOST, _DATE)
_ISSUED = (_ISSUER, _TITLE, _DATE)
_OTHER = (_TITLE, _ISSUER, (*_DATE, "urldate"))
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "article": (_PEOPLE, _TITLE, ("journal", "journaltitle"), _DATE),
    **dict.fromkeys(("book", "mvbook", "collection", "proceedings", "reference"), (_PEOPLE, _TITLE, _DATE)),
    **dict.fromkeys(("incollection", "inproceedings", "conference", "inreference"), _CHAPTER),
    "inbook": (_PEOPLE, _TITLE, (*_HOST, "publisher"), _DATE),
    **dict.fromkeys(("techreport", "report", "phdthesis", "mastersthesis", "thesis"), _ISSUED),
}


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each field that a cited work lacks and for each impossible year."""
    for work in bibliography.chosen(cited):
        yield from _missing(work)
        yield from _year(work, context.today)
        yield from _accessed(work, context.today)


def _missing(work: Work) -> Iterator[Finding]:
    """Yield each field that lacks; an entry that cannot be found at all is CI06's: its fields come with its source."""
    if not identify(work):
        return
    needs = _OTHER if work.fields.get("sourcetype") == "drug-label" else _NEEDS.get(work.type, _OTHER)
    for choices in needs:
        if any(work.fields.get(name) or work.declares_unseen(name) for name in choices):
            continue
        yield Finding(
            work.span,
            f"the entry `{work.key}` has no {_words(choices[:2])}",
            f"add {' or '.join(f'`{name}`' for name in choices)} to the entry, copied from the source",
            work.path,
        )


def _words(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _year(work: Work, today: dt.date) -> Iterator[Finding]:
    name = next((name for name in _DATE if work.fields.get(name)), "")
    if not name:
        return
    text = work.fields[name]
    years = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text)
    if not years:
        message = f"the {name} of `{work.key}` is no year in four digits"
    elif int(max(years)) > today.year:
        message = f"the {name} of `{work.key}` lies in the future: {max(years)}"
    elif int(min(years)) < OLDEST_YEAR:
        message = f"the {name} of `{work.key}` is before {OLDEST_YEAR}: {min(years)}"
    else:
        return
    yield Finding(work.place(name), message, "copy the year from the source", work.path)


def _accessed(work: Work, today: dt.date) -> Iterator[Finding]:
    """Allow one day: it may be tomorrow already where the editor sits."""
    try:
        accessed = dt.date.fromisoformat(work.fields.get("urldate", ""))
    except ValueError:
        return
    if accessed > today + dt.timedelta(days=1):
        message = f"the date on which `{work.key}` was accessed lies in the future: {accessed}"
        yield Finding(work.place("urldate"), message, "write the day on which you read the page", work.path)
