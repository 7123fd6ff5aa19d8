"""Limits that are checked before parsing: what no article needs, and what keeps a parser busy for minutes.

Measured on Python-Markdown 3.11: 8,000 opening brackets in a row take 10 s, 20,000 times `<a ` over a minute, and a
thousand nested lists end in a RecursionError. Each limit is far above anything that people write.
"""

from __future__ import annotations

import re

MOST_CHARACTERS = 300_000
"""Forty-five thousand words: a book of a hundred and fifty pages. The worst of that length, a table of short rows or
nothing but headings, takes nearly four seconds to parse and judge."""
MOST_OPEN = 40
"""Brackets of one kind that may be open at once within a paragraph."""
MOST_OPEN_TAGS = 400
MOST_INDENT = 80
"""Columns before the marker of a list item: twenty levels."""

MOST_FENCES = 1_000
"""Lines that open or close a block of code; each block asks for its language anew, which takes about 2 ms."""

MOST_GROUPS = 6_000
"""Citation groups within a paragraph: each is a character of its own while the paragraph is read."""

_TOKEN = re.compile(r"\n[ \t\r]*(?=\n)|\\.|[\[\](){}]|<(?=[A-Za-z!?/])|>", re.DOTALL)
_PAIRS = {"]": "[", ")": "(", "}": "{", ">": "<"}
_NESTED = re.compile(rf"^[ \t]{{{MOST_INDENT},}}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_TAG = re.compile(r"<(?P<close>/)?(?!(?:br|hr|img|wbr)\b|[a-z]+:)[A-Za-z][A-Za-z0-9]*(?=[\s>/])")


class Exceeded(ValueError):  # noqa: N818 - "limit exceeded", as the message says
    """A limit that shows only while a text is parsed."""


def exceeded(text: str) -> tuple[int, str] | None:
    """Return offset and words of the first limit that a text exceeds, or None. One pass, linear in the text."""
    if len(text) > MOST_CHARACTERS:
        return MOST_CHARACTERS, f"it has more than {MOST_CHARACTERS:,} characters: divide it"
    nested = _NESTED.search(text)
    if nested:
        return nested.end() - 2, f"a list item is indented by more than {MOST_INDENT} columns"
    return _fences(text) or _brackets(text) or _tags(text)


def _fences(text: str) -> tuple[int, str] | None:
    for number, match in enumerate(_FENCE.finditer(text), 1):
        if number > MOST_FENCES:
            return match.start(), f"more than {MOST_FENCES:,} lines open or close a block of code"
    return None


def _brackets(text: str) -> tuple[int, str] | None:
    opened: dict[str, int] = {}
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0] == "\n":
            opened.clear()
        elif token in _PAIRS:
            opened[_PAIRS[token]] = max(0, opened.get(_PAIRS[token], 0) - 1)
        elif token[0] != "\\":
            opened[token] = opened.get(token, 0) + 1
            if opened[token] > MOST_OPEN:
                return match.start(), f"more than {MOST_OPEN} `{token}` are open in one paragraph"
    return None


def _tags(text: str) -> tuple[int, str] | None:
    opened = 0
    for match in _TAG.finditer(text):
        opened += -1 if match["close"] else 1
        if opened > MOST_OPEN_TAGS:
            return match.start(), f"more than {MOST_OPEN_TAGS} elements of HTML are open"
    return None
