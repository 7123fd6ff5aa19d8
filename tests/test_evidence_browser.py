"""The switch that shows the evidence of each claim, in a real browser: keyboard, margin, paper, axe, forced colours."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests import builds
    from tests.on_page import DESK, PHONE, SIDEWAYS, SMALLEST, WIDGETS, centre, open_tools, violations
else:
    import builds
    from on_page import DESK, PHONE, SIDEWAYS, SMALLEST, WIDGETS, centre, open_tools, violations

KEY = "citegate.evidence"


def words_of_marks(page: Page) -> list[str]:
    """Return the words that stand beside the claims."""
    return [re.sub(r"\s+", " ", text) for text in page.locator(".cg-mark__words").all_inner_texts()]


def test_switch_marks_claims_and_is_remembered(open_address: Callable[..., Page], widgets: str) -> None:
    """Off at first; the keyboard turns it on; every claim has a bar and words; the choice holds for the next page."""
    page = open_address(widgets + WIDGETS)
    switch = page.get_by_role("switch", name="Show the evidence for each claim")
    assert switch.get_attribute("aria-checked") == "false"
    assert page.locator(".cg-mark, .cg-legend:visible").count() == 0
    switch.focus()
    page.keyboard.press("Space")
    assert switch.get_attribute("aria-checked") == "true"
    assert words_of_marks(page) == [
        "Guideline single source",
        "Guideline",
        "Drug label single source older than 10 years",
        "Guideline single source older than 10 years source superseded",
        "Retracted source",
        "Guideline single source",
        "Trial",
    ]
    assert page.locator(".cg-mark__bar").count() == 7
    assert "Retracted source" in page.locator(".cg-legend").inner_text()
    page.reload()
    page.locator(".cg-mark__words").first.wait_for()
    switch.press("Enter")
    assert page.locator(".cg-mark").count() == 0
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == "off"


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK], ids=["smallest", "phone", "desk"])
def test_marks_stand_in_the_margin(open_address: Callable[..., Page], site_url: str, size: tuple[int, int]) -> None:
    """Each bar stands left of its claim and inside the window, no words stand upon others, nothing scrolls sideways."""
    page = open_address(f"{site_url}{builds.ARTICLE}/", size)
    page.get_by_role("switch").click()
    page.wait_for_timeout(300)
    column = page.locator(".md-content__inner").evaluate(
        "node => node.getBoundingClientRect().left + parseFloat(getComputedStyle(node).paddingLeft)"
    )
    boxes = "nodes => nodes.map(node => node.getBoundingClientRect().toJSON())"
    bars = page.locator(".cg-mark__bar").evaluate_all(boxes)
    words = page.locator(".cg-mark__words").evaluate_all(boxes)
    assert len(bars) == len(words) > 40
    assert all(bar["left"] >= 0 and bar["right"] <= column and bar["height"] >= 9 for bar in bars)
    assert all(word["left"] >= 0 and word["right"] <= size[0] for word in words)
    beside = page.locator(".cg-margin .cg-mark:not(.cg-mark--inline) > .cg-mark__words").evaluate_all(boxes)
    assert len(beside) > (30 if size == DESK else -1)
    assert all(word["right"] < column for word in beside)
    assert all(one["bottom"] <= two["top"] for one, two in itertools.pairwise(beside))
    assert page.evaluate(SIDEWAYS) == 0


def test_paper_has_words_only_if_switched_on(open_address: Callable[..., Page], widgets: str) -> None:
    """In print the words stand behind the claims when the switch is on; switch and legend do not."""
    page = open_address(widgets + WIDGETS)
    page.emulate_media(media="print")
    assert page.locator(".cg-mark").count() == 0
    page.emulate_media(media="screen")
    page.get_by_role("switch").click()
    page.emulate_media(media="print")
    assert page.locator(".cg-mark__words").first.is_visible()
    for selector in (".cg-support", ".cg-mark__bar", ".cg-tools", ".cg-reference__copy", ".cg-downloads"):
        assert page.locator(selector).locator("visible=true").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_with_all_open(
    open_address: Callable[..., Page], widgets: str, size: tuple[int, int], scheme: str
) -> None:
    """axe-core finds no violation with evidence on and quotations unfolded, with the card and with the tools open."""
    page = open_address(widgets + WIDGETS, size, color_scheme=scheme)
    page.get_by_role("switch").click()
    page.locator("#ref-widget-2024 summary").click()
    centre(page.locator("a.cg-ref").nth(5)).hover()
    page.locator(".cg-card").wait_for()
    assert violations(page) == []
    page.mouse.move(1, 1)
    page.locator(".cg-card").wait_for(state="detached")
    open_tools(page, "A registry of widgets").get_by_role("button", name="Show evidence").click()
    assert violations(page) == []


def test_forced_colours_keep_bars_and_edges(open_address: Callable[..., Page], widgets: str) -> None:
    """Where the system forces its colours, bars are still drawn and the card has an edge."""
    page = open_address(widgets + WIDGETS, forced_colors="active")
    page.get_by_role("switch").click()
    width = "node => parseFloat(getComputedStyle(node).borderLeftWidth)"
    assert page.locator(".cg-mark__bar").first.evaluate(width) >= 2
    centre(page.locator("a.cg-ref").first).hover()
    assert page.locator(".cg-card").evaluate(width) >= 1
