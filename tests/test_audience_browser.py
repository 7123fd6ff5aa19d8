"""What readers see once they have said who they are, in a real browser: folded, never lost, told to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ARTICLE = "articles/baclofen-withdrawal/"
PHONE, DESK, SMALLEST = (360, 780), (1280, 900), (320, 640)
AUDIENCES = ("professional", "student", "patient")
FOLDED = {"professional": ".cg-plain", "patient": ".cg-text"}
SEEN = """nodes => nodes.every(node => node.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && node.getBoundingClientRect().height > 8)"""
UNSEEN = "nodes => nodes.every(node => node.getBoundingClientRect().height === 0)"
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def visit(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page as a reader who said before who they are, or did not; at the end, hold that no script failed."""
    contexts, errors = [], []

    def visited(audience: str = "", path: str = ARTICLE, size: tuple[int, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        if audience:
            context.add_init_script(f"localStorage.setItem('citegate.audience', '{audience}')")
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site_url + path)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert errors == []


def seen(page: Page, selector: str) -> bool:
    """Return whether all elements of a selector, of which there are some, are seen."""
    assert page.locator(selector).count() > 0
    return bool(page.locator(selector).evaluate_all(SEEN))


def unseen(page: Page, selector: str) -> bool:
    """Return whether no element of a selector, of which there are some, takes any room."""
    assert page.locator(selector).count() > 0
    return bool(page.locator(selector).evaluate_all(UNSEEN))


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_folds_that_nobody_chose(visit: Callable[..., Page], script: bool) -> None:  # noqa: FBT001
    """Before a choice, and without JavaScript, both versions stand on the page under their labels."""
    page = visit(java_script_enabled=script)
    for selector in (".cg-text", ".cg-plain", "p.plain", "[data-notice]"):
        assert seen(page, selector)
    assert page.locator(".cg-audience").is_visible() is script
    assert unseen(page, ".cg-fold")
    assert page.locator(".cg-audience input:checked").count() == 0


def test_keyboard_alone_chooses_opens_and_closes(visit: Callable[..., Page]) -> None:
    """Arrow keys choose, the plain version takes the place of the text, Enter on a row brings the text back."""
    page = visit()
    page.locator(".cg-audience input").first.focus()
    page.keyboard.press("Space")
    assert unseen(page, ".cg-plain")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("html").get_attribute("data-audience") == "patient"
    assert unseen(page, ".cg-text")
    assert seen(page, ".cg-plain")
    assert seen(page, "[data-notice]")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.cg-audience__all')")
    while page.evaluate("!document.activeElement.matches('.cg-fold')"):
        page.keyboard.press("Tab")
    focused = page.locator(".cg-fold:focus")
    assert focused.get_attribute("aria-expanded") == "false"
    first = f"#{(focused.get_attribute('aria-controls') or '').split()[0]}"
    page.keyboard.press("Enter")
    assert focused.get_attribute("aria-expanded") == "true"
    assert seen(page, first)
    page.keyboard.press("Space")
    assert unseen(page, first)


def test_one_button_shows_all_and_folds_again(visit: Callable[..., Page]) -> None:
    """The switch for the whole page opens every fold, says then that it folds, and does."""
    page = visit("patient")
    switch = page.locator(".cg-audience__all")
    switch.click()
    assert seen(page, ".cg-text")
    assert switch.inner_text() == "Fold it again"
    switch.click()
    assert unseen(page, ".cg-text")


@pytest.mark.parametrize("audience", ["professional", "patient"])
def test_choice_is_kept_and_nothing_flashes(visit: Callable[..., Page], site_url: str, audience: str) -> None:
    """A choice outlives the page; the mark and the stylesheet alone fold before the page's own script has run."""
    page = visit()
    page.locator(f".cg-audience input[value={audience}]").check(force=True)
    page.route("**/citegate/audience.js", lambda route: route.abort())
    page.reload()
    assert page.locator("html").get_attribute("data-folds") is None
    assert unseen(page, FOLDED[audience])
    page.unroute("**/citegate/audience.js")
    page.add_init_script(
        """window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {
        window.moved += entry.sources.some(source => source.node && source.node.parentElement
            && source.node.parentElement.closest('article')) ? entry.value : 0; }))
        .observe({type: 'layout-shift', buffered: true})"""
    )
    page.reload()
    assert page.locator(f".cg-audience input[value={audience}]").is_checked()
    assert unseen(page, FOLDED[audience])
    assert page.evaluate("window.moved") < 0.01
    early = page.locator('head script[src$="audience-early.js"]')
    assert early.evaluate("node => !node.defer && !node.async")


def test_choice_is_told_to_nobody(visit: Callable[..., Page]) -> None:
    """Choosing sends no request and sets no cookie; it leaves one word in the browser's own storage."""
    page = visit()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for audience in AUDIENCES:
        page.locator(f".cg-audience input[value={audience}]").check(force=True)
    page.wait_for_timeout(200)
    assert asked == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.getItem('citegate.audience')") == "patient"


def test_address_of_a_folded_claim_opens_its_fold(visit: Callable[..., Page]) -> None:
    """A link to a claim, from elsewhere or from the page, and a link back from a reference show what was folded."""
    first = visit("patient")
    names = first.locator(".cg-text .cg-claim").evaluate_all("nodes => nodes.map(node => node.id)")
    page = visit("patient", f"{ARTICLE}#{names[-1]}")
    claim = page.locator(f"#{names[-1]}")
    claim.wait_for()
    assert claim.evaluate("node => node.checkVisibility() && node.getBoundingClientRect().top < innerHeight")
    assert not seen(page, ".cg-text")
    page.evaluate("name => { location.hash = name }", names[0])
    page.wait_for_function("name => document.getElementById(name).checkVisibility()", arg=names[0])
    back = first.locator(".cg-text .cg-ref").last.get_attribute("id")
    link = first.locator(f'a[href="#{back}"]').first
    link.click()
    first.wait_for_function("name => document.getElementById(name).checkVisibility()", arg=back)
    link.click()
    assert first.locator(f"#{back}").evaluate("node => node.getBoundingClientRect().top < innerHeight")


def test_the_browser_itself_can_open_a_fold(visit: Callable[..., Page]) -> None:
    """Folds are hidden until found: the browser opens the one that it finds something in, and the row says so."""
    page = visit("patient")
    assert set(page.locator(".cg-text").evaluate_all("nodes => nodes.map(node => node.hidden)")) == {"until-found"}
    name = page.locator(".cg-text .cg-claim").last.get_attribute("id")
    page.evaluate(
        "name => { document.addEventListener('beforematch', event => { window.found = event.target.id }, true);"
        " location.hash = name }",
        name,
    )
    page.wait_for_function("window.found")
    found = page.evaluate("window.found")
    assert page.locator(f"#{found} #{name}").count() == 1
    row = page.locator(f'.cg-fold--text[aria-controls~="{found}"]')
    assert row.get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone-dark", "desk-light"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_axe_finds_nothing(visit: Callable[..., Page], audience: str, size: tuple[int, int], scheme: str) -> None:
    """axe-core finds no violation whoever reads."""
    page = visit(audience, size=size, color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_notices_are_seen_whoever_reads(visit: Callable[..., Page], audience: str) -> None:
    """On the smallest phone, at 200 % zoom, in forced colours and on paper every notice and the status are seen."""
    page = visit(audience, size=SMALLEST)
    for size, media in (
        (SMALLEST, {}),
        ((640, 450), {}),
        (DESK, {"forced_colors": "active", "color_scheme": "dark"}),
        (DESK, {"media": "print"}),
    ):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(**media)  # type: ignore[arg-type]
        assert seen(page, "[data-notice]")
        assert seen(page, ".cg-step")
        assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("audience", ["professional", "patient"])
def test_paper_shows_both_versions(visit: Callable[..., Page], audience: str) -> None:
    """What the screen folds is printed, with its label, the facts about the article and no buttons."""
    page = visit(audience)
    page.emulate_media(media="print")
    for selector in (".cg-text", ".cg-plain", "p.plain", ".cg-about dd"):
        assert seen(page, selector)
    assert unseen(page, ".cg-fold, .cg-audience")


def test_head_folds_on_a_phone_only(visit: Callable[..., Page]) -> None:
    """On a phone the longer facts wait behind one line, which opens them; with room they stand open."""
    phone, desk = visit(size=PHONE), visit()
    assert seen(desk, ".cg-about .cg-meta__item:not(.cg-meta__item--evidence)")
    assert not phone.locator(".cg-about dt").first.is_visible()
    phone.locator(".cg-about > summary").press("Enter")
    assert seen(phone, ".cg-about .cg-meta__item")
    assert unseen(desk, ".cg-about > summary")
