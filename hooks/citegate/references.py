"""Writes a work as a reference in NLM style (Citing Medicine, 2nd edition), as safe HTML and as plain text.

Pure functions. Every value of the bibliography is escaped; links are http(s) only.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from citegate.identifiers import identify
from citegate.links import Link, links
from citegate.names import OTHERS, Name, authors
from citegate.sourcetypes import source_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from citegate.bibliography import Work

MOST_AUTHORS = 6
"""A longer list is cut after so many names and ends with "et al."."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A work as readers see it. `html` holds no link; `short` names it in a sentence: `Penninga 2016`.

    `state` names how the work stands (`retracted`, `superseded`, `expression-of-concern` …), `state_words` says it to
    readers; both are empty where nothing is known.
    """

    key: str
    html: str
    text: str
    type_label: str
    type_slug: str
    links: tuple[Link, ...]
    short: str
    year: str
    state: str = ""
    state_words: str = ""


class _Run(NamedTuple):
    """A piece of a reference with its typeface."""

    text: str
    italic: bool = False


_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")


def describe(work: Work) -> Reference:
    """Return the reference of a work: by type of entry, with what the entry has and nothing made up."""
    runs = [_Run(text, run.italic) for run in _runs(work) if (text := _clean(run.text).strip())]
    kind = source_type(work.fields.get("sourcetype", ""))
    return Reference(
        key=work.key,
        html=" ".join(map(_html, runs)),
        text=" ".join(_stop(run.text) for run in runs),
        type_label=kind.label,
        type_slug=kind.slug,
        links=links(work),
        short=short(work),
        year=year(work),
    )


def year(work: Work) -> str:
    """Return the year of a work in four digits, from `year` or `date`, or an empty text."""
    match = re.search(r"[0-9]{4}", work.fields.get("year") or work.fields.get("date", ""))
    return match[0] if match else ""


def short(work: Work) -> str:
    """Return the words that name a work in a sentence: `Penninga 2016`, or its title where it has no author."""
    names = authors(work) or authors(work, "editor")
    name = names[0].short if names and names[0] != OTHERS else _get(work, "title").split(":")[0]
    name = name if len(name) <= 60 else f"{name[:59].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return _clean(f"{name or work.key} {year(work)}").strip()


def spoken_date(text: str) -> str:
    """Return `2026-11-23` as `23 November 2026`; other texts as they are.

    >>> spoken_date("2026-11-23")
    '23 November 2026'
    """
    match = _ISO_DATE.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        return text
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{_MONTHS[int(match[2]) - 1]} {match[1]}"


def name_list(names: Iterable[Name]) -> str:
    """Return names as NLM writes them: `Penninga EI, Graudal N`, cut after six with "et al."."""
    listed = list(names)
    more = OTHERS in listed or len(listed) > MOST_AUTHORS
    shown = [_name(name) for name in listed if name != OTHERS][:MOST_AUTHORS]
    return ", ".join([*shown, "et al."] if more and shown else shown)


def _name(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.family, name.initials, name.suffix) if part)


def _runs(work: Work) -> list[_Run]:
    """Return the pieces of a reference in order; each becomes a sentence."""
    layout = _LAYOUTS.get(work.type, _other)
    if work.fields.get("sourcetype") == "drug-label":
        layout = _other
    return [*layout(work), *_closing(work)]


def _article(work: Work) -> list[_Run]:
    journal = _get(work, "journal") or _get(work, "journaltitle")
    volume, pages = _get(work, "volume"), _pages(work)
    issue = (_get(work, "number") or _get(work, "issue")).replace("_", " ")
    place = f"{volume}({issue})" if issue else volume
    date = year(work) + (f";{place}" if place else "") + (f":{pages}" if pages else "")
    return [*_opening(work), _Run(journal, italic=True), _Run(date)]


def _book(work: Work) -> list[_Run]:
    return [*_opening(work), _Run(_edition(work)), _Run(_imprint(work))]


def _chapter(work: Work) -> list[_Run]:
    title = _get(work, "booktitle") or _get(work, "maintitle")
    host = [_Run(title, italic=True)] if title else []
    editors = _responsible(work, "editor")
    pages = _pages(work)
    start = [_Run(f"In: {editors}" if editors else "In:")] if host else []
    return [*_opening(work), *start, *host, _Run(_imprint(work)), _Run(f"p. {pages}" if pages else "")]


def _report(work: Work) -> list[_Run]:
    number = _get(work, "number")
    return [*_opening(work), _Run(_imprint(work)), _Run(f"Report No.: {number}" if number else "")]


def _other(work: Work) -> list[_Run]:
    """Drug labels, web pages and all other works: title, how and when it was published."""
    how = _get(work, "howpublished") or _get(work, "type")
    publisher = _get(work, "publisher") or _get(work, "organization") or _get(work, "institution")
    version = _get(work, "version")
    date = spoken_date(_get(work, "date")) or year(work)
    known = f"{how} {_get(work, 'title')}"
    return [
        *_opening(work),
        _Run(how),
        _Run("" if publisher in known else publisher),
        _Run(f"Version {version}" if version else ""),
        _Run("" if date in known else date),
    ]


_LAYOUTS = {
    "article": _article,
    "periodical": _article,
    **dict.fromkeys(("book", "mvbook", "collection", "proceedings", "booklet", "reference"), _book),
    **dict.fromkeys(("inbook", "incollection", "inproceedings", "conference", "inreference"), _chapter),
    **dict.fromkeys(("techreport", "report", "phdthesis", "mastersthesis", "thesis"), _report),
}


def _opening(work: Work) -> list[_Run]:
    """Return who and what: authors (or editors), title."""
    people = name_list(authors(work)) or _responsible(work, "editor")
    if not people and work.declares_unseen("author"):
        people = "[Authors not recorded]"
    title = _get(work, "title")
    subtitle = _get(work, "subtitle")
    return [_Run(people), _Run(f"{title}: {subtitle}" if title and subtitle else title)]


def _closing(work: Work) -> list[_Run]:
    """Return what every reference ends with: note, date of access, identifiers."""
    good = {kind: value for kind, _, value, problem in identify(work) if problem is None}
    accessed = spoken_date(_get(work, "urldate"))
    shown = accessed and ("URL" in good or "set id" in good) and not {"DOI", "PMID"} & good.keys()
    return [
        _Run(_get(work, "note")),
        _Run(f"Accessed {accessed}" if shown else ""),
        _Run(f"ISBN: {good['ISBN']}" if "ISBN" in good else ""),
        _Run(f"doi:{good['DOI']}" if "DOI" in good else ""),
        _Run(f"PMID: {good['PMID']}" if "PMID" in good else ""),
    ]


def _responsible(work: Work, field: str) -> str:
    names = authors(work, field)
    role = "editor" if len(names) == 1 else "editors"
    return f"{name_list(names)}, {role}" if names else ""


def _imprint(work: Work) -> str:
    place = _get(work, "address") or _get(work, "location")
    fields = ("publisher", "institution", "school", "organization")
    publisher = next((value for value in (_get(work, name) for name in fields) if value), "")
    house = ": ".join(part for part in (place, publisher) if part)
    return "; ".join(part for part in (house, year(work)) if part)


def _edition(work: Work) -> str:
    edition = _get(work, "edition")
    ordinals: Mapping[str, str] = {"1": "1st", "2": "2nd", "3": "3rd"}
    if edition.isdigit():
        edition = ordinals.get(edition, f"{edition}th")
    return f"{edition} ed." if edition and "ed" not in edition.lower().split(".")[0].split()[-1:] else edition


def _pages(work: Work) -> str:
    pages = _get(work, "pages") or _get(work, "eid")
    return re.sub(r"\s*(?:-{1,2}|[\u2013\u2014])\s*", "\N{EN DASH}", pages)


def _get(work: Work, name: str) -> str:
    return _clean(work.fields.get(name, ""))


def _clean(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _html(run: _Run) -> str:
    if not run.italic:
        return html.escape(_stop(run.text))
    return f"<i>{html.escape(run.text)}</i>{_stop(run.text)[len(run.text) :]}"


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!", "In:")) or re.search(r"^(?:doi:|PMID: )", text) else f"{text}."
