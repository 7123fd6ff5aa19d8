"""Brings a value of a bibliography into the one style of the project, and never changes what it says.

A value is the TeX between its delimiters. What is not understood (an identifier that is malformed, a date in no known
form) stays as it is: a rule speaks of it, and nothing here guesses.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from citegate import identifiers
from citegate.bibvalues import MONTHS
from citegate.capitals import protect
from citegate.sourcetypes import UNKNOWN, source_type
from citegate.texts import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[str], str]

_ROUNDS = 3
_NAMES = frozenset(("author", "editor"))
_DASHES = {"\N{EN DASH}": "--", "\N{EM DASH}": "---"}
_DASH = re.compile(r"(?<![-\u2013\u2014])[\u2013\u2014](?![-\u2013\u2014])")
_SPECIAL = re.compile(r"\$[^$]*\$|(?<!\\)([&%_])")
_RANGE = re.compile(r"(\w*\d\w*)\s*(?:-{1,3}|[\u2010-\u2015\u2212])\s*(\w*\d\w*)")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.? ([A-Za-z]{3})[a-z]*\.?,? ([0-9]{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? ([0-9]{1,2}),? ([0-9]{4})")


def order() -> tuple[str, ...]:
    """Return the names of the fields that the site uses, in the order in which an entry has them."""
    return tuple(_fields()["order"])


def tidy(name: str, value: str) -> str:
    """Give the value of a field, named in lower case, the project's style. Never raises; twice is the same as once.

    >>> tidy("pages", "37 - 44")
    '37--44'
    """
    exact = _EXACT.get(name)
    if exact:
        return exact(fold(value))
    value = _unless_it_reads_otherwise(fold, value)
    if name in _NAMES:
        return value if "\\" in value else _composed(value)
    changes = [_composed, _dashes, _escapes, *([protect] if name in _fields()["titles"] else [])]
    for _ in range(_ROUNDS):
        before = value
        for change in changes:
            value = _unless_it_reads_otherwise(change, value)
        if value == before:
            break
    return value


def fold(value: str) -> str:
    r"""Return a value on one line, without white space around it but for what a `\` at its end needs."""
    folded = " ".join(value.split())
    backslashes = len(folded) - len(folded.rstrip("\\"))
    return f"{folded} " if backslashes % 2 else folded


@cache
def _fields() -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - needed once
    from importlib.resources import files  # noqa: PLC0415

    return tomllib.loads(files("citegate").joinpath("data", "bibfields.toml").read_text(encoding="utf-8"))


def _unless_it_reads_otherwise(change: Change, value: str) -> str:
    changed = change(value)
    return changed if changed == value or _composed(decode(changed)) == _composed(decode(value)) else value


def _composed(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def _dashes(value: str) -> str:
    return _DASH.sub(lambda match: _DASHES[match[0]], value)


def _escapes(value: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[1]}" if match[1] else match[0], value)


def _pages(value: str) -> str:
    parts = [part.strip() for part in value.split(",")]
    return ", ".join(match.expand(r"\1--\2") if (match := _RANGE.fullmatch(part)) else part for part in parts)


def _identifier(normalise: Change, check: Callable[[str], str | None]) -> Change:
    def change(value: str) -> str:
        bare = value.strip("{} ")
        return value if check(bare) else normalise(bare)

    return change


def _isbn(value: str) -> str:
    one = _identifier(identifiers.normalise_isbn, identifiers.check_isbn)
    return ", ".join(one(part.strip()) for part in re.split(r"[,;]", value) if part.strip())


def _day(value: str) -> str:
    """Return a day as `2026-11-23`; a form that could be read in two ways, and a day that is none, as they are."""
    iso, first, then = _ISO.fullmatch(value), _DAY_FIRST.fullmatch(value), _MONTH_FIRST.fullmatch(value)
    months = list(MONTHS)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        if first:
            return dt.date(int(first[3]), months.index(first[2].lower()) + 1, int(first[1])).isoformat()
        if then:
            return dt.date(int(then[3]), months.index(then[1].lower()) + 1, int(then[2])).isoformat()
    except ValueError:
        pass
    return value


def _kind(value: str) -> str:
    kind = source_type(decode(value))
    return value if kind is UNKNOWN else kind.slug


_set_id = _identifier(identifiers.normalise_set_id, identifiers.check_set_id)
_application = _identifier(identifiers.normalise_application, identifiers.check_application)
_pmcid = _identifier(identifiers.normalise_pmcid, identifiers.check_pmcid)
_EXACT: dict[str, Change] = {
    "doi": _identifier(identifiers.normalise_doi, identifiers.check_doi),
    "pmid": _identifier(identifiers.normalise_pmid, identifiers.check_pmid),
    "issn": _identifier(identifiers.normalise_issn, identifiers.check_issn),
    "isbn": _isbn,
    "url": _identifier(identifiers.plain, identifiers.check_url),
    "urldate": _day,
    "pages": _pages,
    "sourcetype": _kind,
    "crossref": lambda value: value,
    **dict.fromkeys(("pmcid", "pmc"), _pmcid),
    **dict.fromkeys(("setid", "set-id", "set_id"), _set_id),
    **dict.fromkeys(("application", "application-number"), _application),
}
"""Fields that hold an identifier, a day, a range or a word of a closed list, and no running text."""
