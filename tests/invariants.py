"""What holds of every text, however broken: no failure, places in the file, all accounted for, the same twice."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from citegate import engine

if TYPE_CHECKING:
    from citegate.article import Article
    from citegate.diagnostics import Diagnostic, Span

    from tests.workbench import TODAY, Bench
else:
    from workbench import TODAY, Bench

_LINE = re.compile(r"\r\n|\r|\n")
LOST = "text on the page that was not classified"
EXPECTED = ("limit", "SnippetMissingError")
"""Why a text may stay unparsed: it exceeds a limit, or names a snippet that is not there."""


@cache
def bench() -> Bench:
    """Return the one workbench: one parser for all texts."""
    return Bench()


def judged(text: str, name: str = "x.md") -> tuple[Article, list[Diagnostic]]:
    """Return the article of a text and what all rules find in it."""
    project = bench().project
    article = project.parser.parse(text, name)
    return article, engine.judge([article], replace(project.context, today=TODAY))


def inside(span: Span, lines: list[str]) -> bool:
    """Return whether a place is one of a file with these lines; the end of the last line is one."""
    if not 1 <= span.line <= span.end_line <= len(lines):
        return False
    ends = span.end_column <= len(lines[span.end_line - 1]) + 2 and (span.line, span.column) <= (
        span.end_line,
        span.end_column,
    )
    return ends and 1 <= span.column <= len(lines[span.line - 1]) + 1


def broken(text: str, *, sane: bool = False) -> list[str]:
    """Return what does not hold of a text; of a sane one nothing may stay unparsed or unaccounted for."""
    article, found = judged(text)
    lines = [*_LINE.split(text), ""]
    wrong = [f"outside the file: {d} to {d.span}" for d in found if d.path == "x.md" and not inside(d.span, lines)]
    wrong += [str(d) for d in found if d.code == engine.INTERNAL]
    wrong += [
        f"not parsed: {m.name}: {m.value}" for m in article.marks if m.kind == "unparsed" and m.name not in EXPECTED
    ]
    wrong += [
        str(d) for d in found if sane and d.code == "CL03" and (LOST in d.message or "cannot be parsed" in d.message)
    ]
    again, anew = judged(text)
    if (again.html, again.blocks, anew) != (article.html, article.blocks, found):
        wrong.append("judged differently the second time")
    return wrong + [f"not one line: {d!r}" for d in found if "\n" in str(d) or not d.help]
