"""The citation grammar: `[@a]`, `[@a; @b]`, `[see @a, p. 4; @b, sec. 2.1]`, and how it is found in Markdown.

Only the grammar is recognised; whatever else looks like a citation stays visible on the page and is refused by CI02.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown.inlinepatterns import InlineProcessor

from citegate.article import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = r"[A-Za-z0-9_-]+"
TAG = "cg-cite"
"""Element that stands in the tree for a citation group until it is numbered."""

_ITEM = re.compile(rf"(?P<prefix>[^@\[\];]*)(?<![\w.])@(?P<key>{KEY})\s*(?:,(?P<locator>[^@\[\];]*))?")
GROUP = r"\[(?P<body>[^\[\]@]*@[^\[\]]*)\](?!\()"
"""The pattern of what may be a citation group in Markdown."""
_LOOKALIKE = re.compile(r"\[(?:\s{0,9}@|[^\[\]@]{0,200};\s{0,9}@|[^\[\]]{0,200}?(?<![\w.@])@\w)[^\[\]]{0,400}\]?")
_WORD = re.compile(r"\w")
_NUMBERED = re.compile(r"\[(?:\^[\w-]+|\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
_INTERVAL = re.compile(r"(?:CI|IQR|range|interval|between|median|mean|[=≤≥<>(\d%])[\s,:]*\Z", re.IGNORECASE)
_SPREAD = re.compile(
    r"(?:[=≤≥<>(±]|\b(?:CI|IQR|SD|SE|range|interval|between|median|mean)(?:\s(?:of|was|is))?[\s,:=]*[\d.]{0,9}%?)\s*\Z",
    re.IGNORECASE,
)
_P_VALUE = re.compile(r"\bp\s?(?:value\s?)?(?:of\s?)?[=<>≤]?\s?0?\.\d+\s*\Z", re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse_group(body: str) -> tuple[Citation, ...] | None:
    """Return the citations inside a bracket, or None where the text between the brackets is not the grammar."""
    found = []
    for item in body.split(";"):
        match = _ITEM.fullmatch(item.strip())
        if match is None:
            return None
        prefix, locator = match["prefix"].strip(), (match["locator"] or "").strip()
        if (prefix and not _WORD.search(prefix)) or (match["locator"] is not None and not _WORD.search(locator)):
            return None
        found.append(Citation(match["key"], prefix, " ".join(locator.split())))
    return tuple(found)


def find_groups(text: str) -> Iterator[tuple[int, int, tuple[Citation, ...]]]:
    """Yield start, end and citations of each well-formed group in a text."""
    for match in re.finditer(GROUP, text):
        citations = parse_group(match["body"])
        if citations:
            yield match.start(), match.end(), citations


def find_lookalikes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind (`at`, `number`) of what readers would see raw although it looks like a citation."""
    if "[" not in text:
        return
    if "@" in text:
        for match in _LOOKALIKE.finditer(text):
            yield match.start(), match.end(), "at"
    for match in _NUMBERED.finditer(text):
        if not _is_interval(match[0], text[max(0, match.start() - 24) : match.start()]):
            yield match.start(), match.end(), "number"


def _is_interval(bracket: str, before: str) -> bool:
    """Return whether a bracket of numbers is a measure of spread: two numbers, or one that a word before names."""
    if _P_VALUE.search(before):
        return False
    return bool((_SPREAD if bracket.strip("[]").isdigit() else _INTERVAL).search(before))


class CitationProcessor(InlineProcessor):
    """Put a `cg-cite` element where a citation group stands; code and comments never reach an inline processor."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        """Return the element and its range, or nothing where the bracket is not the grammar."""
        citations = parse_group(m["body"])
        if citations is None:
            return None, None, None
        element = ET.Element(TAG)
        element.set("raw", m.group(0))
        return element, m.start(0), m.end(0)


def processor() -> CitationProcessor:
    """Return the inline processor; its priority must lie above links and references, below code and escapes."""
    return CitationProcessor(GROUP)
