"""Lists of articles and sources: home, topics, the status page with its charts, and the evidence turned round."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from citegate.catalogue import Catalogue
from citegate.charts import bars
from citegate.project import Project
from citegate.relating import MOST
from citegate.site.cards import pages
from citegate.site.makers import editors, evidence, home, listings
from citegate.site.site import Site
from selectolax.lexbor import LexborHTMLParser, LexborNode

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from citegate.catalogue import ArticleRecord

    from tests.records import DAY, record
else:
    from records import DAY, record

SVG = "{http://www.w3.org/2000/svg}"


def text(node: LexborNode | LexborHTMLParser, selector: str) -> str:
    """Return the text of the first element that a selector finds below a node."""
    found = node.css_first(selector)
    assert found is not None, selector
    return found.text()


def target(node: LexborNode, selector: str = "a") -> str:
    """Return where the first link that a selector finds leads."""
    found = node.css_first(selector)
    assert found is not None, selector
    return found.attributes["href"] or ""


def site_of(root: Path, *records: ArticleRecord) -> Site:
    """Return a site of articles that stand on no disk."""
    site = Site(Project(root), {}, {}, "Widgets", "", "")
    site.__dict__["catalogue"] = Catalogue({one.path: one for one in records}, {})
    return site


@pytest.mark.parametrize("rows", [[("None", 0)], [("A <b>", 1234), ("B & c", 7), ("C", 0)]])
def test_chart_says_what_its_rows_say(rows: list[tuple[str, int]]) -> None:
    """The numbers and labels of a chart are its rows, bars are as long as they say, and it holds no script or style."""
    svg = bars("x", "Widgets & more", rows)
    assert svg == bars("x", "Widgets & more", rows)
    root = ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own
    labels = {e.text for e in root.iter(f"{SVG}text") if e.get("class") is None}
    numbers = [e.text for e in root.iter(f"{SVG}text") if e.get("class") == "cg-chart__number"]
    assert labels == {label for label, _ in rows}
    assert numbers == [f"{number:,}" for _, number in rows]
    widths = sorted(float(e.get("width", "0")) for e in root.iter(f"{SVG}rect"))
    most, longest = max(number for _, number in rows) or 1, widths[-1]
    assert widths == pytest.approx(sorted(longest * number / most for _, number in rows), abs=0.2)
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert not {e.tag for e in root.iter()} & {f"{SVG}script", f"{SVG}style"}
    assert not [e for e in root.iter() if {"style", "fill", "stroke"} & set(e.attrib)]


def test_no_rows_make_no_chart() -> None:
    """A chart of nothing is nothing."""
    assert bars("x", "Widgets", []) == ""


def test_news_are_true_and_recent() -> None:
    """New, corrected and approved articles of the last 90 days are told with their days; empty groups are not."""
    old = DAY - dt.timedelta(days=91)
    listed = [
        record("old", created=old, updated=DAY, changes=("2026-11-20: the weight was wrong", "2025-01-01: long ago")),
        record("new", created=DAY),
        record("tomorrow", created=DAY + dt.timedelta(days=1)),
        record("ok", created=old, status="approved", updated=DAY),
    ]
    approved = {"articles/ok.md": DAY - dt.timedelta(days=2)}
    groups = home.groups(listed, DAY, approved)
    found = {group.name: [(n.heading, n.date, n.note) for n in group.news] for group in groups}
    assert found == {
        "New articles": [("What is new?", "23 November 2026", "")],
        "Corrections": [("What is old?", "20 November 2026", "the weight was wrong")],
        "Approved articles": [("What is ok?", "21 November 2026", "")],
    }
    assert list(home.groups([record("x", created=old)], DAY)) == []


def test_home_stays_light_and_no_article_is_lost(root: Path) -> None:
    """With 1,234 articles the first page shows the newest 48; the pages of all questions and of a topic show all."""
    many = [record(f"w{n:04}", tags=["wear"], updated=DAY - dt.timedelta(days=n)) for n in range(1234)]
    site = site_of(root, *many)
    facts: Any = next(iter(home.make(site))).facts
    assert [card.title for card in facts.listed.cards] == [f"W{n:04}" for n in range(48)]
    made = {one.path: one for one in listings.make(site)}
    for first in ("questions/index.md", "topics/wear.md"):
        stem = first.removesuffix(".md").removesuffix("/index")
        paths = [first, *(f"{stem}/page-{n}.md" for n in range(2, 14))]
        listed: list[Any] = [made[path].facts for path in paths]
        assert [card.title for page in listed for card in page.listed.cards] == [f"W{n:04}" for n in range(1234)]
        assert max(len(page.listed.cards) for page in listed) == 100
        chain = [page.pager.next for page in listed]
        assert chain == [*(site.address(path) for path in paths[1:]), ""]


def test_pages_of_nothing_are_one_page(root: Path) -> None:
    """A list of nothing has one page, and a full one no empty page after it."""
    site = site_of(root)
    assert [pager.count for _, _, pager in pages(site, "questions/index.md", 0)] == [1]
    assert [pager.count for _, _, pager in pages(site, "questions/index.md", 100)] == [1]


def test_overdue_reviews_come_longest_first() -> None:
    """A review is overdue from the day after it was due; without a date it is never overdue."""
    listed = [
        record("due", next_review=DAY),
        record("late", next_review=DAY - dt.timedelta(days=1)),
        record("later", next_review=DAY - dt.timedelta(days=40)),
        record("undated"),
    ]
    assert [(one.heading, one.days) for one in editors.overdue(listed, DAY)] == [
        ("What is later?", 40),
        ("What is late?", 1),
    ]


def test_every_source_has_one_age() -> None:
    """Ages add up to the sources, at the edges of each group too."""
    years = ["2026", "2024", "2023", "2021", "2020", "2016", "2015", "2006", "2005", "1990", ""]
    counted = editors.ages(years, 2026)
    assert [number for _, number in counted] == [2, 2, 2, 2, 2, 1]
    assert sum(number for _, number in counted) == len(years)


@pytest.fixture(scope="module")
def real(root: Path) -> Site:
    """The judged site of this project, without MkDocs."""
    project = Project(root)
    files = list(project.pages())
    articles = {file.relative_to(project.docs).as_posix(): project.read(file) for file in files}
    from citegate.references import describe

    works = project.bibliography.works
    return Site(project, articles, {key: describe(work) for key, work in works.items()}, "Citegate", "", "")


def test_source_pages_are_complete(real: Site, site: Path) -> None:
    """Each cited source has a page with its whole reference and every claim that rests on it, word for word, and each
    link leads to that claim's place in its article."""
    ids: dict[str, set[str]] = {}
    for key, source in real.catalogue.sources.items():
        page = LexborHTMLParser(
            (site / evidence.evidence_address(real, key) / "index.html").read_text(encoding="utf-8")
        )
        shown = [
            (target(node).removeprefix("../../"), text(node, ".cg-claims__text"))
            for node in page.css(".cg-claims > li")
        ]
        assert shown == [(f"{one.address}#{claim.id}", evidence.row_said(claim.text)) for one, claim in source.uses]
        assert text(page, ".cg-source__reference") == text(LexborHTMLParser(source.reference.html), "body")
        for link, _ in shown:
            address, _, anchor = link.partition("#")
            if address not in ids:
                article = LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))
                ids[address] = {str(node.attributes["id"]) for node in article.css("[id]")}
            assert anchor in ids[address]


