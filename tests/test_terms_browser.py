"""Abbreviations that explain themselves, in a real browser: by pointer, keyboard and touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ARTICLE = "articles/secondary-prevention-diabetes-kidney-heart-failure/"
PHONE, DESK, SMALLEST = (360, 780), (1280, 900), (320, 640)
TERM, TIP = "abbr[data-meaning]", ".cg-term"


@pytest.fixture
def visit(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Open the article; at the end, hold that no script failed."""
    contexts, errors = [], []

    def visited(size: tuple[int, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site_url + ARTICLE)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("size", [SMALLEST, DESK], ids=["smallest", "desk"])
def test_pointing_at_a_term_explains_it(visit: Callable[..., Page], size: tuple[int, int]) -> None:
    """The meaning appears within the window, stays while the pointer is over it, and goes when it leaves."""
    page = visit(size)
    terms, tip = page.locator(f".md-content {TERM}"), page.locator(TIP)
    for number in (0, 3, terms.count() - 1):
        term = terms.nth(number)
        term.evaluate("node => node.scrollIntoView({block: 'center'})")
        term.hover()
        tip.wait_for()
        assert (term.get_attribute("data-meaning") or "-") in tip.inner_text()
        box = tip.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert 0 <= box["y"] < box["y"] + box["height"] <= size[1]
        tip.hover()
        page.wait_for_timeout(400)
        assert tip.is_visible()
        page.mouse.move(1, 1)
        tip.wait_for(state="detached")


def test_keyboard_reaches_a_term_and_escape_closes(visit: Callable[..., Page]) -> None:
    """Tab explains a term, the next Tab reaches the glossary's link, Escape closes and keeps the place."""
    page = visit()
    page.locator(".cg-audience input").last.focus()
    while page.evaluate("!document.activeElement.matches('abbr')"):
        page.keyboard.press("Tab")
    tip, term = page.locator(TIP), page.locator("abbr:focus")
    assert tip.is_visible()
    assert page.locator(f"#{term.get_attribute('aria-describedby')}").inner_text() == term.get_attribute("data-meaning")
    page.keyboard.press("Tab")
    assert (page.locator("a:focus").get_attribute("href") or "").endswith("/editorial/glossary/")
    assert tip.is_visible()
    page.keyboard.press("Escape")
    tip.wait_for(state="detached")
    assert page.locator("abbr:focus").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    tip.wait_for()
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    page.keyboard.press("Escape")
    tip.wait_for(state="detached")


def test_a_tap_opens_and_the_next_closes(visit: Callable[..., Page]) -> None:
    """On a touched screen a tap explains a term; a second tap, or one elsewhere, closes it."""
    page = visit(PHONE, has_touch=True, is_mobile=True)
    terms, tip = page.locator(f".md-content p {TERM}, .md-content li {TERM}"), page.locator(TIP)
    terms.first.evaluate("node => node.scrollIntoView({block: 'center'})")
    terms.first.tap()
    tip.wait_for()
    terms.first.tap()
    tip.wait_for(state="detached")
    terms.first.tap()
    tip.wait_for()
    page.locator("h1").dispatch_event("click")
    tip.wait_for(state="detached")


def test_title_stays_where_no_script_runs(visit: Callable[..., Page]) -> None:
    """Without JavaScript the title explains; with it no title is left, so that nothing is said twice."""
    plain, scripted = visit(java_script_enabled=False), visit()
    assert plain.locator(".md-content abbr[title]").count() > 20
    assert scripted.locator(".md-content abbr[title]").count() == 0
    assert scripted.locator(f".md-content {TERM}").count() == plain.locator(".md-content abbr[title]").count()
