"""Claims: those of the page are those of its data, none was dropped, and no word of the source is lost."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from citegate.sitecheck.page import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.diagnostics import Finding
    from citegate.sitecheck.page import BuiltPage
    from citegate.sitecheck.sources import Source

CODE = "VS04"
_WORD = re.compile(r"[^\W_]+")
_ADDED = ".cg-cite, .headerlink, .cg-hidden, button, script, style, template"
_SHOWN = 8


def check(page: BuiltPage, source: Source, data: Mapping[str, Any] | None) -> Iterator[Finding]:
    """Yield where the claims of a page differ from its `claims.json`, and which words of the source are not there."""
    if data is None:
        yield page.finding("the page has no sound `claims.json` beside it", "<html")
        return
    known = {str(claim.get("id")): str(claim.get("text", "")) for claim in data.get("claims", ())}
    shown = page.claims
    for name in known:
        if len(shown.get(name, ())) != 1:
            message = f"the claim `{name}` stands {len(shown.get(name, ()))} times on the page: “{known[name][:60]}…”"
            yield page.finding(message, "cg-claim")
    for name in shown:
        if name not in known:
            yield page.finding(f"`claims.json` does not know the claim `{name}`", f'id="{name}"')
        elif shown[name][0] != known[name] and _WORD.findall(shown[name][0]) != _WORD.findall(known[name]):
            yield page.finding(f"`claims.json` has the claim `{name}` in other words", f'id="{name}"')
    total = data.get("totals", {}).get("claims")
    if total != len(known):
        yield page.finding(f"`claims.json` counts {total} claims and holds {len(known)}", "<html")
    lost = source.words - _words(page)
    if lost:
        some = ", ".join(f"“{word}”" for word in sorted(lost)[:_SHOWN])
        yield page.finding(f"{lost.total()} words of the source are not on the page: {some}", "cg-claim")


def _words(page: BuiltPage) -> Counter[str]:
    """Return how often each word stands in the text of the article, its head and list of references left out."""
    tree = page.markup.copy()
    for node in tree.css(f"{_ADDED}, .cg-head, #references, .cg-related, .cg-followup, .cg-running, .cg-audience"):
        node.decompose()
    article = tree.css_first("article")
    pictures = [attribute(node, "alt") for node in article.css("img[alt]")] if article else []
    text = " ".join([article.text(separator=" ") if article else "", *pictures])
    return Counter(_WORD.findall(text.casefold()))
