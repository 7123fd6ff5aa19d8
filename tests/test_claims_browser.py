"""The tools of a claim in a real browser: link, copy, report, evidence, by pointer, keyboard and touch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from citegate.catalogue import catalogue
from citegate.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests import builds
    from tests.on_page import CLIPBOARD, DESK, PHONE, WIDGETS, box, centre, claim_of, copying, open_tools
else:
    import builds
    from on_page import CLIPBOARD, DESK, PHONE, WIDGETS, box, centre, claim_of, copying, open_tools

FORM = "https://github.com/example/articles/issues/new"


def test_link_to_a_claim_is_copied_and_leads_to_it(open_address: Callable[..., Page], widgets: str) -> None:
    """The link that is copied opens the page at that claim, which is highlighted, in a table as well."""
    page = copying(open_address, widgets + WIDGETS)
    for words in ("By the list of 2015", "Large, flat"):
        open_tools(page, words).get_by_role("button", name="Copy link").click()
        page.get_by_role("button", name="Copied").wait_for()
        name = claim_of(page, words).get_attribute("id")
        copied = page.evaluate(CLIPBOARD)
        assert copied == f"{widgets}{WIDGETS}#{name}"
        page.keyboard.press("Escape")
        other = open_address(copied)
        target = other.locator(":target")
        assert words in target.inner_text()
        assert target.evaluate("node => getComputedStyle(node).backgroundColor") != "rgba(0, 0, 0, 0)"
        assert 0 < box(target)["top"] < DESK[1]


def test_claim_is_copied_with_its_citation(open_address: Callable[..., Page], widgets: str) -> None:
    """What is copied holds the claim word for word, its references, and the article with status, date and address."""
    page = copying(open_address, widgets + WIDGETS)
    open_tools(page, "It was weighed in 12").get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    name = claim_of(page, "It was weighed in 12").get_attribute("id")
    assert page.evaluate(CLIPBOARD).split("\n") == [
        "It was weighed in 12 places [2, p. 1; 1, p. 2].",
        "",
        "2. Widget W. Widgets of old. 1990. doi:10.1000/w90",
        "1. Widget W. A guideline on widgets. 2024. doi:10.1000/w24",
        "",
        "From: Weights of widgets. Citegate. Status: Submitted, pending human review. Updated 5 January 2026.",
        f"{widgets}{WIDGETS}#{name}",
    ]


def test_report_opens_the_form_with_the_claim(open_address: Callable[..., Page], widgets: str, root: Path) -> None:
    """The link for an error fills the fields that the repository's form has, and no other."""
    page = open_address(widgets + WIDGETS)
    link = open_tools(page, "Large, flat").get_by_role("link", name="Report an error in this claim")
    address = urlsplit(link.get_attribute("href") or "")
    given = {name: values[0] for name, values in parse_qs(address.query).items()}
    name = claim_of(page, "Large, flat").get_attribute("id")
    assert f"{address.scheme}://{address.netloc}{address.path}" == FORM
    assert given == {
        "template": "1-wrong-claim.yml",
        "title": "Article: Weights of widgets",
        "article": f"Weights of widgets, claim {name}",
        "page": f"{widgets}{WIDGETS}#{name}",
        "claim": "Large, flat | 9 kg",
    }
    form = (root / ".github" / "ISSUE_TEMPLATE" / given["template"]).read_text(encoding="utf-8")
    assert {"article", "page", "claim"} <= set(re.findall(r"^    id: (\w+)$", form, re.MULTILINE))


def test_no_report_without_a_repository(open_address: Callable[..., Page], site_url: str) -> None:
    """Where no repository is named there is no link to report an error to, and the other tools are there."""
    page = open_address(f"{site_url}{builds.ARTICLE}/")
    page.locator(".cg-claim:visible").first.hover()
    page.locator(".cg-tools--shown .cg-tools__open").click()
    panel = page.locator(".cg-tools__panel")
    assert panel.get_by_role("button").all_inner_texts() == ["Copy link", "Copy with citation", "Show evidence"]
    assert panel.get_by_text("Report").count() == 0


def test_keyboard_goes_from_claim_to_claim(open_address: Callable[..., Page], widgets: str) -> None:
    """The tools are one tab stop; C comes from a marker, arrows go on, Escape closes and keeps the place."""
    page = open_address(widgets + WIDGETS)
    assert page.locator(".cg-tools__open").count() == 1
    page.locator("a.cg-ref").nth(3).focus()
    page.keyboard.press("Shift+Tab")
    page.locator(".cg-card", has_text="Press C for the tools of this claim").wait_for()
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.textContent") == "⋯Claim 2 of 7: copy, evidence, report"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").startswith("⋯Claim 3 of 7")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent").startswith("⋯Claim 7 of 7")
    page.keyboard.press("Enter")
    panel = page.get_by_role("group", name="Claim 7 of 7")
    assert panel.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Copy link"
    page.keyboard.press("Escape")
    assert panel.count() == 0
    assert page.evaluate("document.activeElement.matches('.cg-tools__open')")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.textContent").startswith("⋯Claim 1 of 7")
    assert page.locator(".cg-tools__open").count() == 1


def test_tools_answer_to_touch(open_address: Callable[..., Page], widgets: str) -> None:
    """A tap on a claim shows its button, large enough and in the window; a tap elsewhere hides it."""
    page = open_address(widgets + WIDGETS, PHONE, has_touch=True, is_mobile=True)
    claim = centre(claim_of(page, "By the list of 2015"))
    claim.tap(position={"x": 10, "y": 8})
    opener = page.locator(".cg-tools--shown .cg-tools__open")
    place = box(opener)
    assert min(place["width"], place["height"]) >= 24
    assert place["right"] <= PHONE[0]
    opener.tap()
    panel = page.locator(".cg-tools__panel")
    assert "source superseded" in panel.inner_text()
    assert box(panel)["left"] >= 0
    assert box(panel)["right"] <= PHONE[0]
    page.locator("h1").tap()
    assert page.locator(".cg-tools--shown, .cg-tools__panel").count() == 0


def test_evidence_of_one_claim(open_address: Callable[..., Page], widgets: str) -> None:
    """The tools say how the claim is supported and unfold its sources, each with its kind and state."""
    page = open_address(widgets + WIDGETS)
    panel = open_tools(page, "It was weighed in 12")
    assert panel.inner_text().startswith("Guideline")
    panel.get_by_role("button", name="Show evidence").click()
    assert panel.get_by_role("listitem").all_inner_texts() == [
        "2. Widget 1990 Drug label",
        "1. Widget 2024 Guideline",
    ]


def test_claims_read_as_the_catalogue_has_them(open_address: Callable[..., Page], site_url: str, root: Path) -> None:
    """The text that is copied is, for every claim of an article, the text that the gate judged, marks on or off."""
    project = Project(root)
    path = f"{builds.ARTICLE}.md"
    article = project.read(project.docs / path)
    claims = catalogue({path: article}, {}, {}, project.addresses.address).articles[path].claims
    page = open_address(f"{site_url}{builds.ARTICLE}/")
    read = "ids => ids.map(id => CitegateClaims.text(document.getElementById(id)))"
    wanted = [" ".join(claim.text.split()) for claim in claims]
    ids = [claim.id for claim in claims]
    assert [pair for pair in zip(page.evaluate(read, ids), wanted, strict=True) if pair[0] != pair[1]] == []
    page.get_by_role("switch").click()
    assert page.evaluate(read, ids) == wanted
