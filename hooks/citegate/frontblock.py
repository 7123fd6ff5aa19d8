"""Where the front matter of a file starts and ends, and what is wrong with its two `---` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.diagnostics import FILE, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.offsets import Offsets

_OPEN = re.compile(r"---[ \t]*\r?(\n|\Z)")
_CLOSE = re.compile(r"^(---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_LATE = re.compile(r"\s*(---)[ \t]*\r?\n(?=[ ]{0,3}[A-Za-z0-9_-]+:)")
# A MultiMarkdown header, as MkDocs recognises it; it ends at the first blank line.
_HEADER = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")
_BLANK = re.compile(r"^[ \t]*\r?\n", re.MULTILINE)
_TEMPLATE = "start the file with `---`, then one `key: value` a line, then `---`"


@dataclass(frozen=True, slots=True)
class Block:
    """The YAML from offset `start` to `end`, the body from `body` on; `end` is None where there is no YAML to read."""

    start: int
    end: int | None
    body: int
    problems: tuple[Finding, ...] = ()


def locate(source: str, kind: str, offsets: Offsets) -> Block:
    """Return the block of a file. Where its end is missing, the body starts after the first blank line."""
    first = int(source.startswith("\ufeff"))
    problems = [Finding(FILE, "the file starts with a byte order mark", "save it as UTF-8 without BOM")] * first
    opening = _OPEN.match(source, first)
    if opening is None:
        opening = _LATE.match(source, first)
        if opening is None:
            body = _after_blank(source, first) if _HEADER.match(source, first) else 0
            return Block(0, None, body, (*problems, *_absent(source[first:], kind)))
        span = offsets.span(*opening.span(1))
        problems.append(
            Finding(span, "something stands before the opening `---`", "make it the first line, unindented")
        )
    closing = _CLOSE.search(source, opening.end())
    if closing is None:
        span = offsets.span(*opening.span())
        problems.append(Finding(span, "the front matter is never closed", "add a `---` line after the last key"))
        return Block(0, None, _after_blank(source, opening.end()), tuple(problems))
    span = offsets.span(*closing.span(1))
    if closing.group(1) == "...":
        problems.append(Finding(span, "`...` is not the closing `---`", "close the front matter with `---`"))
    if closing.end() == len(source):
        problems.append(Finding(span, "nothing follows the front matter", "write the text below it"))
    return Block(opening.end(), closing.start(), min(closing.end() + 1, len(source)), tuple(problems))


def _after_blank(source: str, start: int) -> int:
    """Return the offset after the first blank line, or the start of the file where there is none."""
    blank = _BLANK.search(source, start)
    return blank.end() if blank else 0


def _absent(text: str, kind: str) -> Iterator[Finding]:
    """Yield what is wrong with a file that does not start with `---`."""
    if _HEADER.match(text):
        yield Finding(
            FILE, "keys stand without a `---` line before them", "put `---` above the first and below the last"
        )
    elif kind == "article" and not text.strip():
        yield Finding(FILE, "the file is empty", _TEMPLATE)
    elif kind == "article":
        yield Finding(FILE, "the article has no front matter", _TEMPLATE)
