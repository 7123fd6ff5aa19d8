"""Home, topics, evidence, status and the page for lost addresses in a real browser."""

from __future__ import annotations

import functools
import http.server
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests import builds
    from tests.conftest import QuietHandler
else:
    import builds
    from conftest import QuietHandler

PHONE, DESK = (360, 780), (1280, 900)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
PAGES = ["", "topics/", "topics/flumazenil/", "questions/", "editorial/status/", "evidence/", "evidence/coffey-2002/"]
PAGES += ["request/", "404.html"]
NAMES = [path.strip("/").replace("/", "-") or "home" for path in PAGES]
MEMBER = """\
---
handle: ab
name: A. B.
credentials: PharmD
interests: none
roles: [reviewer]
active:
  from: 2026-01-01
---
"""
SHOWN = "#cg-list > :not([hidden])"


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site; at the end, hold that nothing went wrong."""
    contexts, errors = [], []

    def opened(path: str, size: tuple[int, int] = DESK, url: str = site_url, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_nothing_scrolls_sideways(open_page: Callable[..., Page], path: str) -> None:
    """From 320 to 1600 pixels no page of lists is wider than the window."""
    page = open_page(path)
    for width in (320, 480, 719, 720, 899, 960, 1219, 1220, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) == 0, width


def test_search_comes_first(open_page: Callable[..., Page]) -> None:
    """On a phone the search field stands on the first screen, and leads to the page of results with the words."""
    page = open_page("", PHONE)
    field = page.locator("#cg-home-search")
    place = field.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] < PHONE[1]
    field.fill("flumazenil dose")
    field.press("Enter")
    page.wait_for_url("**/search/?q=flumazenil+dose*")


@pytest.mark.parametrize("path", ["", "topics/flumazenil/", "topics/", "evidence/"])
def test_all_is_there_without_scripts(open_page: Callable[..., Page], path: str) -> None:
    """Without JavaScript every entry is shown with its status in words, and filters that could do nothing are not."""
    page = open_page(path, PHONE, java_script_enabled=False)
    items = page.locator("#cg-list > *")
    assert items.count() > 1
    assert all(item.is_visible() for item in items.all())
    assert page.locator("[data-cg-filters]").is_hidden()
    if path in ("", "topics/flumazenil/"):
        assert page.locator(".cg-item .cg-status").count() == items.count()
        assert {node.inner_text() for node in page.locator(".cg-status").all()} == {"Submitted, not reviewed"}


def test_filters_work_by_keyboard_and_stand_in_the_address(open_page: Callable[..., Page]) -> None:
    """Tab and space choose a filter; the count is announced; the address repeats the choice; Clear takes it back."""
    page = open_page("")
    count, whole = page.locator("[data-cg-count]"), page.locator("#cg-list > *").count()
    assert count.get_attribute("role") == "status"
    page.locator("#cg-list-topic").focus()
    page.keyboard.type("Flum")
    page.wait_for_function("document.querySelectorAll('#cg-list > [hidden]').length > 0")
    shown = page.locator(SHOWN).count()
    assert count.inner_text() == f"{shown} of {whole} articles"
    assert parse_qs(urlsplit(page.url).query) == {"topic": ["flumazenil"]}
    titles = page.locator(SHOWN).all_inner_texts()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "reset"
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('{SHOWN}').length === {whole}")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert urlsplit(page.url).query == ""
    page.keyboard.press("Space")
    page.wait_for_url("**/?status=submitted")
    page.goto(f"{page.url.partition('?')[0]}?topic=flumazenil&other=kept")
    assert page.locator(SHOWN).all_inner_texts() == titles
    assert page.locator("#cg-list-topic").input_value() == "flumazenil"
    assert "other=kept" in page.url


def test_words_find_topics_and_sources(open_page: Callable[..., Page]) -> None:
    """Typing narrows topics and sources, whatever the case; nothing found is said in words."""
    page = open_page("topics/")
    field, empty = page.locator("#cg-list-words"), page.locator("[data-cg-empty]")
    field.press_sequentially("KIDNEY")
    page.wait_for_url("**words=KIDNEY")
    assert [node.inner_text().split() for node in page.locator(".cg-topic:visible").all()] == [
        ["Kidney", "disease", "5", "articles"]
    ]
    assert page.locator("h2#drugs").is_hidden()
    field.fill("xyzzy")
    empty.wait_for()
    page = open_page("evidence/?type=drug-label")
    rows = page.locator(SHOWN)
    assert 5 < rows.count() < page.locator("#cg-list > *").count()
    assert {row.locator("td").first.inner_text() for row in rows.all()} == {"Drug label"}


def test_columns_sort(open_page: Callable[..., Page]) -> None:
    """The head of a column sorts by it, numbers by size and the greatest first, and says so to assistive software."""
    page = open_page("evidence/")
    head = page.locator("thead th", has_text="Claims")
    numbers = page.locator("td[data-label=Claims]")
    for direction in ("descending", "ascending"):
        head.locator("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == direction
        found = [int(text) for text in numbers.all_inner_texts()]
        assert found == sorted(found, reverse=direction == "descending")
    assert page.locator("[aria-sort]").count() == 1


@pytest.mark.parametrize("path", ["flumazenil/dosing-in-adults.html", "a/b/c/%46lumazenil_dosing-in/adults/"])
def test_lost_address_becomes_a_search(open_page: Callable[..., Page], site: Path, site_url: str, path: str) -> None:
    """The page for a lost address searches for the words of the address, and its links lead home from any depth."""
    page = open_page("404.html")
    html = (site / "404.html").read_text(encoding="utf-8")
    page.route(f"{site_url}{path}", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(site_url + path)
    field = page.locator("#cg-lost-search")
    assert field.input_value().lower().removeprefix("b ").split() == ["flumazenil", "dosing", "in", "adults"]
    assert page.evaluate("getComputedStyle(document.querySelector('.cg-hero')).paddingTop") != "0px"
    ways = [link.evaluate("node => node.href") for link in page.locator(".cg-lost__ways a").all()]
    assert ways == [site_url + way for way in ("", "questions/", "topics/", "evidence/")]
    field.press("Enter")
    page.wait_for_url("**/search/?q=*lumazenil+dosing+in+adults*")


def test_reference_leads_to_all_claims_of_its_source(open_page: Callable[..., Page]) -> None:
    """From a reference one link leads to the source's page, and from a claim there one leads back to its words."""
    page = open_page("articles/flumazenil-routes/")
    link = page.locator(".cg-reference__claims").first
    said = link.inner_text()
    link.click()
    page.wait_for_url("**/evidence/**")
    items = page.locator(".cg-claims > li")
    assert said.startswith(f"All {items.count()} claims")
    text = items.first.locator(".cg-claims__text").inner_text()
    items.first.locator("a").click()
    page.wait_for_url("**/articles/**#c-*")
    claim = page.locator(":target")
    assert " ".join(text.split())[:20] in " ".join(claim.inner_text().split())


