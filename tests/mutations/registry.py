"""What a mutant is, what it is made from, and the register of mutators: one function per rule."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from citegate.article import Article, CitationGroup, Unit
    from citegate.diagnostics import Span

ARTICLE, BIB, PAGE, OTHER = "article", "bibliography", "written page", "other"
"""The file that a mutant breaks."""


@dataclass(frozen=True)
class Mutant:
    """A clean sample broken in one way: the whole text of the broken file, and the lines that may be named.

    `context` are fields of the rules' context that differ (for `OTHER`, and for what an article mutant needs beside).
    """

    what: str
    text: str
    lines: tuple[int, int]
    file: str = ARTICLE
    found_in: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Return the file in which the finding must lie."""
        return self.found_in or self.file


@dataclass(frozen=True)
class Sample:
    """A clean article with its bibliography, parsed, and the page written for it (empty where none was written)."""

    name: str
    article: Article
    bib: str
    today: str
    page: str = ""
    context: Any = None

    @property
    def text(self) -> str:
        """Return the article's source."""
        return self.article.source

    @cached_property
    def offsets(self) -> Offsets:
        """Return the places of the source."""
        return Offsets(self.text)

    @cached_property
    def body(self) -> int:
        """Return the offset of the body."""
        return self.start(self.article.front.body_line)

    def start(self, line: int) -> int:
        """Return the offset of a line of the source, 1-based."""
        return sum(map(len, self.text.splitlines(keepends=True)[: line - 1]))

    def range(self, span: Span) -> tuple[int, int]:
        """Return start and end offsets of a span of the source."""
        start, raw = self.offsets.slice(span)
        return start, start + len(raw)

    def without(self, *groups: CitationGroup) -> str:
        """Return the source without these citation groups; lines stay where they are."""
        return self.changed({group.span: "" for group in groups})

    def changed(self, changes: Mapping[Span, str]) -> str:
        """Return the source with the text of each span replaced."""
        text = self.text
        for span, new in sorted(changes.items(), reverse=True):
            start, end = self.range(span)
            text = text[:start] + (new or "\n" * text.count("\n", start, end)) + text[end:]
        return text

    def replaced(self, start: int, end: int, new: str) -> str:
        """Return the source with one range of offsets replaced."""
        return self.text[:start] + new + self.text[end:]

    def swap(self, what: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> Iterator[Mutant]:
        """Yield a mutant for every match of a pattern in the body, replaced by `new` (a template or a function)."""
        for match in re.finditer(pattern, self.text):
            if match.start() < self.body:
                continue
            text = new(match) if callable(new) else match.expand(new)
            yield self.mutant(what, match.start(), match.end(), text)

    def mutant(self, what: str, start: int, end: int, new: str) -> Mutant:
        """Return a mutant whose source differs in one range; the finding may name any line of what is new there."""
        first = self.text.count("\n", 0, start) + 1
        return Mutant(what, self.replaced(start, end, new), (first, first + new.count("\n")))

    def block_mutant(self, what: str, block: str, before: int) -> Mutant:
        """Return a mutant with a block of its own put in before a line of the source."""
        at = self.start(before)
        return Mutant(what, f"{self.text[:at]}{block}\n\n{self.text[at:]}", (before, before + block.count("\n")))

    @cached_property
    def gaps(self) -> list[int]:
        """Return the lines between blocks before which a paragraph can be put in: those after an empty line."""
        lines = self.text.splitlines()
        first = self.article.front.body_line
        return [
            number
            for number in range(first + 1, len(lines) + 1)
            if not lines[number - 2].strip() and lines[number - 1][:1].strip() and lines[number - 1][:3] != "///"
        ]

    def places(self, *variants: str) -> Iterator[tuple[int, str]]:
        """Yield every line of `gaps` with one of the variants, each in its turn."""
        return zip(self.gaps, itertools.cycle(variants), strict=False)

    def key(self, kind: str = "") -> str:
        """Return the first cited key whose work is of this `sourcetype`, or the first of all."""
        works = self.context[1].bibliography.works
        of_kind = (k for k in self.article.cited_keys if works[k].fields.get("sourcetype") == kind)
        return next(of_kind, self.article.cited_keys[0])

    def units(self, *roles: str) -> Iterator[Unit]:
        """Yield the claims of these roles, or all units where none is named."""
        return (u for u in self.article.units if not roles or (u.is_claim and u.role in roles))


def lines_of(span: Span) -> tuple[int, int]:
    """Return the lines that a span covers."""
    return span.line, span.end_line


MUTATORS: dict[str, Callable[[Sample], Iterator[Mutant]]] = {}


def mutator(code: str) -> Callable[[Callable[[Sample], Iterator[Mutant]]], Callable[[Sample], Iterator[Mutant]]]:
    """Register the function that breaks a sample so that the rule `code` must find it."""

    def register(function: Callable[[Sample], Iterator[Mutant]]) -> Callable[[Sample], Iterator[Mutant]]:
        if code in MUTATORS:
            raise ValueError(f"{code} has two mutators")
        MUTATORS[code] = function
        return function

    return register
