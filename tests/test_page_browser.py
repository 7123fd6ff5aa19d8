"""The article's page in a real browser: what readers see, reach by keyboard, hear, and whom their browser talks to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests import builds
else:
    import builds

PHONE, DESK, SMALLEST = (360, 780), (1280, 900), (320, 640)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site; at the end, hold that nothing went wrong and nobody else was asked for anything."""
    contexts, errors, foreign = [], [], []

    def opened(path: str, size: tuple[int, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(site_url) else foreign.append(request.url))
        page.goto(site_url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
    assert [url for url in foreign if not url.startswith(("data:", "blob:"))] == []


def box(locator: Locator) -> dict[str, float]:
    """Return where an element stands in the window."""
    found = locator.bounding_box()
    assert found is not None, "the element is not shown"
    x, y, width, height = found["x"], found["y"], found["width"], found["height"]
    return {"x": x, "y": y, "bottom": y + height, "right": x + width}


def inside(card: dict[str, float], size: tuple[int, int]) -> bool:
    """Return whether a box lies within the window."""
    return card["x"] >= 0 and card["y"] >= 0 and card["right"] <= size[0] and card["bottom"] <= size[1]


def fits(card: dict[str, float], size: tuple[int, int]) -> bool:
    """Return whether a card lies within the window: on the smallest phone it may reach below, never past an edge."""
    return inside(card, size) if size != SMALLEST else card["x"] >= 0 and card["right"] <= size[0] and card["y"] >= 0


def reference_of(page: Page, marker: Locator) -> str:
    """Return the text of the reference that a marker leads to."""
    target = marker.get_attribute("href")
    return page.locator(f"{target} .cg-reference__text").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK, SMALLEST], ids=["phone", "desk", "smallest"])
def test_trust_comes_before_text(open_page: Callable[..., Page], size: tuple[int, int], scheme: str) -> None:
    """In every size and scheme status and notice are seen above the first claim, and nothing scrolls sideways."""
    page = open_page(f"{builds.ARTICLE}/", size, color_scheme=scheme)
    title, steps = page.locator("h1"), page.locator(".cg-steps")
    notice, claim = page.locator('[data-notice="pending-review"]'), page.locator(".cg-claim").first
    assert notice.is_visible()
    assert "Exercise caution: this article is pending human review" in notice.inner_text()
    tops = [box(part)["y"] for part in (title, steps, notice, claim)]
    assert tops == sorted(tops)
    assert box(notice)["bottom"] <= box(claim)["y"]
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(
        "[...document.querySelectorAll('article *')].every(e => e.getBoundingClientRect().right <= innerWidth + 1)"
    )


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pending_notice_is_on_the_first_screen(open_page: Callable[..., Page], size: tuple[int, int]) -> None:
    """Whoever opens the page sees the pending notice whole without scrolling."""
    page = open_page(f"{builds.ARTICLE}/", size)
    assert inside(box(page.locator('[data-notice="pending-review"]')), size)


def test_axe_finds_nothing_in_the_card(open_page: Callable[..., Page]) -> None:
    """The page is as accessible with a reference's card open."""
    page = open_page(f"{builds.ARTICLE}/")
    page.locator("a.cg-ref").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.locator(".cg-card").wait_for()
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK], ids=["smallest", "phone", "desk"])
def test_hover_shows_the_reference(open_page: Callable[..., Page], size: tuple[int, int]) -> None:
    """Pointing at a marker shows its reference in the window, not over its own claim; leaving hides it."""
    page = open_page(f"{builds.ARTICLE}/", size)
    for number in (0, 9):
        marker = page.locator("a.cg-ref").nth(number)
        marker.evaluate("node => node.scrollIntoView({block: 'center'})")
        marker.hover()
        card = page.locator(".cg-card")
        card.wait_for()
        assert reference_of(page, marker) in card.inner_text()
        place, claim = box(card), box(marker.locator("xpath=ancestor::*[contains(@class, 'cg-claim')]"))
        assert fits(place, size)
        assert place["y"] >= claim["bottom"] or place["bottom"] <= claim["y"]
        page.mouse.move(1, 1)
        card.wait_for(state="detached")