def test_index_lists_every_source(real: Site, site: Path) -> None:
    """The index of evidence has a row for each cited source with its number of claims, and a link to its page."""
    page = LexborHTMLParser((site / "evidence" / "index.html").read_text(encoding="utf-8"))
    rows = {
        f"evidence/{target(row, 'th a')}": int(text(row, "td[data-label=Claims]")) for row in page.css("#cg-list > tr")
    }
    sources = real.catalogue.sources
    assert rows == {evidence.evidence_address(real, key): len(source.uses) for key, source in sources.items()}


def test_status_page_charts_equal_their_tables(site: Path) -> None:
    """Each chart of the status page says the same labels and numbers as the table beside it."""
    page = LexborHTMLParser((site / "editorial" / "status" / "index.html").read_text(encoding="utf-8"))
    figures = page.css(".cg-figure")
    assert len(figures) == 4
    for figure in figures:
        table = [(text(row, "th"), text(row, "td")) for row in figure.css("tbody > tr")]
        labels = [node.text() for node in figure.css(".axis.left text")]
        numbers = [node.text() for node in figure.css(".cg-chart__number")]
        assert list(zip(reversed(labels), numbers, strict=True)) == table
        said = "; ".join(f"{label}: {number}" for label, number in table)
        assert text(figure, "desc") == f"Bar chart. {said}."


def test_related_articles_are_questions_with_reasons(site: Path) -> None:
    """An article's page names at most five others by their question, each with a reason in words."""
    page = LexborHTMLParser((site / "articles" / "flumazenil-dosing" / "index.html").read_text(encoding="utf-8"))
    shown = [(text(n, "a"), text(n, ".cg-related__reason")) for n in page.css("#related li")]
    assert 3 <= len(shown) <= MOST
    assert all(question.endswith("?") for question, _ in shown)
    assert shown[0] == ("Is flumazenil given only intravenously?", shown[0][1])
    assert shown[0][1].startswith("named by the authors; also on flumazenil")
