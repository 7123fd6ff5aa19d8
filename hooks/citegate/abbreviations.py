"""Abbreviations in linear time: what Python-Markdown's `abbr` extension does, with the work for each word bounded.

Its own processors copy the rest of the text for each definition and each use, so that a long paragraph takes minutes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown import Markdown

_LONGEST = 40
"""Characters of the longest abbreviation; a longer one is no definition but text, and is judged as text."""
_DEFINITION = re.compile(rf"^\*\[(?P<term>[^\\\]\n]{{1,{_LONGEST}}})\][ ]?:[ ]*\n?[ ]*(?P<meaning>.*)$", re.MULTILINE)
_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"''", '""'})
"""Meanings that take an abbreviation of the glossary out of an article."""


def replace(md: Markdown) -> None:
    """Put these processors in the place of the extension's own, where it is loaded; they share its definitions."""
    if "abbr" in md.treeprocessors:
        terms: dict[str, str] = md.treeprocessors["abbr"].abbrs  # type: ignore[attr-defined]
        md.treeprocessors.register(_Uses(md, terms), "abbr", 7)
        md.parser.blockprocessors.register(_Definitions(md, terms), "abbr", 16)


def definitions(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield term, meaning and place of each definition of a text, whatever it stands in."""
    for match in _DEFINITION.finditer(text):
        if match["meaning"].strip() and match["meaning"].strip() not in _EMPTY:
            yield match["term"].strip(), match["meaning"].strip(), match.start()


class _Definitions(BlockProcessor):
    """Takes `*[CI]: confidence interval` out of the text."""

    def __init__(self, md: Markdown, terms: dict[str, str]) -> None:
        super().__init__(md.parser)
        self.terms = terms

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        """Return whether a block may hold a definition."""
        return "*[" in block

    def run(self, parent: Element, blocks: list[str]) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        """Keep the definitions of the first block; what stands between them becomes blocks of its own."""
        block, position, between = blocks[0], 0, []
        for match in _DEFINITION.finditer(block):
            if self._define(match["term"].strip(), match["meaning"].strip()):
                between.append(block[position : match.start()].rstrip("\n"))
                position = match.end()
        if not between:
            return False
        between.append(block[position:].lstrip("\n"))
        blocks[:1] = [text for text in between if text.strip()]
        return True

    def _define(self, term: str, meaning: str) -> bool:
        if not term or not meaning:
            return False
        if meaning in _EMPTY:
            self.terms.pop(term, None)
        else:
            self.terms[term] = meaning
        return True


class _Uses(Treeprocessor):
    """Puts each use of a defined abbreviation into an `abbr` element."""

    def __init__(self, md: Markdown, terms: Mapping[str, str]) -> None:
        super().__init__(md)
        self.terms = terms
        self._lengths: dict[str, list[int]] = {}

    def run(self, root: Element) -> None:
        """Wrap the abbreviations of a whole tree."""
        lengths: dict[str, set[int]] = {}
        used = {word for text in root.itertext() for word in _WORD.findall(text)} if self.terms else set()
        for term in self.terms:
            if (head := _WORD.match(term)) and head.group() in used:
                lengths.setdefault(head.group(), set()).add(len(term))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}
        for element in [*root.iter()] if lengths else ():
            if element.tag != "abbr":
                self._expand(element)

    def _expand(self, element: Element) -> None:
        element.text, children = self._split(element.text)
        for child in element:
            child.tail, found = self._split(child.tail)
            children += [child, *found]
        if len(children) != len(element):
            element[:] = children

    def _split(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Return the text before the first abbreviation, and each abbreviation with the text that follows it."""
        places = [] if not text or isinstance(text, AtomicString) else [*self._find(text)]
        if not text or not places:
            return text, []
        ends = [*(start for start, _ in places[1:]), len(text)]
        found = []
        for (start, end), following in zip(places, ends, strict=True):
            element = Element("abbr", {"title": self.terms[text[start:end]]})
            element.text, element.tail = AtomicString(text[start:end]), text[end:following]
            found.append(element)
        return text[: places[0][0]], found

    def _find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges of abbreviations that stand as whole words, the longest at each place."""
        if self._lengths.keys().isdisjoint(_WORD.findall(text)):
            return
        position = 0
        for word in _WORD.finditer(text):
            start = word.start()
            for length in self._lengths.get(word.group(), ()) if start >= position else ():
                end = start + length
                if text[start:end] in self.terms and not _WORD.match(text, end):
                    yield start, end
                    position = end
                    break
