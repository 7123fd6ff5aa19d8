"""A run: the inline content between two block boundaries, as one text that knows where each character came from."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citegate.citations import TAG, parse_group
from citegate.limits import MOST_GROUPS, Exceeded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from citegate.article import Citation

MARKER = 0xE000
"""A citation group stands in a run's text as one private-use character: `MARKER` + its number in the run."""
STASH = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_AMP = "\x02amp\x03"
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_ENCODED = re.compile(f"\x02(?P<code>[0-9]+)\x03|(?:&|{_AMP})(?P<name>#[0-9]+|#x[0-9a-fA-F]+|[0-9a-zA-Z]+);|{_AMP}")
"""What the tree holds in place of a character: an escaped one, a character reference, an ampersand."""
PERMALINK = "\u00b6"
"""The sign that the toc extension appends to headings; it is no text of the article's."""
_RAISE = re.compile(r"<sup[\s>]", re.IGNORECASE)
PRIVATE = re.compile("[\ue000-\uf8ff]")
_STOP = re.compile(r"[.,;:!?](?<= .)(?!\d)")
_BEFORE_STOP = re.compile(r" +([.,;:!?])(?!\d)")


@dataclass(slots=True)
class Piece:
    """Characters of a run that stand together in one text slot (`text` or `tail`) of one element.

    The slot may hold another text for them, e.g. a character reference: from `offset` on, `raw` characters long.
    """

    start: int
    length: int
    element: Element
    slot: str
    offset: int
    raw: int


@dataclass(slots=True)
class RawGroup:
    """A citation group before its place in the source is known; `element` is None where raw HTML holds it."""

    raw: str
    citations: tuple[Citation, ...]
    element: Element | None
    placeholder: str = ""


@dataclass(slots=True)
class Run:
    """Inline content: `text` with one marker character per citation group, and the elements it was read from."""

    container: Element
    kind: str
    length: int = 0
    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    groups: list[RawGroup] = field(default_factory=list)
    alts: list[tuple[int, str, Element]] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of the text that `<sup>` raises; one that is not closed yet is empty."""
    parents: dict[int, Element] = field(default_factory=dict)
    stashed: list[tuple[int, str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the whole text; joined once, when first asked for after the run was read."""
        if len(self.parts) > 1:
            self.parts[:] = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def add(self, text: str) -> None:
        """Append characters that belong to no text slot."""
        self.parts.append(text)
        self.length += len(text)

    def add_text(self, text: str, element: Element, slot: str, offset: int, raw: int | None = None) -> None:
        """Append visible characters; private-use characters of the author's cannot pass for markers."""
        if text:
            self.pieces.append(Piece(self.length, len(text), element, slot, offset, len(text) if raw is None else raw))
            self.add(text if text.isascii() else PRIVATE.sub("\ufffd", text))

    def add_group(self, group: RawGroup) -> None:
        """Append a citation group as its marker."""
        if len(self.groups) >= MOST_GROUPS:
            raise Exceeded(f"a paragraph holds more than {MOST_GROUPS:,} citations")
        self.add(chr(MARKER + len(self.groups)))
        self.groups.append(group)

    def groups_between(self, start: int, end: int) -> Iterator[RawGroup]:
        """Yield the groups whose markers stand in a range of the text."""
        for index in marker_numbers(self.text[start:end]):
            yield self.groups[index]


def marker_numbers(text: str) -> Iterator[int]:
    """Yield the numbers of the markers in a text."""
    for match in PRIVATE.finditer(text):
        yield ord(match.group()) - MARKER


def without_markers(text: str) -> str:
    """Return what readers see as words: markers dropped, white space folded, none before a full stop or comma."""
    folded = " ".join((text if text.isascii() else PRIVATE.sub(" ", text)).split())
    return _BEFORE_STOP.sub(r"\1", folded) if _STOP.search(folded) else folded


class RunReader:
    """Reads inline elements into a run. `stash` is the parser's store of raw HTML, by placeholder number."""

    def __init__(self, stash: Sequence[object]) -> None:
        self.stash = stash

    def read_slot(self, run: Run, element: Element, slot: str) -> None:
        """Append the text or tail of an element, placeholders of the stash resolved."""
        text = getattr(element, slot) or ""
        position = 0
        for match in STASH.finditer(text):
            self._plain(run, element, slot, text[position : match.start()], position)
            self._stashed(run, element, slot, match)
            position = match.end()
        self._plain(run, element, slot, text[position:], position)

    def _plain(self, run: Run, element: Element, slot: str, text: str, offset: int) -> None:
        position = 0
        for match in _ENCODED.finditer(text) if "\x02" in text or "&" in text else ():
            run.add_text(text[position : match.start()], element, slot, offset + position)
            decoded = chr(int(match["code"])) if match["code"] else html.unescape(f"&{match['name']};")
            shown = decoded if match["code"] or match["name"] else "&"
            run.add_text(shown, element, slot, offset + match.start(), len(match[0]))
            position = match.end()
        run.add_text(text[position:], element, slot, offset + position)

    def _stashed(self, run: Run, element: Element, slot: str, placeholder: re.Match[str]) -> None:
        number, offset, length = int(placeholder[1]), placeholder.start(), len(placeholder[0])
        raw = self.stash[number] if number < len(self.stash) else ""
        if not isinstance(raw, str):
            return
        if _ENTITY.fullmatch(raw):
            run.add_text(html.unescape(raw), element, slot, offset, length)
            return
        run.stashed.append((number, raw, run.length))
        if _RAISE.match(raw):
            run.raised.append((run.length, run.length))
        elif run.raised and raw.strip().lower() == "</sup>":
            run.raised[-1] = (run.raised[-1][0], run.length)

    def read_inline(self, run: Run, element: Element, parent: Element) -> None:
        """Append an inline element: its text, its children's, and not its tail."""
        run.parents[id(element)] = parent
        if element.tag == TAG:
            raw = element.get("raw", "")
            run.add_group(RawGroup(raw, parse_group(raw[1:-1]) or (), element))
            return
        if element.tag == "img":
            run.alts.append((run.length, element.get("alt", ""), element))
            return
        if element.tag == "br":
            run.add("\n")
            return
        if element.get("class") == "headerlink" and (element.text or "").replace(_AMP, "&") in ("&para;", PERMALINK):
            return
        start = run.length
        self.read_slot(run, element, "text")
        for child in element:
            self.read_inline(run, child, element)
            self.read_slot(run, child, "tail")
        if element.tag == "code":
            run.code.append((start, run.length))
        elif element.tag == "a":
            run.links.append((start, run.length))
