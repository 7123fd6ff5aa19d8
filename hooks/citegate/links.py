"""The ways from a reference to its source: https and http only, percent-encoded, from well-formed identifiers only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from citegate.identifiers import identify

if TYPE_CHECKING:
    from citegate.bibliography import Work


class Link(NamedTuple):
    """A way to the source: `DOI`, `https://doi.org/10.…`."""

    label: str
    url: str


_ADDRESSES = {
    "DOI": ("DOI", "https://doi.org/"),
    "PMID": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "PMCID": ("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/"),
    "set id": ("DailyMed", "https://dailymed.nlm.nih.gov/dailymed/lookup.cfm?setid="),
}


def links(work: Work) -> tuple[Link, ...]:
    """Return the ways to a source, each label and each address once; the entry's own address comes last."""
    identifiers = identify(work)
    found: dict[str, str] = {}
    for kind, _, value, problem in identifiers:
        if problem is None and kind in _ADDRESSES:
            label, start = _ADDRESSES[kind]
            found[label] = start + quote(value, safe="/:;()+,=@!*$&-._~")
    for kind, _, value, problem in identifiers:
        if problem is None and kind == "URL" and value.lower() not in {url.lower() for url in found.values()}:
            found[_site(value)] = value
    return tuple(Link(label, url) for label, url in found.items())


def _site(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return "DailyMed" if host == "dailymed.nlm.nih.gov" else host
