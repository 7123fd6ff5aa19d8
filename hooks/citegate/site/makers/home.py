"""The first page: search, what is new, topics, articles. Its text and its title stand in `docs/index.md`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.project import today
from citegate.site.cards import Cards, TopicLink, cards, relations, topic_link
from citegate.site.page_facts import day
from citegate.site.site import Made
from citegate.subjects import newest
from citegate.transitions import dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from citegate.catalogue import ArticleRecord
    from citegate.site.site import Site
    from citegate.subjects import Subject

MOST_CARDS = 48
"""The newest articles stand on the first page; the others are a page away."""
MOST_TOPICS = 18
MOST_NEWS = 4
RECENT = dt.timedelta(days=90)
"""How long an article or a correction counts as new."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to an article: its heading and address, the day in words, and what was changed."""

    heading: str
    url: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class NewsGroup:
    """News of one kind, the latest first; `more` counts those that are not shown."""

    name: str
    news: tuple[News, ...]
    more: int


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Everything that the first page shows beside its text."""

    articles: int
    approved: int
    claims: int
    sources: int
    groups: tuple[NewsGroup, ...]
    topics: tuple[TopicLink, ...]
    all_topics: int
    listed: Cards


def make(site: Site) -> Iterator[Made]:
    """Yield the facts of the first page."""
    records = newest(site.catalogue.articles.values())
    subjects = relations(site).subjects
    shown = most_used(subjects.values())[:MOST_TOPICS]
    facts = HomeFacts(
        len(records),
        sum(record.status == "approved" for record in records),
        sum(len(record.claims) for record in records),
        len(site.catalogue.sources),
        tuple(groups(records, today(), approvals(site, records))),
        tuple(topic_link(site, subject) for subject in shown),
        len(subjects),
        cards(site, records[:MOST_CARDS]),
    )
    yield Made("index.md", template="home.html", facts=facts, title=site.name)


def most_used(subjects: Iterable[Subject]) -> list[Subject]:
    """Return subjects with the most articles first, then by name."""
    return sorted(subjects, key=lambda subject: (-len(subject.records), subject.name.casefold()))


def approvals(site: Site, records: Iterable[ArticleRecord]) -> dict[str, dt.date]:
    """Return the day of the last sign-off of each approved article, by path."""
    reviews = site.project.reviews
    days = {r.path: reviews.of(site.article(r.path)).reviewed for r in records if r.status == "approved"}
    return {path: day for path, day in days.items() if day}


def groups(
    records: Iterable[ArticleRecord], on: dt.date, approved: Mapping[str, dt.date] | None = None
) -> Iterator[NewsGroup]:
    """Yield what is new, corrected and approved of late; a group without news is left out.

    `approved` are the days of the last sign-offs, by path.
    """
    signed = approved or {}
    listed = list(records)
    kinds = {
        "New articles": [(r.created, r, "") for r in listed if r.created],
        "Corrections": [(date, r, note) for r in listed for date, note in changes(r)],
        "Approved articles": [(signed[r.path], r, "") for r in listed if r.path in signed],
    }
    for name, found in kinds.items():
        recent = [item for item in found if on - RECENT <= item[0] <= on]
        recent.sort(key=lambda item: (-item[0].toordinal(), item[1].path, item[2]))
        news = tuple(News(r.heading, r.address, day(date), note) for date, r, note in recent[:MOST_NEWS])
        if news:
            yield NewsGroup(name, news, len(recent) - len(news))


def changes(record: ArticleRecord) -> Iterator[tuple[dt.date, str]]:
    """Return day and sentence of each dated note on a change."""
    return dated(record.article.front.values.get("changes", ()))