@pytest.mark.parametrize("size", [SMALLEST, DESK], ids=["smallest", "desk"])
def test_keyboard_shows_and_escape_hides_the_reference(open_page: Callable[..., Page], size: tuple[int, int]) -> None:
    """Tab reaches a marker and shows its card; the links in it come next; Escape closes it and keeps the place."""
    page = open_page(f"{builds.ARTICLE}/", size)
    marker = page.locator("a.cg-ref").first
    page.locator(".cg-audience input").last.focus()
    for _ in range(9):  # the abbreviations before it are stops too
        page.keyboard.press("Tab")
        if marker.evaluate("node => node === document.activeElement"):
            break
    card = page.locator(".cg-card")
    card.wait_for()
    assert page.evaluate("document.activeElement.id") == marker.get_attribute("id")
    assert reference_of(page, marker) in card.inner_text()
    assert fits(box(card), size)
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.cg-card'))")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == marker.get_attribute("id")


def test_marker_leads_to_the_reference_and_back(open_page: Callable[..., Page]) -> None:
    """A click on a marker goes to its reference; the way back there returns to the very same marker."""
    page = open_page(f"{builds.ARTICLE}/")
    marker = page.locator("a.cg-ref").nth(5)
    name, target = marker.get_attribute("id"), marker.get_attribute("href") or ""
    marker.click()
    page.wait_for_url(f"**{target}")
    item = page.locator(target)
    page.wait_for_function("s => document.querySelector(s).getBoundingClientRect().top < innerHeight", arg=target)
    header = box(page.locator(".md-header"))
    assert header["bottom"] <= box(item)["y"] < DESK[1]
    item.locator(f'a[href="#{name}"]').click()
    page.wait_for_url(f"**#{name}")
    page.wait_for_function("s => document.getElementById(s).getBoundingClientRect().top > 0", arg=name)
    assert header["bottom"] <= box(marker)["y"] < DESK[1]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_all_is_there_without_scripts(open_page: Callable[..., Page], size: tuple[int, int]) -> None:
    """Without JavaScript the notices, claims, markers and references are shown, and markers lead to references."""
    page = open_page(f"{builds.ARTICLE}/", size, java_script_enabled=False)
    for selector in (
        ".cg-question",
        "h1",
        ".cg-steps",
        "[data-notice]",
        ".cg-head > .cg-meta",
        ".cg-cite",
        ".cg-reference",
    ):
        found = page.locator(selector)
        assert found.count() > 0
        assert all(part.is_visible() for part in found.all()[:30])
    marker = page.locator("a.cg-ref").first
    marker.click()
    assert page.url.endswith(marker.get_attribute("href") or "-")
    assert box(page.locator(marker.get_attribute("href") or "-"))["y"] < size[1]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_search_finds_the_article(open_page: Callable[..., Page], size: tuple[int, int]) -> None:
    """Typing a drug's name into the search, which the slash key opens, brings the article."""
    page = open_page("", size)
    page.keyboard.press("/")
    page.locator("dialog[open] input").press_sequentially("flumazenil versus baclofen")
    result = page.locator(".cg-hit__title", has_text="Flumazenil versus baclofen").first
    result.wait_for()
    assert "Flumazenil versus baclofen" in result.inner_text()
    result.click()
    page.wait_for_url(f"**/{builds.ARTICLE}/**")


def test_dark_and_light_differ(open_page: Callable[..., Page]) -> None:
    """The page follows the system's scheme: dark ink on light, light ink on dark."""
    colour = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
    light, dark = (
        open_page(f"{builds.ARTICLE}/", color_scheme=scheme).evaluate(colour) for scheme in ("light", "dark")
    )
    assert light > 700
    assert dark < 150
