"""The policy that every page gives the browser: first in its head, nothing inline, nothing on the site breaks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from citegate.site.browserpolicy import content_security_policy, without_styles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests import builds
else:
    import builds

FIRST = re.compile(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r'<script(?![^>]*\b(?:src=|type="application/(?:ld\+)?json"))|<style|<[^<>]*\s(?:style|on[a-z]+)=')
LISTEN = """
window.broken = [];
addEventListener('securitypolicyviolation', e => broken.push(e.effectiveDirective + ' ' + e.blockedURI));
"""


def search(page: Page) -> None:
    """Type a query into the search that opens over the page, and wait for its hits."""
    page.keyboard.press("/")
    page.locator("dialog[open] input").press_sequentially("baclofen")
    page.locator("dialog[open] .cg-hit__title").first.wait_for()


def cards(page: Page) -> None:
    """Show a reference's card, and choose another audience."""
    page.locator("a.cg-ref").first.hover()
    page.locator(".cg-card").wait_for()
    page.locator(".cg-audience label").last.click()


def palette(page: Page) -> None:
    """Switch the scheme and load the page again: the choice is kept."""
    page.locator("label[for^=__palette]:visible").click()
    chosen = page.locator("body").get_attribute("data-md-color-media")
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-media") == chosen


def printed(page: Page) -> None:
    """Print the page."""
    assert page.pdf().startswith(b"%PDF")


PAGES: dict[str, tuple[str, Callable[[Page], Any]]] = {
    "home": ("", palette),
    "article": (f"{builds.ARTICLE}/", cards),
    "printed article": (f"{builds.ARTICLE}/", printed),
    "search": ("search/?q=baclofen", lambda page: page.locator(".cg-hit__title").first.wait_for()),
    "evidence": ("evidence/", lambda page: page.locator(".cg-filters").first.wait_for()),
    "topics": ("topics/", lambda page: page.locator("h1").wait_for()),
    "status": ("editorial/status/", lambda page: page.locator("h1").wait_for()),
    "board": ("editorial/board/", search),
    "handbook": ("editorial/writing/", search),
    "request": ("request/", lambda page: page.locator("h1").wait_for()),
    "not found": ("404.html", lambda page: page.locator("h1").wait_for()),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_its_own_policy(browser: Browser, site_url: str, name: str) -> None:
    """On each kind of page what readers do works, and the browser has nothing to report."""
    path, act = PAGES[name]
    page = browser.new_page()
    page.set_default_timeout(8000)
    page.add_init_script(LISTEN)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: errors.append(request.url))
    page.goto(site_url + path)
    act(page)
    assert page.evaluate("broken") == []
    assert errors == []
    page.close()


def test_source_page_keeps_the_policy(browser: Browser, site_url: str, site: Path) -> None:
    """A page of a source breaks nothing either."""
    path = min(site.glob("evidence/*/index.html")).parent.relative_to(site).as_posix()
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto(f"{site_url}{path}/")
    assert page.locator("h1").is_visible()
    assert page.evaluate("broken") == []
    page.close()


def test_policy_is_first_on_every_page(site: Path) -> None:
    """Every page has the one policy before anything else in its head, and nothing inline that would need more."""
    pages = list(builds.pages(site))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        first = FIRST.search(text)
        assert first, page
        assert first[1] == content_security_policy(serving=False), page
        assert 'name="referrer" content="same-origin"' in text, page
        assert INLINE.findall(re.sub(r"<(pre|code)\b.*?</\1>", "", text, flags=re.DOTALL)) == [], page


def test_an_inline_script_does_not_run(browser: Browser, site: Path, site_url: str) -> None:
    """The policy is one that browsers take: a script, handler and style put into a built page do nothing."""
    text = (site / "index.html").read_text(encoding="utf-8")
    bad = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><p id=p style='color: red'>x</p>"
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.route(
        site_url, lambda route: route.fulfill(body=text.replace("<main", f"{bad}<main"), content_type="text/html")
    )
    page.goto(site_url)
    assert page.evaluate("window.ran") is None
    assert {found.split()[0] for found in page.evaluate("broken")} == {
        "script-src-elem",
        "script-src-attr",
        "style-src-attr",
    }
    page.close()


def test_only_the_preview_allows_its_reloading() -> None:
    """The preview's reloading is an inline script; nothing that is published may have one."""
    assert "unsafe" not in content_security_policy(serving=False)
    assert "script-src 'self' 'unsafe-inline';" in content_security_policy(serving=True)


def test_alignment_becomes_data() -> None:
    """A cell keeps its alignment and its other attributes; text that looks like it stays as it is."""
    given = '<td id="a" style="text-align: right;">5</td><td>style="text-align: left;"</td>'
    assert without_styles(given) == '<td id="a" data-align="right">5</td><td>style="text-align: left;"</td>'
