"""An article as a screen reader has it, and its notices, text and references wherever the page is read."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.on_page import DESK, PHONE
else:
    from on_page import DESK, PHONE

ARTICLE = "articles/baclofen-withdrawal/"
READINGS: dict[str, tuple[tuple[int, int], dict[str, Any], str]] = {
    "desk": (DESK, {}, "screen"),
    "desk, dark": (DESK, {"color_scheme": "dark"}, "screen"),
    "phone": (PHONE, {}, "screen"),
    "phone, dark": (PHONE, {"color_scheme": "dark"}, "screen"),
    "no scripts": (DESK, {"java_script_enabled": False}, "screen"),
    "phone, no scripts, dark": (PHONE, {"java_script_enabled": False, "color_scheme": "dark"}, "screen"),
    "print": (DESK, {}, "print"),
    "print, dark": (DESK, {"color_scheme": "dark"}, "print"),
    "print, no scripts": (DESK, {"java_script_enabled": False}, "print"),
}
HEADINGS = "article :is(h1, h2):not(.cg-followup *, .cg-related *)"
"""What leads to other pages is neither printed nor, where it needs scripts, shown without them."""
UNSEEN = """nodes => nodes.filter(node => {
  const box = node.getBoundingClientRect();
  if (node.closest('.tabbed-block, details:not([open])') && !matchMedia('print').matches) return false;
  return !node.checkVisibility({opacityProperty: true, visibilityProperty: true}) || box.width < 8 || box.height < 8
    || box.left < -1 || box.right > innerWidth + 1;
}).map(node => node.outerHTML.slice(0, 120))"""
COVERED = """nodes => nodes.flatMap(node => [...node.querySelectorAll('p, h2, h3, .cg-notice__title')]).filter(node => {
  node.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = node.getBoundingClientRect();
  return [0.02, 0.5, 0.98].some(part => {
    const top = document.elementFromPoint(box.left + Math.min(box.width * part, 60), box.top + box.height * part);
    return !top || !(node.contains(top) || top.contains(node));
  });
}).map(node => node.outerHTML.slice(0, 120))"""
CONTRAST = """nodes => {
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const read = (colour) => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data]; };
  const over = ([r, g, b, a], below) => [r, g, b].map((value, at) => (value * a + below[at] * (255 - a)) / 255);
  const paper = (node) => { const below = node.parentElement ? paper(node.parentElement) : [255, 255, 255];
    return over(read(getComputedStyle(node).backgroundColor), below); };
  const light = (colour) => colour.map(value => value / 255).map(value =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  return Math.min(...nodes.flatMap(node => [node, ...node.querySelectorAll('*')])
    .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())).map(node => {
      const below = paper(node);
      const ink = over(read(getComputedStyle(node).color), below);
      const [dark, bright] = [light(below), light(ink)].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    }));
}"""


@pytest.mark.parametrize("reading", READINGS)
def test_notices_text_and_references_are_there(open_address: Callable[..., Page], site_url: str, reading: str) -> None:
    """However the page is read, each notice is seen, legible and uncovered; every claim and reference is there."""
    size, options, media = READINGS[reading]
    page = open_address(site_url + ARTICLE, size, **options)
    page.emulate_media(media=media, color_scheme=options.get("color_scheme"))  # type: ignore[arg-type]
    notices = page.locator("[data-notice]")
    assert notices.count() >= 4
    assert notices.evaluate_all(UNSEEN) == []
    assert notices.evaluate_all(COVERED) == []
    assert notices.evaluate_all(CONTRAST) >= 4.5
    assert page.locator(".cg-step, .cg-step__name").evaluate_all(UNSEEN) == []
    for selector, least in ((".cg-claim", 60), (".cg-reference", 8), (".cg-cite", 60), (HEADINGS, 5)):
        assert page.locator(selector).count() >= least
        assert page.locator(selector).evaluate_all(UNSEEN) == []
    addresses = page.locator(".cg-reference a[href^='https://']")
    assert addresses.count() >= 8


def test_tabs_open_without_scripts(open_address: Callable[..., Page], site_url: str) -> None:
    """What stands behind a tab is shown by the tab, with the keyboard and without JavaScript."""
    page = open_address(site_url + ARTICLE, java_script_enabled=False)
    behind = page.locator(".tabbed-block").nth(1)
    assert not behind.is_visible()
    page.locator(".tabbed-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    assert behind.is_visible()
    assert behind.locator(".cg-claim").evaluate_all("nodes => nodes.every(node => node.checkVisibility())")


@pytest.fixture
def heard(open_address: Callable[..., Page], site_url: str) -> list[dict[str, Any]]:
    """What assistive software is given of the article: role, name, properties and depth, in the order of reading."""
    page = open_address(site_url + ARTICLE)
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    told: list[dict[str, Any]] = []

    def tell(node: dict[str, Any], within: tuple[str, ...]) -> None:
        role = str(node.get("role", {}).get("value", ""))
        name = re.sub(r"\s+", " ", str(node.get("name", {}).get("value", ""))).strip()
        if not node.get("ignored"):
            properties = {item["name"]: item["value"].get("value") for item in node.get("properties", [])}
            told.append({"role": role, "name": name, "within": within, **properties})
            within = (*within, role)
        for child in node.get("childIds", ()):
            if child in known:
                tell(known[child], within)

    tell(nodes[0], ())
    return told


def test_screen_reader_pass(heard: list[dict[str, Any]]) -> None:
    """Landmarks, headings, status, notices, markers, tables and ways back have the roles, names and order they need."""
    landmarks = [(node["role"], node["name"]) for node in heard if node["role"] in LANDMARKS]
    assert [role for role, _ in landmarks].count("main") == 1
    assert {"banner", "main", "navigation", "complementary", "contentinfo"} <= {role for role, _ in landmarks}
    named = [each for each in landmarks if each[0] in ("navigation", "complementary", "region", "search")]
    assert all(name for _, name in named)
    assert len(set(named)) == len(named)
    levels = [node["level"] for node in heard if node["role"] == "heading" and "main" in node["within"]]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def first(test: Callable[[dict[str, Any]], bool]) -> int:
        return next(at for at, node in enumerate(heard) if test(node))

    title = first(lambda node: node["role"] == "heading" and node.get("level") == 1)
    status = first(lambda node: node["name"].startswith("Status: Submitted"))
    notice = first(lambda node: node["name"] == "Pending review")
    claim = first(lambda node: node["role"] == "doc-noteref")
    assert title < status < notice < claim
    markers = [node["name"] for node in heard if node["role"] == "doc-noteref"]
    assert len(markers) >= 60
    assert all(re.fullmatch(r"Reference \d+(, .+)?", name) for name in markers)
    back = [node["name"] for node in heard if node["role"] == "doc-backlink"]
    assert len(set(back)) == len(back) >= 60
    links = [node["name"] for node in heard if node["role"] in ("link", "button", "checkbox", "radio", "switch")]
    assert all(links), "nothing that can be used is without a name"
    tables = sum(node["role"] == "table" for node in heard)
    assert tables > 0
    assert sum(node["role"] == "columnheader" for node in heard) >= tables * 2
    switch = next(node for node in heard if node["role"] == "switch")
    assert switch["name"] == "Show the evidence for each claim"
    assert switch["checked"] == "false"
    choices = {node["name"]: node["checked"] for node in heard if node["role"] == "radio"}
    assert {choices[name] for name in ("Healthcare professional", "Student", "Patient or carer")} == {"false"}


LANDMARKS = {"banner", "main", "navigation", "complementary", "contentinfo", "region", "search"}
