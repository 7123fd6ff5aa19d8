"""Every file that the site holds for machines, one at a time: what is known of articles, without any page."""

from __future__ import annotations

import gzip
import re
from html import unescape
from typing import TYPE_CHECKING

from citegate import claimsdata, feeds, llms, sitemaps
from citegate.site import reviewfeeds
from citegate.site.cards import relations, topic_path
from citegate.site.makers.evidence import INDEX, evidence_address
from citegate.site.makers.listings import QUESTIONS, TOPICS
from citegate.site.pieces import Pieces, data, notice

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from citegate.catalogue import ArticleRecord
    from citegate.site.pieces import Piece
    from citegate.site.site import Site

_HEAD = 8192
"""How many bytes of a page hold its robots and its address: they stand first in it."""
_NOINDEX = re.compile(r'<meta name="robots" content="[^"]*\bnoindex\b')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that is made from the judged articles alone, but for the search index."""
    pieces = Pieces(site)
    made = dict(zip(pieces.paths, pieces, strict=True))
    yield from (file for piece in made.values() for file in piece.files)
    yield from together(site, made)


def together(site: Site, made: Mapping[str, Piece]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that tells of all articles, from their pieces by path."""
    records = [*site.catalogue.articles.values()]
    given = {record.path: (made[record.path].digest, made[record.path].content) for record in records}
    yield claimsdata.FILE, data(site).site(records, given)
    yield llms.FILE, llms.text(records, site.name, site.url, notice(site))
    yield "robots.txt", "User-agent: *\nAllow: /\n" + (f"Sitemap: {site.url}{sitemaps.FILE}\n" if site.url else "")
    feed = changes_feed(site, records)
    if feed:
        yield feeds.FILE, feed
    yield from reviewfeeds.files(site, records)


def changes_feed(site: Site, records: list[ArticleRecord]) -> str:
    """Return the feed of new and changed articles; empty where the site has no address, since a feed needs one."""
    if not site.url:
        return ""
    entries = (
        _entry(site, record, record.created, record.updated) for record in records if record.created and record.updated
    )
    about = "New and changed articles, each with its status. Only “approved” means that reviewers signed it."
    return feeds.atom(site.name, about, site.url, site.url + feeds.FILE, entries)


def _entry(site: Site, record: ArticleRecord, created: datetime.date, updated: datetime.date) -> feeds.Entry:
    address = site.url + record.address
    pending = record.status != "approved"
    mark = f"[{record.status.capitalize()}{', not reviewed' if pending else ''}]"
    told = [notice(site) if pending else "", record.description]
    authors = tuple(record.article.front.values.get("authors", ()))
    title, summary = f"{mark} {record.heading}", " ".join(filter(None, told))
    return feeds.Entry(address, title, address, created, updated, summary, authors, (record.status,))


def sitemap_files(site: Site, folder: Path) -> dict[str, bytes]:
    """Return the sitemap of a written site, plain and compressed."""
    return sitemaps_of(folder, site.url, changed(site))


def sitemaps_of(folder: Path, url: str, days: Mapping[str, datetime.date]) -> dict[str, bytes]:
    """Return the sitemap of the site in a folder: every page that gives its address and may be found.

    `days` are those on which pages changed, by address. Whether a page may be found is read from the page that was
    written; none that says `noindex` is in.
    """
    pages: dict[str, datetime.date | None] = {}
    for file in folder.rglob("*.html"):
        with file.open("rb") as opened:
            head = opened.read(_HEAD).decode("utf-8", errors="replace")
        address = _CANONICAL.search(head)
        if address and not _NOINDEX.search(head):
            canonical = unescape(address[1])
            pages[canonical] = days.get(canonical.removeprefix(url))
    found = {name: text.encode() for name, text in sitemaps.sitemaps(pages, url).items()}
    return {**found, f"{sitemaps.FILE}.gz": gzip.compress(found[sitemaps.FILE], mtime=0)}


def changed(site: Site) -> dict[str, datetime.date]:
    """Return the day on which each page changed, by address; pages of which no day is known are absent.

    A page that is made of articles changed with the newest of them: a list of all, of a subject, of a source's uses.
    """
    records = [*site.catalogue.articles.values()]
    lists = dict.fromkeys(("", site.address(QUESTIONS), site.address(TOPICS), site.address(INDEX)), records)
    subjects = relations(site).subjects.values()
    lists |= {site.address(topic_path(subject.slug)): [*subject.records] for subject in subjects}
    sources = site.catalogue.sources.values()
    lists |= {evidence_address(site, source.key): [use[0] for use in source.uses] for source in sources}
    lists |= {record.address: [record] for record in records}
    newest = {address: [r.updated for r in listed if r.updated] for address, listed in lists.items()}
    return {address: max(days) for address, days in newest.items() if days}
