"""What tests of a page in a browser do: find claims, open their tools, ask where things stand, ask axe-core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

PHONE, DESK, SMALLEST = (360, 780), (1280, 900), (320, 640)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
WIDGETS = "articles/widget-weights/"
CLIPBOARD = "navigator.clipboard.readText()"


def copying(browser_page: Callable[..., Page], address: str, **options: Any) -> Page:
    """Open a page that may read the clipboard."""
    return browser_page(address, permissions=["clipboard-read", "clipboard-write"], **options)


def centre(part: Locator) -> Locator:
    """Bring an element into the middle of the window."""
    part.evaluate("node => node.scrollIntoView({block: 'center'})")
    return part


def box(part: Locator) -> dict[str, float]:
    """Return where an element stands in the window."""
    return dict(part.evaluate("node => node.getBoundingClientRect().toJSON()"))


def claim_of(page: Page, words: str) -> Locator:
    """Return the claim with these words."""
    return page.locator(".cg-claim:visible", has_text=words).first


def open_tools(page: Page, words: str) -> Locator:
    """Point at a claim and open its tools; return their panel."""
    place = centre(claim_of(page, words)).evaluate("node => node.getClientRects()[0].toJSON()")
    page.mouse.move(place["left"] + 20, place["top"] + 8, steps=3)
    page.locator(".cg-claim--current", has_text=words).locator(".cg-tools--shown .cg-tools__open").click()
    return page.locator(".cg-tools__panel")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in found]
