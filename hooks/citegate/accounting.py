"""The proof that nothing passes because nobody looked: classified characters equal visible characters.

The visible text is read from the finished HTML by another parser than the one that classified it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from citegate.align import words
from citegate.article import Mark, Role
from citegate.raw_html import UNSEEN
from citegate.runs import PERMALINK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.align import Source
    from citegate.article import Block

_INVISIBLE = re.compile(r"[\s\x00\ufffd\ue000-\uf8ff]+")
_SHOWN = 60


def visible(html: str) -> str:
    """Return the text of a page body as readers see it, without citation markers and heading links."""
    tree = LexborHTMLParser(f"<body>{html}</body>")
    for node in tree.css(", ".join(["span.cg-cite", *UNSEEN])):
        node.decompose()
    for node in tree.css("a.headerlink"):
        if node.text() == PERMALINK:
            node.decompose()
    return tree.body.text(separator=" ") if tree.body else ""


def unaccounted(html: str, blocks: Sequence[Block], source: Source) -> list[Mark]:
    """Return a mark where the visible text of a page and its classified text first part."""
    seen = visible(html)
    classified = "".join(unit.text for block in blocks for unit in block.units if unit.role is not Role.ALT)
    left, right = "".join(seen.split()), "".join(classified.split())
    if left == right:
        return []
    left, right = _INVISIBLE.sub("", left), _INVISIBLE.sub("", right)
    if left == right or sorted(left) == sorted(right):
        return []
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    rest = _from(seen, at)
    places = [place for place in source.place(words(rest)[:8]) if place]
    span = source.span(*(places[0] if places else source.here()))
    return [Mark("unaccounted", "text", rest[:_SHOWN], span)]


def _from(text: str, count: int) -> str:
    """Return what follows the first `count` characters that are not white space, from the start of a word."""
    for match in re.finditer(r"\S+", text):
        if count < match.end() - match.start():
            return " ".join(text[match.start() :].split())
        count -= match.end() - match.start()
    return " ".join(text[-_SHOWN:].split())
