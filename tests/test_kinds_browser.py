"""Every kind of page in a real browser: axe-core, keyboard alone, large text, no motion, in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests import builds
    from tests.conftest import served
    from tests.on_page import DESK, PHONE, SIDEWAYS, WIDGETS
    from tests.review_project import approved, environment, furnish
else:
    import builds
    from conftest import served
    from on_page import DESK, PHONE, SIDEWAYS, WIDGETS
    from review_project import approved, environment, furnish

PAGES = {
    "home": "",
    "article": f"{builds.ARTICLE}/",
    "topics": "topics/",
    "topic": "topics/flumazenil/",
    "questions": "questions/",
    "evidence": "evidence/",
    "source": "evidence/coffey-2002/",
    "search": "search/?q=flumazenil%20seizures",
    "request": "request/",
    "board": "editorial/board/",
    "policy": "editorial/",
    "status": "editorial/status/",
    "glossary": "editorial/glossary/",
    "rule": "editorial/rules/CL01/",
    "not found": "404.html",
}
STATUSES = {
    "approved": ("site/articles/widgets/", "Approved"),
    "under review": ("site/articles/other/", "Under review"),
    "overdue": ("late/articles/widgets/", "Under review"),
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LARGE = "document.documentElement.style.fontSize = '200%'"
STOPS = """() => {
  const seen = (node) => node.checkVisibility({visibilityProperty: true}) && !node.closest('[inert]');
  const radios = new Set();
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(node =>
    node.tabIndex >= 0 && !node.disabled && seen(node)
      && !(node.type === 'radio' && (radios.has(node.name) || !radios.add(node.name))));
}"""
WATCH = """() => {
  const styles = (node) => [node, node.parentElement, node.nextElementSibling, node.closest('label')].map(each => {
    if (!each) return '';
    const style = getComputedStyle(each);
    return [style.outlineStyle, style.outlineColor, style.outlineWidth, style.boxShadow, style.borderColor].join(' ');
  }).join('|');
  window.stops = [];
  document.addEventListener('focusin', ({target}) => stops.push({target, at: styles(target), after: ''}));
  document.addEventListener('focusout', ({target}) => setTimeout(() => {
    const stop = stops.findLast(each => each.target === target);
    if (stop && document.activeElement !== target) stop.after = styles(target);
  }));
}"""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve sites of one project: an approved article and one under review; and a day after the review ran out."""
    project = approved(tmp_path_factory.mktemp("reviewed"))
    furnish(project)
    front = "status: under review\nreviewers: [cd, ef]\n"
    builds.edit(project.root / "docs/articles/other.md", "status: submitted\n", front)
    for folder, day in (("site", project.day), ("late", project.day.replace(year=2028, month=2))):
        builds.build_well(project.root, "-d", folder, SOURCE_DATE_EPOCH=environment(day)["SOURCE_DATE_EPOCH"])
    with served(project.root) as address:
        yield address


def axe_in_all_looks(page: Page) -> list[Any]:
    """Return what axe-core finds at both widths in both schemes, and what scrolls sideways or looks the same."""
    page.evaluate(Axe().axe_script)
    found: list[Any] = []
    papers = set()
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            said = page.evaluate("axe.run().then(said => said.violations)")
            found += [(width, scheme, v["id"], [node["html"][:200] for node in v["nodes"]]) for v in said]
            papers.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        if page.evaluate(SIDEWAYS):
            found.append((width, "scrolls sideways"))
    return found if len(papers) == len(SCHEMES) else [*found, papers]


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(open_address: Callable[..., Page], site_url: str, kind: str) -> None:
    """axe-core finds no violation on any kind of page, at both widths and in both schemes."""
    page = open_address(site_url + PAGES[kind])
    if kind == "search":
        page.locator(".cg-hit").first.wait_for()
    assert axe_in_all_looks(page) == []


@pytest.mark.parametrize("status", STATUSES)
def test_axe_finds_nothing_whatever_the_status(open_address: Callable[..., Page], reviewed: str, status: str) -> None:
    """axe-core finds no violation on an article that is approved, under review, or overdue."""
    path, words = STATUSES[status]
    page = open_address(reviewed + path)
    assert f"Status: {words}" in page.locator(".cg-head").inner_text()
    assert axe_in_all_looks(page) == []


@pytest.mark.parametrize("kind", ["home", "source", "policy", "search", "widget"])
def test_keyboard_alone_reaches_everything(
    open_address: Callable[..., Page], site_url: str, widgets: str, kind: str
) -> None:
    """Tab goes through everything that can be used, in the order of the page, shows where it is, and comes out."""
    page = open_address(widgets + WIDGETS if kind == "widget" else site_url + PAGES[kind], reduced_motion="reduce")
    if kind == "search":
        page.locator(".cg-hit").first.wait_for()
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
    page.evaluate(WATCH)
    wanted = page.evaluate(f"window.wanted = ({STOPS})(), window.wanted.length")
    assert wanted > 10
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    for _ in range(wanted * 4):
        page.keyboard.press("Tab")
        if page.evaluate("stops.length > 1 && [document.body, stops[0].target].includes(document.activeElement)"):
            break
    else:
        pytest.fail("Tab never comes out of the page")
    name = "node => node.outerHTML.slice(0, 160)"
    missed = f"wanted.filter(node => node.isConnected && !stops.some(stop => stop.target === node)).map({name})"
    assert page.evaluate(missed) == []
    unseen = f"stops.filter(stop => stop.after && stop.after === stop.at).map(stop => ({name})(stop.target))"
    assert page.evaluate(unseen) == []
    order = """(() => { const way = stops.map(stop => stop.target).filter(node => wanted.includes(node));
        return way.filter((node, at) => at && at < way.length - 1
            && !(way[at - 1].compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING))
            .map(node => node.outerHTML.slice(0, 160)); })()"""
    assert page.evaluate(order) == []


@pytest.mark.parametrize("kind", ["home", "article", "evidence", "source", "policy", "status"])
def test_large_text_and_no_motion(open_address: Callable[..., Page], site_url: str, kind: str) -> None:
    """Text of twice the size and a window zoomed to 200 % lose nothing; who wants no motion gets none."""
    page = open_address(site_url + PAGES[kind], (640, 450), device_scale_factor=2, reduced_motion="reduce")
    assert page.evaluate(SIDEWAYS) == 0
    moving = """[...document.querySelectorAll('*')].filter(node => {
        const style = getComputedStyle(node);
        const slow = (list) => list.split(',').some(time => parseFloat(time) > 0.05);
        return slow(style.transitionDuration) || slow(style.animationDuration) || style.scrollBehavior === 'smooth';
    }).map(node => node.outerHTML.slice(0, 120))"""
    assert page.evaluate(moving) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(LARGE)
    assert page.evaluate(SIDEWAYS) == 0
    cut = """[...document.querySelectorAll('article :is(h1, h2, p, li, td, th, button, label)')].filter(node =>
        node.checkVisibility() && !node.matches('.cg-hidden') && node.getBoundingClientRect().right > innerWidth + 1)"""
    assert page.evaluate(f"{cut}.map(node => node.outerHTML.slice(0, 120))") == []
