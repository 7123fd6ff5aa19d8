"""A page as it was written: judged from its HTML alone, sharing nothing with what rendered it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from citegate.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.seen import Seen

FIRST_CLAIM = re.compile(r'<[a-z]+[^>]*\bclass="cg-claim')
_DOCTYPE = "<!doctype html>"


class Markup:
    """What the HTML of a page says, whatever is asked about it: parsed once, each answer worked out once."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.tree = LexborHTMLParser(html)

    def copy(self) -> LexborHTMLParser:
        """Return a parsed page that may be changed."""
        standard = self.html[: len(_DOCTYPE)].lower() == _DOCTYPE  # a clone forgets what browsers call quirks
        return self.tree.clone() if standard else LexborHTMLParser(self.html)

    @cached_property
    def ids(self) -> Counter[str]:
        """Return how often each id stands on the page."""
        return Counter(node.attrs.get("id") or "" for node in self.tree.css("[id]"))

    @cached_property
    def unmarked(self) -> LexborHTMLParser:
        """Return a copy of the page without the markers of citations."""
        tree = self.copy()
        for marker in tree.css(".cg-cite"):
            marker.decompose()
        return tree

    @cached_property
    def claims(self) -> dict[str, list[str]]:
        """Return the text of each claim by its id, markers left out; an id that stands twice has two texts."""
        found: dict[str, list[str]] = {}
        for node in self.unmarked.css(".cg-claim"):
            found.setdefault(node.attrs.get("id") or "", []).append(node.text())
        return found

    @cached_property
    def markers(self) -> list[LexborNode]:
        """Return the link of each citation, in page order."""
        return self.tree.css("a.cg-ref")

    @cached_property
    def seen(self) -> Seen:
        """Return what readers of the page see."""
        from citegate.seen import Seen  # noqa: PLC0415 - only pages with structured data are asked

        return Seen(self)


_markup = lru_cache(maxsize=1)(Markup)
"""The page that was asked for last: two checks look at each page, one after the other."""


@dataclass(frozen=True)
class WrittenPage:
    """An article's page: its path below the site's folder, its HTML, and the stylesheets that it links."""

    path: str
    html: str
    styles: Mapping[str, str] = field(default_factory=dict)
    """The text of each stylesheet that could be read, by the `href` of the page's link to it."""
    indexed: tuple[tuple[str, ...], ...] | None = None
    """The badges of each of the page's entries in the site's search index; None where there is no index."""

    @cached_property
    def markup(self) -> Markup:
        """Return what the HTML says; a second check of the same page finds it made."""
        return _markup(self.html)

    @property
    def tree(self) -> LexborHTMLParser:
        """Return the parsed page, which nobody may change."""
        return self.markup.tree

    @property
    def ids(self) -> Counter[str]:
        """Return how often each id stands on the page."""
        return self.markup.ids

    @property
    def claims(self) -> dict[str, list[str]]:
        """Return the text of each claim by its id, markers left out; an id that stands twice has two texts."""
        return self.markup.claims

    @property
    def seen(self) -> Seen:
        """Return what readers of the page see."""
        return self.markup.seen

    @cached_property
    def seen_around(self) -> dict[tuple[int, ...], Any]:
        """Return where `visibility` keeps what stylesheets see of the page, by the elements that it looks at."""
        return {}

    @property
    def markers(self) -> list[LexborNode]:
        """Return the link of each citation, in page order."""
        return self.markup.markers

    def words(self, node: LexborNode) -> str:
        """Return the text of an element, white space folded."""
        return " ".join(node.text(separator=" ").split())

    def find(self, needle: str) -> int:
        """Return the offset of a piece of HTML, or -1."""
        return self.html.find(needle)

    @cached_property
    def text(self) -> str:
        """Return the text of the whole page, white space folded."""
        return self.words(self.tree.root) if self.tree.root else ""

    @cached_property
    def notices(self) -> list[LexborNode]:
        """Return what the page marks as a notice."""
        return self.tree.css("[data-notice]")

    @cached_property
    def first_claim(self) -> int:
        """Return the offset of the first claim, or the end of the page."""
        sign = self.html.find('class="cg-claim')
        match = FIRST_CLAIM.search(self.html, self.html.rfind(">", 0, sign) + 1) if sign >= 0 else None
        return match.start() if match else len(self.html)

    def span(self, offset: int = 0) -> Span:
        """Return the place of an offset."""
        offset = max(0, offset)
        line = self.html.count("\n", 0, offset) + 1
        return Span.point(line, offset - (self.html.rfind("\n", 0, offset) + 1) + 1)
