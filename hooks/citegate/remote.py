"""What a page loads from other hosts: images, media and frames, as against links that readers follow."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from citegate.diagnostics import FILE
from citegate.offsets import Offsets
from citegate.once import per_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.diagnostics import Span

_LOADING = frozenset({"src", "srcset", "poster", "data", "background"})
_HREF_LOADS = frozenset({"link", "image", "use", "base"})
"""Elements whose `href` is fetched without a click."""
_LOADS = re.compile(r"[\s\"'/](?:src|srcset|poster|data|background)\s*=|<(?:link|image|use|base)", re.IGNORECASE)
"""What stands in each page that loads anything."""
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
_LONGEST = 80


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _LOADING or (tag in _HREF_LOADS and name.endswith("href")):
                parts = re.split(r",\s+", value or "") if name == "srcset" else [value or ""]
                self.found += [part.split()[0] for part in parts if _REMOTE.match(part)]


@per_article
def media(article: Article) -> tuple[tuple[str, Span], ...]:
    """Return each address that the page of an article loads from another host, with its place in the source."""
    return tuple(_media(article)) if "//" in article.html and _LOADS.search(article.html) else ()


def _media(article: Article) -> Iterator[tuple[str, Span]]:
    reader = _Reader()
    reader.feed(article.html)
    reader.close()
    offsets = Offsets(article.source)
    after: dict[str, int] = {}
    for address in reader.found:
        span = FILE
        for written in (address, html.escape(address)):
            start = article.source.find(written, after.get(written, 0))
            start = start if start >= 0 else article.source.find(written)
            if start >= 0:
                after[written] = start + len(written)
                span = offsets.span(start, start + len(written))
                break
        yield (address if len(address) <= _LONGEST else f"{address[:_LONGEST]}…"), span
