"""The card of a citation and the list of references in a real browser: pointer, touch, small screens, no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests import builds
    from tests.on_page import CLIPBOARD, PHONE, SIDEWAYS, SMALLEST, WIDGETS, box, centre, copying
else:
    import builds
    from on_page import CLIPBOARD, PHONE, SIDEWAYS, SMALLEST, WIDGETS, box, centre, copying


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, ["Guideline", "Widget 2024", "Part cited: p. 2", "the small one came to 3 kg"]),
        (1, ["Drug label", "Widget 1990", "Part cited: p. 1"]),
        (4, ["Superseded by Widget 2024", "Widget 2015"]),
        (5, ["Retracted (5 July 2019)", "Widget 2019"]),
    ],
)
def test_card_says_what_the_source_is(
    open_address: Callable[..., Page], widgets: str, number: int, words: list[str]
) -> None:
    """The card names kind, year, place and quotation of a source, and says when it was retracted or superseded."""
    page = open_address(widgets + WIDGETS)
    centre(page.locator("a.cg-ref").nth(number)).hover()
    said = page.locator(".cg-card").inner_text()
    assert [word for word in words if word not in said] == []
    assert "a third passage" not in said


def test_only_a_retraction_is_red(open_address: Callable[..., Page], widgets: str) -> None:
    """In the list of references too the state stands in words, and only a retraction is red."""
    page = open_address(widgets + WIDGETS, java_script_enabled=False)
    states = page.locator(".cg-reference .cg-state")
    assert sorted(states.all_inner_texts()) == ["Retracted (5 July 2019)", "Superseded by Widget 2024"]
    colours = states.evaluate_all("nodes => nodes.map(node => getComputedStyle(node).color)")
    reds = page.locator(".cg-state--retracted").evaluate_all("nodes => nodes.map(node => getComputedStyle(node).color)")
    assert len(reds) == 1
    assert len(set(colours)) == 2


def test_pointer_travels_into_the_card(open_address: Callable[..., Page], widgets: str) -> None:
    """The card stays while the pointer goes to it and rests in it, and goes when the pointer leaves."""
    page = open_address(widgets + WIDGETS)
    centre(page.locator("a.cg-ref").first).hover()
    card = page.locator(".cg-card")
    place = box(card)
    page.mouse.move(place["x"] + 20, place["y"] + 20, steps=8)
    page.wait_for_timeout(500)
    assert card.is_visible()
    card.get_by_role("link", name="In the list").hover()
    page.mouse.move(2, 2)
    card.wait_for(state="detached")


def test_second_tap_follows_the_link(open_address: Callable[..., Page], widgets: str) -> None:
    """On a screen that is touched the first tap shows the card and stays, the second goes to the reference."""
    page = open_address(widgets + WIDGETS, PHONE, has_touch=True, is_mobile=True)
    marker = centre(page.locator("a.cg-ref").first)
    marker.tap()
    page.locator(".cg-card").wait_for()
    assert "#" not in page.url
    marker.tap()
    page.wait_for_url("**#ref-widget-2024")
    page.locator(".cg-card").wait_for(state="detached")


@pytest.mark.parametrize("size", [SMALLEST, PHONE], ids=["smallest", "phone"])
def test_no_card_is_cut_off(open_address: Callable[..., Page], site_url: str, size: tuple[int, int]) -> None:
    """On small screens each card, also one in a table, lies whole between the edges and off its claim."""
    page = open_address(f"{site_url}{builds.ARTICLE}/", size)
    markers = [page.locator("td a.cg-ref:visible").first, *page.locator("a.cg-ref:visible").all()[:40:8]]
    for marker in markers:
        centre(marker).hover()
        card, claim = page.locator(".cg-card"), marker.locator("xpath=ancestor::*[contains(@class, 'cg-claim')]")
        card.wait_for()
        place, said = box(card), box(claim)
        assert place["left"] >= 0
        assert place["right"] <= size[0]
        assert place["top"] >= said["bottom"] or place["bottom"] <= said["top"]
        assert page.evaluate(SIDEWAYS) == 0
        page.mouse.move(1, 1)
        card.wait_for(state="detached")


def test_quotations_stand_in_the_list_without_scripts(open_address: Callable[..., Page], widgets: str) -> None:
    """Without JavaScript the quotations unfold under their reference with their place; no dead button is shown."""
    page = open_address(widgets + WIDGETS, java_script_enabled=False)
    item = page.locator("#ref-widget-2024")
    item.locator("summary").click()
    assert item.locator("q").first.is_visible()
    assert item.locator(".cg-quoted__where").first.inner_text() == "p. 2"
    for selector in (".cg-reference__copy", ".cg-support", ".cg-tools"):
        assert page.locator(selector).locator("visible=true").count() == 0


def test_reference_is_copied(open_address: Callable[..., Page], widgets: str) -> None:
    """A reference's button copies it as plain text, says so to those who see and to those who hear the page."""
    page = copying(open_address, widgets + WIDGETS)
    button = page.locator("#ref-widget-2019").get_by_role("button", name="Copy citation of reference")
    button.click()
    page.locator("#ref-widget-2019").get_by_text("Copied").wait_for()
    page.wait_for_function("document.querySelector('.cg-live[role=status]').textContent === 'Copied'")
    copied = page.evaluate(CLIPBOARD)
    assert copied == "[Retracted (5 July 2019)] Widget W. A registry of widgets. 2019. doi:10.1000/w19"


def test_downloads_stand_beside_the_page(open_address: Callable[..., Page], widgets: str) -> None:
    """The three downloads of the references lie beside the article's page, and each holds them."""
    page = open_address(widgets + WIDGETS)
    links = page.locator(".cg-downloads a")
    assert links.all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]
    for link in links.all():
        answer = page.request.get(page.evaluate("node => node.href", link.element_handle()))
        assert answer.ok
        assert "A guideline on widgets" in answer.text()
