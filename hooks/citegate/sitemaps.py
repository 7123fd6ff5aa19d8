"""Writes sitemaps (sitemaps.org): the pages that search engines may show, each with the day on which it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

MOST = 50_000
"""How many addresses the protocol lets a file have."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
FILE = "sitemap.xml"


def sitemaps(pages: Mapping[str, datetime.date | None], url: str) -> dict[str, str]:
    """Return files by name: one, or an index and its parts. `pages` has days by address; `url` is the site's own."""
    entries = list(_entries(pages, "url"))
    if len(entries) <= MOST:
        return {FILE: _document("urlset", entries)}
    starts = range(0, len(entries), MOST)
    parts = {
        f"sitemap-{number}.xml": _document("urlset", entries[start : start + MOST])
        for number, start in enumerate(starts, start=1)
    }
    index = _entries(dict.fromkeys(url + name for name in parts), "sitemap")
    return {FILE: _document("sitemapindex", list(index)), **parts}


def _entries(pages: Mapping[str, datetime.date | None], element: str) -> Iterator[str]:
    for address, day in sorted(pages.items()):
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        yield f"<{element}><loc>{escape(address)}</loc>{changed}</{element}>\n"


def _document(element: str, entries: list[str]) -> str:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{_NAMESPACE}">\n'
    return f"{start}{''.join(entries)}</{element}>\n"
