"""What lists of articles show: cards, the filters above them, pages of long lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.relating import Relations
from citegate.site.page_facts import STEPS, day
from citegate.subjects import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from citegate.catalogue import ArticleRecord
    from citegate.site.site import Site
    from citegate.subjects import Subject

PER_PAGE = 100
"""Cards on one page of a list."""
AUDIENCES = {"professional": "Healthcare professionals", "student": "Students", "patient": "Patients and carers"}
_STATUS = {
    "submitted": "Submitted, not reviewed",
    "under review": "Under review, not approved",
    "approved": "Approved",
}


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list. `topics` are the slugs of its subjects, `status` one word that a class name may hold."""

    title: str
    question: str
    url: str
    status: str
    status_words: str
    audience: tuple[str, ...]
    audience_words: str
    topics: tuple[str, ...]
    updated: str
    updated_iso: str
    claims: int
    sources: int


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a list can be narrowed to, and how many of the list have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Cards:
    """A list of cards with what it can be narrowed by; empty `topics` offer no choice of topic."""

    cards: tuple[Card, ...]
    statuses: tuple[Option, ...]
    audiences: tuple[Option, ...]
    topics: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among the pages of a list; addresses are relative to the site's root, empty at the ends."""

    number: int
    count: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A subject with the address of its page and how many articles it has."""

    name: str
    slug: str
    url: str
    count: int
    drug: bool


def relations(site: Site) -> Relations:
    """Return the relations between the site's articles, computed once a build."""
    found = site.shared.get("relations")
    if not isinstance(found, Relations):
        found = site.shared["relations"] = Relations(site.catalogue.articles)
    return found


def topic_path(slug: str) -> str:
    """Return the path of a subject's page below the documents' folder."""
    return f"topics/{slug}.md"


def topic_link(site: Site, subject: Subject) -> TopicLink:
    """Return the link to a subject's page."""
    address = site.address(topic_path(subject.slug))
    return TopicLink(subject.title, subject.slug, address, len(subject.records), subject.drug)


def card(site: Site, record: ArticleRecord) -> Card:
    """Return the card of an article, made once a build."""
    made = site.shared.get("cards")
    if not isinstance(made, dict):
        made = site.shared["cards"] = {}
    if record.path not in made:
        made[record.path] = _card(site, record)
    found: Card = made[record.path]
    return found


def _card(site: Site, record: ArticleRecord) -> Card:
    subjects = relations(site).subjects
    return Card(
        record.title,
        record.question,
        record.address,
        record.status.replace(" ", "-"),
        _STATUS[record.status],
        record.audience,
        ", ".join(AUDIENCES[name] for name in record.audience).capitalize(),
        tuple(subjects[name].slug for name in names(record)),
        day(record.updated),
        record.updated.isoformat() if record.updated else "",
        len(record.claims),
        len(record.keys),
    )


def cards(site: Site, records: Sequence[ArticleRecord], *, without: str = "") -> Cards:
    """Return a list of cards with its filters; the subject with the slug `without` is no choice in them."""
    made = tuple(card(site, record) for record in records)
    statuses = Counter(item.status for item in made)
    audiences = Counter(name for item in made for name in item.audience)
    return Cards(
        made,
        tuple(Option(name.replace(" ", "-"), words, statuses[name.replace(" ", "-")]) for name, words in STEPS),
        tuple(Option(name, words, audiences[name]) for name, words in AUDIENCES.items()),
        tuple(_topics(site, records, without)),
    )


def _topics(site: Site, records: Iterable[ArticleRecord], without: str) -> Iterator[Option]:
    counts = Counter(name for record in records for name in names(record))
    subjects = relations(site).subjects
    for name in sorted(counts):
        if subjects[name].slug != without:
            yield Option(subjects[name].slug, subjects[name].title, counts[name])


def pages(site: Site, path: str, total: int, size: int = PER_PAGE) -> Iterator[tuple[str, slice, Pager]]:
    """Yield path, share and pager of each page of a list; `path` is that of its first page, `topics/x.md`."""
    count = max(1, -(-total // size))
    paths = [_numbered(path, number) for number in range(1, count + 1)]
    for number, own in enumerate(paths, start=1):
        before = site.address(paths[number - 2]) if number > 1 else ""
        after = site.address(paths[number]) if number < count else ""
        share = slice((number - 1) * size, number * size)
        yield own, share, Pager(number, count, total, before, after)


def _numbered(path: str, number: int) -> str:
    stem = path.removesuffix(".md").removesuffix("/index")
    return path if number == 1 else f"{stem}/page-{number}.md"
