"""Pages by topic, and all questions: every article stands on one of these, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.site.cards import Cards, Pager, TopicLink, cards, pages, relations, topic_link, topic_path
from citegate.site.site import Made
from citegate.subjects import newest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.catalogue import ArticleRecord
    from citegate.site.site import Site

QUESTIONS = "questions/index.md"
TOPICS = "topics/index.md"


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """A page of a list of articles; `kind` says what it is a list of: `drug`, `topic` or `questions`."""

    title: str
    kind: str
    listed: Cards
    pager: Pager


@dataclass(frozen=True, slots=True)
class TopicsFacts:
    """The index of subjects."""

    drugs: tuple[TopicLink, ...]
    topics: tuple[TopicLink, ...]


def make(site: Site) -> Iterator[Made]:
    """Yield the index of topics, the pages of each, and the pages of all questions."""
    subjects = relations(site).subjects.values()
    links = [topic_link(site, subject) for subject in subjects]
    facts = TopicsFacts(tuple(link for link in links if link.drug), tuple(link for link in links if not link.drug))
    about = "Every drug and topic of this site, with its articles."
    yield Made(TOPICS, title="Topics", description=about, template="topics.html", facts=facts, listed=True)
    for subject in subjects:
        kind = "drug" if subject.drug else "topic"
        yield from _listing(site, topic_path(subject.slug), (subject.title, kind, subject.slug), subject.records)
    every = newest(site.catalogue.articles.values())
    yield from _listing(site, QUESTIONS, ("All questions", "questions", ""), every)


def _listing(site: Site, path: str, about: tuple[str, str, str], records: Sequence[ArticleRecord]) -> Iterator[Made]:
    title, kind, slug = about
    of = "" if kind == "questions" else f" on {title}"
    for own, share, pager in pages(site, path, len(records)):
        facts = ListingFacts(title, kind, cards(site, records[share], without=slug), pager)
        words = title if pager.number == 1 else f"{title}, page {pager.number}"
        many = "article" if pager.total == 1 else "articles"
        about_page = f"{pager.total} {many}{of}, each with its question, status, audience and date."
        yield Made(own, title=words, description=about_page, template="listing.html", facts=facts)
