"""Places in the front matter that are finer than those of its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.diagnostics import Span
from citegate.frontmatter import BLOCK
from citegate.offsets import Offsets

if TYPE_CHECKING:
    from citegate.article import Article


def front_start(article: Article) -> Span | None:
    """Return the opening `---` of front matter that can be read: the place of what is missing in it."""
    block = article.front.places.get(BLOCK)
    return Span(block.line, block.column, block.line, block.column + 3) if block else None


def within(article: Article, key: str, words: str) -> Span:
    """Return the place of words in the value of a key, whole words only, or of the value where they are not in it."""
    span = article.front.places[key]
    offsets = Offsets(article.source)
    start, raw = offsets.slice(span)
    found = re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", raw)
    return offsets.span(start + found.start(), start + found.end()) if found else span
