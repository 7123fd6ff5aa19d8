"""Review status: in words, one current step, the source's own; nothing that is pending is offered to search engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.sitecheck.page import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.diagnostics import Finding
    from citegate.sitecheck.page import BuiltPage
    from citegate.sitecheck.sources import Source

CODE = "VS03"
STEPS = ("Submitted", "Under review", "Approved")
_BOAST = re.compile(
    r"\b(?:peer|medically|clinically|expert|physician|doctor)[- ]reviewed\b|\breviewed by\b", re.IGNORECASE
)
_FACTS = ".cg-head, .cg-running, title, meta[property], meta[name=description]"


def check(page: BuiltPage, source: Source) -> Iterator[Finding]:
    """Yield what is wrong with the status that a page shows."""
    words = source.status.capitalize()
    said = [text for text in map(page.words, page.tree.css(".cg-head .cg-hidden")) if text.startswith("Status:")]
    if said != [f"Status: {words}"]:
        yield page.finding(f"the page does not say once “Status: {words}”, but {said}", "Status:")
    steps = [page.words(node) for node in page.tree.css(".cg-step__name")]
    if [step.rpartition("· ")[2] for step in steps] != list(STEPS):
        yield page.finding(f"the steps are {steps}, not {list(STEPS)}", "cg-steps")
    current = page.tree.css("[aria-current=step]")
    shown = page.words(current[0].css_first(".cg-step__name") or current[0]) if len(current) == 1 else ""
    if shown.rpartition("· ")[2] != words:
        message = f"{len(current)} steps are marked as current" + (f": “{shown}”" if shown else "")
        yield page.finding(f"{message}; the source says “{words}”", "aria-current")
    if source.status != "approved":
        yield from _pending(page)


def _pending(page: BuiltPage) -> Iterator[Finding]:
    robots = [attribute(node, "content").lower() for node in page.tree.css("head meta[name=robots]")]
    if not any("noindex" in content or content.strip() == "none" for content in robots):
        yield page.finding("the page is not approved, and search engines may list it", "<head")
    for node in page.tree.css(_FACTS):
        text = attribute(node, "content") or page.words(node)
        boast = _BOAST.search(text)
        if boast:
            yield page.finding(f"the page is not approved, and says “{boast[0]}”", boast[0])
    for node in page.tree.css("[class*='--approved'], [data-status=approved], [data-status=Approved]"):
        yield page.finding("the page is not approved, and is marked up as if it were", attribute(node, "class"))
