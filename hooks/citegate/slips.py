"""Slips that Markdown passes over in silence: what never ends, abbreviations with two meanings, cells that are lost."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING

from citegate import abbreviations
from citegate.article import Role
from citegate.diagnostics import Finding
from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article

_MARKS = ("```", "~~~", "<!--")
_OPEN = re.compile(r"(?:^[ \t>]*+|(?<!`)(?=<))(?P<mark>`{3,}|~{3,}|<!--)", re.MULTILINE)
_CLOSE = {"comment": "close it with `-->`", "block of code": "close it with the same marks on a line of their own"}
_BLANK = re.compile(r"\n[ \t]*+\n")
_RULE = re.compile(
    r"^[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$",
    re.MULTILINE,
)
_ROW = re.compile(r"^[^\n|]*+\|[^\n]*+$", re.MULTILINE)
_SEPARATOR = re.compile(r"\\.|(?P<code>`+)(?!`).*?(?<!`)(?P=code)(?!`)|\|")
_LONGEST = 5_000
"""Characters of a row that is looked at: code in a longer one takes its time to be found, and nobody writes one."""


def find(article: Article) -> Iterator[Finding]:
    """Yield what an article or page loses, or shows as text, because of such a slip. Linear in its length."""
    offsets = Offsets(article.source)
    if any(mark in article.source for mark in _MARKS):
        yield from _open(article, offsets)
    if article.source.count("*[") > 1:
        yield from _abbreviations(article, offsets)
    if "|" in article.source:
        yield from _rows(article, offsets)


def _open(article: Article, offsets: Offsets) -> Iterator[Finding]:
    """Yield fences and comments that stand on the page as text: Markdown takes what is never closed for a paragraph."""
    starts = [0, *(match.end() for match in _BLANK.finditer(article.source))]
    closed = article.source.rfind("-->")
    shown = (unit for unit in article.units if unit.role is not Role.CODE and any(m in unit.text for m in _MARKS))
    for number in sorted({bisect(starts, offsets.slice(unit.span)[0]) for unit in shown}):
        end = starts[number] if number < len(starts) else len(article.source)
        for match in _OPEN.finditer(article.source, starts[number - 1], end):
            if match["mark"] != "<!--" or match.start() > closed:
                what = "comment" if match["mark"] == "<!--" else "block of code"
                message = f"a {what} begins here and never ends, so that its marks and its text stand on the page"
                yield Finding(offsets.exact(*match.span("mark")), message, _CLOSE[what])
                break


def _abbreviations(article: Article, offsets: Offsets) -> Iterator[Finding]:
    """Yield definitions of an abbreviation that has another meaning above: only the last one counts."""
    code = _code(article)
    known: dict[str, tuple[str, int]] = {}
    for term, meaning, start in abbreviations.definitions(article.source):
        span = offsets.exact(start, start + len(term) + 4)
        if span.line in code:
            continue
        first, line = known.setdefault(term, (meaning, span.line))
        if first != meaning:
            message = f"the abbreviation `{term}` is explained in another way in line {line}; that meaning is lost"
            yield Finding(span, message, "explain it once, or use another abbreviation for the other meaning")


def _rows(article: Article, offsets: Offsets) -> Iterator[Finding]:
    """Yield rows of tables with text in more cells than the head has: Markdown leaves that text out."""
    source, code, end = article.source, _code(article), 0
    for rule in _RULE.finditer(source):
        head = source.rfind("\n", 0, max(rule.start() - 1, 0)) + 1
        number = len(_cells(source[head : rule.start()]))
        if rule.start() < end or "|" not in source[head : rule.end()] or number != len(_cells(rule[0])):
            continue  # no table
        blank = _BLANK.search(source, rule.end())
        end = blank.start() if blank else len(source)
        for row in _ROW.finditer(source, rule.end(), end):
            cells = _cells(row[0])
            span = offsets.exact(row.start(), row.end())
            if any(cell.strip() for cell in cells[number:]) and span.line not in code:
                message = (
                    f"the row has {len(cells)} cells, the head of the table {number}: the text of the rest is lost"
                )
                yield Finding(span, message, "give each column a heading, or write `\\|` where no cell ends")


def _cells(row: str) -> list[str]:
    """Return the cells of a row of a table; a `|` in code or after a backslash ends none. A very long row has none."""
    cells, start = [], 0
    text = row.strip(" \t>\n\r")
    if len(text) > _LONGEST:
        return []
    for match in _SEPARATOR.finditer(text):
        if match[0] == "|":
            cells.append(text[start : match.start()])
            start = match.end()
    cells.append(text[start:])
    return cells[text.startswith("|") : len(cells) - text.endswith("|")]


def _code(article: Article) -> set[int]:
    """Return the lines in which code stands."""
    spans = [unit.span for unit in article.units if unit.role is Role.CODE]
    return {line for span in spans for line in range(span.line, span.end_line + 1)}
