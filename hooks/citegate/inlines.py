"""Python-Markdown's inline patterns, asked only where the sign that each needs stands in the text.

A text of an article is searched for fifteen patterns, and holds the signs of one or two. What is found stays the same:
a pattern without its sign cannot match, and no pattern writes the sign of another into the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown import inlinepatterns as known
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from citegate.citations import GROUP

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_SIGNS = {
    known.BACKTICK_RE: ("`", "`"),
    known.ESCAPE_RE: ("\\", "\\"),
    GROUP: ("@", "@"),
    known.LINK_RE: ("[", "["),
    known.IMAGE_LINK_RE: ("![", "!["),
    known.AUTOLINK_RE: ("://", "://"),
    known.AUTOMAIL_RE: ("<", "<"),
    known.LINE_BREAK_RE: ("  \n", "  \n"),
    known.HTML_RE: ("<", "<"),
    known.ENTITY_RE: ("&", "&"),
    r"\*|_": ("*", "_"),
}
"""Two signs of which one stands in every text that a pattern matches, by the pattern as it is written."""
_ALWAYS = ("", "")
"""Stands in every text: for the patterns of other extensions."""


def replace(md: Markdown) -> None:
    """Put this processor in the place of Python-Markdown's own."""
    md.treeprocessors.register(_Inlines(md), "inline", 20)


class _Inlines(InlineProcessor):
    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns that are registered now to a tree."""
        patterns: list[Any] = [*self.inlinePatterns]
        self._patterns = [(pattern, *_SIGNS.get(pattern.pattern, _ALWAYS)) for pattern in patterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - a private name
        """Return the text with what each pattern finds, from the pattern of a number on, in a placeholder."""
        if isinstance(data, AtomicString):
            return data
        for number in range(patternIndex, len(self._patterns)):
            pattern, sign, other = self._patterns[number]
            if sign in data or other in data:
                data = self._apply(pattern, data, number)
        return data

    def _apply(self, pattern: Any, data: str, number: int) -> str:
        matched, start = True, 0
        while matched:
            data, matched, start = self._InlineProcessor__applyPattern(pattern, data, number, start)  # type: ignore[attr-defined]
        return data