@pytest.fixture
def varied(tmp_path: Path) -> Iterator[str]:
    """Serve the project with articles under review, for students, corrected and overdue, and one that it excludes."""
    project = builds.copy_project(tmp_path / "project")
    articles = project / "docs" / "articles"
    builds.edit(articles / "flumazenil-dosing.md", "status: submitted", "status: under review\nreviewers: [ab]")
    (project / "docs" / "editorial" / "board" / "ab.md").write_text(MEMBER, encoding="utf-8")
    builds.edit(articles / "flumazenil-routes.md", "audience: [professional, patient]", "audience: [student]")
    note = "ai: generated\nchanges: ['2026-11-23: the route was wrong & is not']\nnext_review: 2026-11-24"
    builds.edit(articles / "baclofen-withdrawal.md", "ai: generated", note)
    builds.edit(
        project / "mkdocs.yml", "docs_dir: docs", "docs_dir: docs\nrepo_url: https://github.com/example/widgets"
    )
    draft = "exclude_docs: |\n  fenofibrate-renal-impairment.md\n"
    builds.edit(project / "mkdocs.yml", "exclude_docs: |\n", draft)
    folder = builds.build_well(project, SOURCE_DATE_EPOCH=builds.EPOCH)
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_statuses_audiences_corrections_and_requests(open_page: Callable[..., Page], varied: str) -> None:
    """Filters tell statuses and audiences apart; corrections and overdue reviews are told; requests are prefilled."""
    page = open_page("?status=under-review", url=varied)
    assert page.locator(SHOWN).count() == 1
    assert page.locator(f"{SHOWN} .cg-status").inner_text() == "Under review, not approved"
    page.goto(f"{varied}?audience=student&audience=patient")
    assert page.locator(SHOWN).count() == page.locator("#cg-list > *").count()
    page.goto(f"{varied}?audience=student&status=under-review")
    assert page.locator(SHOWN).count() == 0
    assert page.locator("[data-cg-empty]").is_visible()
    assert page.locator(".cg-news__note").inner_text() == "the route was wrong & is not"
    assert page.locator("a[href*=fenofibrate]").all() == []
    asked = "https://github.com/example/widgets/issues/new?template=4-request.yml"
    assert page.locator("article [data-cg-request]").first.get_attribute("href") == asked
    page.goto(f"{varied}topics/flumazenil/")
    assert (
        page.locator("article [data-cg-request]").first.get_attribute("href")
        == f"{asked}&title=Request%3A%20Flumazenil"
    )
    page.goto(f"{varied}editorial/status/")
    assert page.locator("#overdue ~ table tbody tr").all_inner_texts() == [
        "How is baclofen withdrawal, oral or intrathecal, prevented, recognised and treated?\t24 November 2026\t7"
    ]
    figure = page.locator(".cg-figure", has=page.locator("#status"))
    assert figure.locator("tbody td").all_inner_texts() == ["9", "1", "0"]
    assert figure.locator(".cg-chart__number").all_text_contents() == ["9", "1", "0"]
