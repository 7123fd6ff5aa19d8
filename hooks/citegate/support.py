"""What a claim rests on: the works behind its citations, what kind they are of, and what the text around it says.

Nothing is guessed: where a key is unknown (CI01 refuses it) or the kind of a work is not given, the answer says so, and
a rule that asks stays silent.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from citegate.glance import firsts, folded, lacks
from citegate.identifiers import plain
from citegate.lexicon import load
from citegate.once import per_article
from citegate.sourcetypes import UNKNOWN, source_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from citegate.article import Article, Block, Unit
    from citegate.bibliography import Bibliography, Work
    from citegate.context import Context

DIRECTING = frozenset({"guideline", "consensus-statement", "drug-label", "systematic-review", "government"})
"""Kinds of sources that an order of care may rest on."""
STUDIES = frozenset(
    {
        *("randomised-trial", "clinical-trial", "cohort-study", "case-control-study"),
        *("cross-sectional-study", "case-series", "case-report"),
    }
)
"""Kinds that are one study of people each."""
LABORATORY = frozenset({"laboratory-study", "animal-study"})
TERTIARY = frozenset({"reference-work", "own-site"})
CARRIERS = ("author", "organization", "institution", "publisher", "howpublished", "journal", "journaltitle")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BELOW_A_LEAD = frozenset({"li", "dt", "dd"})
_CELLS = frozenset({"td", "th"})


def works(unit: Unit, context: Context) -> tuple[Work, ...]:
    """Return the works that a unit rests on, or nothing where one of its keys is unknown."""
    known = context.bibliography.works
    found = tuple(known[key] for key in unit.covering if key in known)
    return found if len(found) == len(unit.covering) else ()


@per_article
def supported(article: Article, bibliography: Bibliography) -> tuple[tuple[Unit, tuple[Work, ...]], ...]:
    """Return each claim that rests on works, with these, where every key is known."""
    known = bibliography.works
    claims = (unit for unit in article.units if unit.covering and unit.is_claim)
    return tuple(
        (unit, tuple(known[key] for key in unit.covering))
        for unit in claims
        if all(key in known for key in unit.covering)
    )


def kind(work: Work) -> str:
    """Return the slug of a work's kind (`drug-label`), or an empty text where the entry gives none that is known."""
    return _slug(work.fields.get("sourcetype", ""))


@cache
def _slug(given: str) -> str:
    found = source_type(given)
    return "" if found is UNKNOWN else found.slug


def rests_only_on(found: Sequence[Work], wanted: frozenset[str]) -> bool:
    """Return whether there are works and each is of a wanted kind; one of no known kind makes it false."""
    return bool(found) and all(kind(work) in wanted for work in found)


def host(work: Work) -> str:
    """Return the host of a work's address in lower case, without `www.`, or an empty text."""
    try:
        name = urlsplit(plain(work.fields.get("url", ""))).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def is_below(name: str, hosts: Iterable[str]) -> bool:
    """Return whether a host is one of these or lies below one: `en.wikipedia.org` below `wikipedia.org`."""
    return any(name == other or name.endswith(f".{other}") for other in hosts)


def is_tertiary(work: Work, own_sites: Iterable[str] = ()) -> bool:
    """Return whether a work is this site, or sums up what others found.

    Where the entry names another kind (a label that a portal carries, say) that decides.
    """
    given = kind(work)
    if given in TERTIARY or is_below(host(work), own_sites):
        return True
    return given in ("", "web-page") and carried_by_tertiary(work)


def carried_by_tertiary(work: Work) -> bool:
    """Return whether the host, or whoever stands behind a work, is on the list of tertiary sources."""
    named = " ".join(work.fields.get(name, "") for name in CARRIERS)
    return is_below(host(work), load("tertiary")["hosts"]) or mentions(named, "tertiary", "names")


@per_article
def backdrop(article: Article) -> tuple[str, ...]:
    """Return for each block what it is read with: its headings, its lead-in or caption, its table's head, itself."""
    headings: dict[str, str] = {}
    lead = head = ""
    found = []
    for block in article.blocks:
        said = " ".join(unit.text for unit in block.units)
        if block.kind in _HEADINGS:
            headings = {level: text for level, text in headings.items() if level < block.kind} | {block.kind: said}
            lead = head = ""
        elif block.kind in _CELLS:
            head = said if _is_head(block) else head
        elif block.kind not in _BELOW_A_LEAD:
            lead, head = said, ""
        parts = (*headings.values(), *dict.fromkeys((lead, head, said)))
        found.append(" ".join(part for part in parts if part))
    return tuple(found)


def _is_head(block: Block) -> bool:
    return any(unit.reason == "header" for unit in block.units)


def mentions(text: str, name: str, key: str) -> bool:
    """Return whether a text holds a word or phrase of a list of a data file, whole and in any case."""
    plain_text = folded(text)
    return not lacks(plain_text, _firsts(name, key)) and bool(_listed(name, key).search(plain_text))


@cache
def _firsts(name: str, key: str) -> frozenset[str] | None:
    return firsts(load(name)[key])


@cache
def _listed(name: str, key: str) -> re.Pattern[str]:
    phrases = sorted(load(name)[key], key=len, reverse=True)
    words = "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
