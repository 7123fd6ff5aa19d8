"""The search in a real browser: found by keys alone, with its filters and marks, on its page, without scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none
from citegate.stems import stems
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PHONE, DESK = (360, 780), (1280, 900)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
LOOKS = [(PHONE, "dark"), (DESK, "light"), (PHONE, "light"), (DESK, "dark")]
POSTED = 300_000


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site; at the end, hold that nothing went wrong and nobody else was asked for anything."""
    contexts, errors, foreign = [], [], []

    def opened(path: str, size: tuple[int, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(site_url) else foreign.append(request.url))
        page.goto(site_url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
    assert foreign == []


def search(page: Page, words: str, key: str = "/") -> None:
    """Open the dialog by a key, type, and wait until results are told."""
    page.keyboard.press(key)
    page.locator("dialog[open] .cg-panel__field").wait_for()
    page.keyboard.insert_text(words)
    expect(page.locator("dialog[open] .cg-panel__count")).to_have_text(re.compile("found|shown"))


def focused(page: Page) -> str:
    """Return the text of what has the focus."""
    return str(
        page.evaluate("document.activeElement.textContent.trim() || document.activeElement.getAttribute('aria-label')")
    )


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_keys_alone_lead_to_a_claim(open_page: Callable[..., Page], key: str) -> None:
    """A key opens the dialog, arrows reach a claim, Enter goes to its anchor."""
    page = open_page("")
    search(page, "baclofen dialysis", key)
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    target = page.evaluate("document.activeElement.hash")
    assert target.startswith("#c-")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Search"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{target}")
    assert page.locator(target).count() == 1
    assert not page.evaluate("Boolean(document.querySelector('dialog[open]'))")


def test_enter_opens_the_first_result(open_page: Callable[..., Page]) -> None:
    """Whoever types and presses Enter lands on the best article."""
    page = open_page("")
    search(page, "flumazenil versus baclofen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/flumazenil-versus-baclofen/")


def test_dialog_holds_the_focus_and_gives_it_back(open_page: Callable[..., Page]) -> None:
    """Tab never reaches the page behind the dialog; Escape closes it and the button has the focus again."""
    page = open_page("")
    button = page.get_by_role("button", name="Search", exact=True).first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_role("searchbox", name="Search").wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        outside = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        assert not page.evaluate(outside)
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert button.evaluate("node => node === document.activeElement")


def test_keys_of_the_search_can_be_typed(open_page: Callable[..., Page]) -> None:
    """In a field a slash, an s and an f are letters, and modified keys are left to the browser."""
    page = open_page("articles/flumazenil-dosing/")
    page.locator("#follow-up-question").fill("")
    page.locator("#follow-up-question").press_sequentially("s/f")
    assert page.locator("#follow-up-question").input_value() == "s/f"
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("flumazenl dosing", "flumazenil-dosing"),
        ("fenofibrat", "fenofibrate-renal-impairment"),
        ("kids with earache", "hand-foot-mouth-disease-otitis-media"),
        ("Ozempic loose stools", "glp1-sglt2-insulin-dizziness-diarrhoea"),
    ],
)
def test_slips_beginnings_and_lay_words_are_understood(
    open_page: Callable[..., Page], typed: str, article: str
) -> None:
    """A slip of the pen, the beginning of a word, a reader's word and a brand lead to the article."""
    page = open_page("search/")
    page.locator("#cg-page-search").fill(typed)
    first = page.locator(".cg-hit__title").first
    first.wait_for()
    assert f"/articles/{article}/" in (first.get_attribute("href") or "")


def test_results_are_marked_and_say_their_status(open_page: Callable[..., Page]) -> None:
    """Each article says that it was not reviewed, words asked for are marked, the count is told."""
    page = open_page("search/?q=flumazenil%20seizures")
    page.locator(".cg-hit").first.wait_for()
    articles = page.locator(".cg-hit", has=page.locator('a[href*="/articles/"]'))
    assert articles.count() > 0
    assert all("not reviewed" in item.locator(".cg-badge").inner_text() for item in articles.all())
    marks = {text.casefold() for text in page.locator(".cg-hit mark").all_inner_texts()}
    assert "flumazenil" in marks
    assert marks & {"seizures", "convulsions", "fits"}
    assert page.locator(".cg-panel__count").get_attribute("role") == "status"
    assert "found" in page.locator(".cg-panel__count").inner_text()


def test_address_keeps_question_and_filters(open_page: Callable[..., Page], site_url: str) -> None:
    """What was asked can be shared: the address holds it, and opening it finds the same."""
    page = open_page("search/")
    page.locator("#cg-page-search").fill("baclofen")
    page.locator(".cg-hit").first.wait_for()
    page.get_by_label("Written for").select_option("patient")
    page.wait_for_url("**?q=baclofen&audience=patient")
    names = page.locator(".cg-hit__name").all_inner_texts()
    page.goto(page.url)
    page.locator(".cg-hit").first.wait_for()
    assert page.locator(".cg-hit__name").all_inner_texts() == names
    assert page.get_by_label("Written for").input_value() == "patient"


def test_nothing_found_leads_to_a_request(open_page: Callable[..., Page]) -> None:
    """Where no page has the words, readers are told how to ask for an article."""
    page = open_page("search/?q=qwzxvkj")
    page.get_by_text("Nothing was found").wait_for()
    assert "/request/" in (page.get_by_role("link", name="request an article").get_attribute("href") or "")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing(open_page: Callable[..., Page], size: tuple[int, int], scheme: str) -> None:
    """axe-core finds no violation in the open dialog with results, nor on the page; nothing scrolls sideways."""
    page = open_page("search/?q=baclofen", size, color_scheme=scheme, reduced_motion="reduce")
    page.locator(".cg-hit").first.wait_for()
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate(SIDEWAYS) == 0
    page = open_page("", size, color_scheme=scheme)
    search(page, "dialysis")
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate(SIDEWAYS) == 0


def test_without_scripts_the_page_says_how(open_page: Callable[..., Page]) -> None:
    """Without JavaScript the button leads to a page that says where else to look."""
    page = open_page("", java_script_enabled=False)
    page.locator(".cg-find__button").click()
    page.wait_for_url("**/search/?")
    assert page.get_by_role("link", name="all questions").is_visible()


def test_a_question_moves_little(open_page: Callable[..., Page]) -> None:
    """Opening the search and asking moves less than 300 kB, before compression, and nothing before it is opened."""
    page = open_page("")
    moved: list[int] = []
    early = page.evaluate(
        "performance.getEntriesByType('resource').filter(r => /search\\/(start|words|texts)/.test(r.name)).length"
    )
    page.on("response", lambda response: moved.append(len(response.body())) if response.ok else None)
    search(page, "baclofen in kidney failure")
    page.wait_for_load_state("networkidle")
    assert early == 0
    assert 0 < sum(moved) < POSTED


def test_browser_and_build_read_words_alike(open_page: Callable[..., Page], site: Path) -> None:
    """Every text of the index has the same stems in the browser as in the build."""
    texts = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "search" / "texts").glob("*.json")]
    told = sorted({claim[1] for text in texts for claim in text["claims"]})
    page = open_page("search/")
    read = page.evaluate(
        """async texts => {
          const { opened } = await import(new URL('../assets/javascripts/citegate/panel.js', location.href).href);
          const { index } = await opened(new URL('../', location.href).href);
          return texts.map(index.stems);
        }""",
        told,
    )
    assert len(told) > 500
    assert [text for text, found in zip(told, read, strict=True) if found != stems(text)] == []
