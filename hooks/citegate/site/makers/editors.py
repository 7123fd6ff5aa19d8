"""The status page for editors: what waits, what is overdue, how well claims are covered, what the sources are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.article import Coverage
from citegate.charts import bars
from citegate.project import today
from citegate.site.page_facts import STEPS, day
from citegate.site.site import Made

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from citegate.catalogue import ArticleRecord, Catalogue
    from citegate.site.site import Site

PATH = "editorial/status.md"
MOST_LISTED = 100
_AGES = ((2, "0 to 2 years"), (5, "3 to 5 years"), (10, "6 to 10 years"), (20, "11 to 20 years"))
_OLDER, _UNKNOWN = "More than 20 years", "Year not known"
_COVERAGE = {
    Coverage.CITED: "Claims with a source",
    Coverage.UNCITED: "Claims without a source",
    Coverage.EXEMPT: "Text that needs none",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its table: `svg` is safe; `head` names the table's two columns; the rows are those of the chart."""

    id: str
    title: str
    svg: str
    head: tuple[str, str]
    rows: tuple[tuple[str, int], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Due:
    """An article whose review is overdue."""

    heading: str
    url: str
    date: str
    days: int


@dataclass(frozen=True, slots=True)
class EditorsFacts:
    """Everything that the status page shows; `today` is the day on which the site was built."""

    today: str
    articles: int
    claims: int
    sources: int
    figures: tuple[Figure, ...]
    overdue: tuple[Due, ...]
    overdue_total: int
    undated: int


def make(site: Site) -> Iterator[Made]:
    """Yield the page."""
    on, found = today(), site.catalogue
    due = list(overdue(found.articles.values(), on))
    facts = EditorsFacts(
        day(on),
        len(found.articles),
        sum(len(record.claims) for record in found.articles.values()),
        len(found.sources),
        tuple(figures(found, on)),
        tuple(due[:MOST_LISTED]),
        len(due),
        sum(record.next_review is None for record in found.articles.values()),
    )
    about = "Counts by review status, overdue reviews, coverage of claims, and sources by type and age."
    yield Made(PATH, "", "Status for editors", about, "status.html", facts, listed=True)


def overdue(records: Iterable[ArticleRecord], on: dt.date) -> Iterator[Due]:
    """Yield the articles whose next review was due before a day, the longest overdue first."""
    late = [(r.next_review, r.path, r) for r in records if r.next_review and r.next_review < on]
    for date, _, record in sorted(late, key=lambda item: item[:2]):
        yield Due(record.heading, record.address, day(date), (on - date).days)


def figures(found: Catalogue, on: dt.date) -> Iterator[Figure]:
    """Yield the charts of the page with their tables."""
    statuses = Counter(record.status for record in found.articles.values())
    rows = [(words, statuses[name]) for name, words in STEPS]
    yield _figure("status", "Articles by status", ("Status", "Articles"), rows)
    units = sum((Counter(record.article.claims) for record in found.articles.values()), Counter[str]())
    rows = [(words, units[coverage]) for coverage, words in _COVERAGE.items()]
    note = "Counted are sentences, table rows, headings, captions and the descriptions of pictures."
    yield _figure("coverage", "Coverage of claims", ("Text", "Pieces"), rows, note)
    kinds = Counter(source.reference.type_label for source in found.sources.values())
    rows = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    yield _figure("types", "Sources by type", ("Type", "Sources"), rows)
    years = [source.reference.year for source in found.sources.values()]
    yield _figure("ages", "Sources by age", ("Age", "Sources"), ages(years, on.year))


def ages(years: Iterable[str], now: int) -> list[tuple[str, int]]:
    """Return how many sources are how old, from the year of each; a source without one is of unknown age."""
    counts = Counter(_age(now - int(year)) if year else _UNKNOWN for year in years)
    return [(label, counts[label]) for label in (*(words for _, words in _AGES), _OLDER, _UNKNOWN)]


def _age(years: int) -> str:
    return next((label for most, label in _AGES if years <= most), _OLDER)


def _figure(name: str, title: str, head: tuple[str, str], rows: list[tuple[str, int]], note: str = "") -> Figure:
    return Figure(name, title, bars(f"chart-{name}", title, rows), head, tuple(rows), note)
