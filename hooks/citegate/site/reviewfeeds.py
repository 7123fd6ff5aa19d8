"""Feeds of approvals and of corrections: what records, notes on changes and retracted sources say, and nothing else."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from citegate import feeds
from citegate.retractionlist import State
from citegate.review.sources import rests_on
from citegate.site.parts.history import past_of
from citegate.transitions import dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.catalogue import ArticleRecord
    from citegate.site.site import Site

APPROVALS, CORRECTIONS = "feeds/approvals.xml", "feeds/corrections.xml"


def files(site: Site, records: Iterable[ArticleRecord]) -> Iterator[tuple[str, str]]:
    """Yield path and text of both feeds; none where the site has no address, since a feed needs one."""
    if not site.url:
        return
    listed = list(records)
    empty = max((r.updated for r in listed if r.updated), default=site.project.context.today)
    about = {
        APPROVALS: ("approvals", "Articles that stand approved, with who signed them.", approvals(site, listed)),
        CORRECTIONS: (
            "corrections",
            "Notes on what changed in articles, and sources that were retracted under a sign-off.",
            corrections(site, listed),
        ),
    }
    for path, (name, words, entries) in about.items():
        yield path, feeds.atom(f"{site.name}: {name}", words, site.url, site.url + path, entries, empty)


def approvals(site: Site, records: Iterable[ArticleRecord]) -> Iterator[feeds.Entry]:
    """Yield an entry for each article that stands approved; members are named as the roster names them."""
    roster = site.project.roster
    for record in records:
        review = site.project.reviews.of(site.article(record.path)) if record.status == "approved" else None
        if not review or not review.approved or review.reviewed is None:
            continue
        names = [f"{roster[each.reviewer].name}, {roster[each.reviewer].credentials}" for each in review.counting]
        signed = "-".join(sorted(each.digest for each in review.counting))
        yield _entry(site, record, "approved", review.reviewed, f"Signed off by {' and '.join(names)}.", signed)


def corrections(site: Site, records: Iterable[ArticleRecord]) -> Iterator[feeds.Entry]:
    """Yield an entry for each dated note on a change, and for each retracted source that a sign-off rested on."""
    for record in records:
        for day, note in dated(record.article.front.values.get("changes", ())):
            yield _entry(site, record, "changed", day, note, note)
        for key, day in _retracted(site, record):
            said = f"The source {key}, on which a sign-off of this article rests, was retracted: it counts no more."
            yield _entry(site, record, "source retracted", day, said, key)


def _retracted(site: Site, record: ArticleRecord) -> Iterator[tuple[str, dt.date]]:
    """Yield the retracted sources that sign-offs rest on, each with the day of its retraction or of the sign-off."""
    if not site.project.reviews.has_records(record.article.path):
        return
    found: dict[str, dt.date] = {}
    article = site.article(record.path)
    for said, _ in past_of(site, article).decided:
        for key in said.subject.sources if said.decision == "approve" else ():
            standing = site.project.standings[key]
            if standing.state is State.RETRACTED and rests_on(article, key):
                found[key] = max(_day(standing.date) or said.date, said.date)
    yield from sorted(found.items())


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _entry(site: Site, record: ArticleRecord, what: str, day: dt.date, summary: str, same: str) -> feeds.Entry:
    """Return an entry whose id stays the same as long as it tells of the same thing."""
    link = site.url + record.address
    digest = hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    name = f"{link}#{what.replace(' ', '-')}-{day.isoformat()}-{digest}"
    title = f"[{what.capitalize()}] {record.heading}"
    return feeds.Entry(name, title, link, day, day, summary, (), (what,))
