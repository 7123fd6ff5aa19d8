"""Processors of Python-Markdown that work only where the sign that they need stands in the text.

Each block is tried by every block processor, and the whole tree is walked by every tree processor, though few articles
hold an admonition, a tab or an attribute list. What is found stays the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    import re

    from markdown import Markdown

_BLOCKS = {
    "admonition": ("RE", "!!!"),
    "details": ("START", "???"),
    "tabbed": ("START", "==="),
    "hashheader": ("RE", "#"),
    "setextheader": ("RE", "\n"),
    "deflist": ("RE", ":"),
    "quote": ("RE", ">"),
    "reference": ("RE", "]:"),
}
"""Block processors by name, with the attribute that holds their pattern, and what stands in all that it matches."""
_TREES = {"attr_list": "{", "unescape": "\x02"}
"""Tree processors by name, with what stands in every text that they change."""


def replace(md: Markdown) -> None:
    """Put the signs before the patterns and walks of the processors that are registered."""
    blocks, trees = md.parser.blockprocessors, md.treeprocessors
    for name, (attribute, sign) in _BLOCKS.items():
        if name in blocks:
            setattr(blocks[name], attribute, _Signed(sign, getattr(blocks[name], attribute)))
    for name, sign in _TREES.items():
        if name in trees:
            _walk_where(trees[name], sign)
    if "toc" in trees:
        _list_where_marked(trees["toc"])


class _Signed:
    """A compiled pattern with a sign that stands in every text which it matches; asked as the pattern itself is."""

    def __init__(self, sign: str, pattern: re.Pattern[str]) -> None:
        self._sign = sign
        self._pattern = pattern

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return self._pattern.search(text) if self._sign in text else None

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of a text."""
        return self._pattern.match(text) if self._sign in text else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)


def _walk_where(processor: Any, sign: str) -> None:
    run = processor.run

    def signed(root: Element) -> None:
        if any(sign in text for text in root.itertext()):
            run(root)

    processor.run = signed


def _list_where_marked(toc: Any) -> None:
    """Leave out the list of contents as HTML where no marker asks for it: pages are made from its tokens."""
    run, build, put = toc.run, toc.build_toc_div, toc.replace_marker

    def marked(root: Element) -> None:
        asked = bool(toc.marker) and any(toc.marker in text for text in root.itertext())
        toc.build_toc_div = build if asked else lambda _: Element("div")
        toc.replace_marker = put if asked else lambda *_: None
        run(root)

    toc.run = marked
