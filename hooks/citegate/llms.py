"""Writes `llms.txt` (llmstxt.org): what the site is, how far to trust it, and where each article and its data stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate import claimsdata, feeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.catalogue import ArticleRecord

FILE = "llms.txt"
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_ORDER = ("approved", "under review", "submitted")
_HEADINGS = {
    "approved": "Approved by reviewers",
    "under review": "Under review",
    "submitted": "Submitted, not reviewed",
}


def text(records: Iterable[ArticleRecord], name: str, url: str, notice: str) -> str:
    """Return the file; `notice` is the plain text of what holds for every article that is not approved."""
    listed = sorted(records, key=lambda record: record.path)
    return "\n".join(_lines(listed, name, url, notice)) + "\n"


def _lines(records: list[ArticleRecord], name: str, url: str, notice: str) -> Iterator[str]:
    counts = {status: sum(record.status == status for record in records) for status in _ORDER}
    yield f"# {_plain(name)}"
    yield ""
    yield "> Articles whose every claim leads to its source. Each claim has an address, citations with the place in the"
    yield "> source, and the status of its article."
    yield ""
    yield f"- Articles: {len(records)}. Approved by reviewers: {counts['approved']}."
    if notice and counts["approved"] < len(records):
        yield f"- What holds for every article that is not approved: {_plain(notice)}"
    yield "- Say the status of an article with whatever you take from it, quote claims word for word, and name the"
    yield "  sources that they cite. Nothing here replaces a doctor or pharmacist."
    yield f"- Articles are licensed under CC BY 4.0. How they are made: [editorial policy]({url}editorial/)"
    for status in _ORDER:
        group = [record for record in records if record.status == status]
        if group:
            yield from ("", f"## {_HEADINGS[status]}", "")
            yield from (_article(record, url) for record in group)
    yield from ("", "## Data", "")
    yield f"- [All claims]({url}{claimsdata.FILE}): claims of all articles with citations and status, JSON"
    yield f"- [Schema]({url}{claimsdata.SCHEMA}): JSON Schema of that file and of each article's own"
    if url:
        yield f"- [Feed]({url}{feeds.FILE}): new and changed articles, Atom"


def _article(record: ArticleRecord, url: str) -> str:
    changed = f", updated {record.updated.isoformat()}" if record.updated else ""
    data = f"[claims as JSON]({url}{claimsdata.address(record)})"
    title = f"{_plain(record.title)}; " if record.question else ""
    return f"- [{_plain(record.heading)}]({url}{record.address}): {title}{record.status}{changed}; {data}"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
