"""Ranges of numbers stay on one line, and nothing else about a page changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from citegate import ranges

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROKEN = """[...document.querySelectorAll("article .cg-range")]
  .filter(range => new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1)
  .map(range => range.textContent)"""


@pytest.mark.parametrize(
    ("source", "wrapped"),
    [
        ("<p>give 80–90 mg</p>", ["80–90"]),
        (
            "<p>95% CI 2.24–5.59; 1,000–2,000 units; 10\u00a0%–63\u00a0%</p>",
            ["2.24–5.59", "1,000–2,000", "10\u00a0%–63\u00a0%"],
        ),
        ("<p><em>1–2</em> and 3–4<b/>5–6.</p>", ["1–2", "3–4", "5–6"]),
        ("<p>48 – 72, A–B, CL01–CL13, 2-3 and 7–</p>", []),
        ('<p><code>1–2</code> <span class="cg-cite">[<a>1, p. 3–4</a>]</span></p>', []),
    ],
)
def test_wraps_ranges_and_keeps_the_text(source: str, wrapped: list[str]) -> None:
    """Each range becomes a span of its own, in place; code, markers and the text as a whole stay as they were."""
    root = ET.fromstring(source)  # noqa: S314 - written above
    before = "".join(root.itertext())
    ranges.wrap(root)
    assert ["".join(span.itertext()) for span in root.iter("span") if span.get("class") == ranges.CLASS] == wrapped
    assert "".join(root.itertext()) == before


@pytest.mark.parametrize("text", ["1" * 500_000, "1.1," * 125_000, "1–2–" * 125_000, "1–2 " * 50_000])
def test_long_texts_take_no_time(text: str) -> None:
    """Half a million digits, dots or dashes are read in seconds."""
    root = ET.Element("p")
    root.text = text
    started = time.process_time()
    ranges.wrap(root)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("width", [360, 1280])
def test_no_range_breaks_in_the_browser(browser: Browser, site_url: str, width: int) -> None:
    """On a phone and a desk no range of an article stands on two lines."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{site_url}articles/baclofen-kidney-disease/")
    assert page.locator("article .cg-range").count() > 5
    assert page.evaluate(BROKEN) == []
    page.close()
