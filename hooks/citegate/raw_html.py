"""Raw HTML that an author typed: its tags, attributes and the text in it that readers see, with citations found."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from citegate.citations import find_groups
from citegate.runs import PRIVATE, RawGroup, Run

INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup u var wbr".split()
)
UNSEEN = frozenset({"script", "style", "template", "title"})
"""Elements whose text no reader sees; SE01 refuses them."""
_NOWHERE = Element("raw")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(slots=True)
class Tag:
    """A start tag of raw HTML with its attributes as typed."""

    name: str
    attributes: list[tuple[str, str | None]]
    text: str


@dataclass(slots=True)
class RawHtml:
    """What raw HTML holds: runs of visible text (`raw` or `code`), tags, comments.

    Inline HTML reaches the parser tag by tag: `unclosed` are elements that a piece leaves open, `closes` its end tags
    of elements that it has not opened.
    """

    runs: list[Run] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)
    rewritten: str = ""
    source: str = ""


class _Reader(HTMLParser):
    def __init__(self, first_serial: int) -> None:
        super().__init__(convert_charrefs=False)
        self.found = RawHtml()
        self.serial = first_serial
        self.parts: list[str] = []
        self.open: list[str] = []
        self.run = Run(_NOWHERE, "raw")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._boundary(tag)
        text = self.get_starttag_text() or ""
        self.found.tags.append(Tag(tag, attrs, text))
        self.parts.append(text)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "img":
            self.run.alts.append((self.run.length, dict(attrs).get("alt") or "", _NOWHERE))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        self._boundary(tag)
        self.parts.append(f"</{tag}>")
        if tag not in self.open:
            self.found.closes.append(tag)
            return
        while self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if UNSEEN.intersection(self.open):
            self.parts.append(data)
            return
        self.run.kind = "code" if "pre" in self.open or "code" in self.open else "raw"
        position = 0
        if "sup" in self.open:
            self.run.raised.append((self.run.length, self.run.length + len(data)))
        for start, end, citations in () if self.run.kind == "code" else find_groups(data):
            placeholder = f"\x02cgcite:{self.serial}\x03"
            self.serial += 1
            self._add(data[position:start])
            self.run.add_group(RawGroup(data[start:end], citations, None, placeholder))
            self.parts += [data[position:start], placeholder]
            position = end
        self._add(data[position:])
        self.parts.append(data[position:])

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, text: str) -> None:
        self._add(html.unescape(text))
        self.parts.append(text)

    def _add(self, text: str) -> None:
        """Append visible characters; private-use characters of the author's cannot pass for markers."""
        self.run.add(PRIVATE.sub("\ufffd", text))

    def handle_comment(self, data: str) -> None:
        self.found.comments.append(data)
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.tags.append(Tag("!" + decl.split(maxsplit=1)[0] if decl.split() else "!", [], decl))

    def handle_pi(self, data: str) -> None:
        self.found.tags.append(Tag("?", [], data))

    def _boundary(self, tag: str) -> None:
        if tag in INLINE and tag != "code":
            return
        if tag == "code" and "pre" not in self.open:
            return
        self.flush()

    def flush(self) -> None:
        if self.run.text.strip() or self.run.alts:
            self.found.runs.append(self.run)
        self.run = Run(_NOWHERE, "raw")


def read(raw: str, first_serial: int = 0) -> RawHtml:
    """Return what raw HTML holds; `rewritten` has a placeholder, numbered from `first_serial`, for each citation."""
    reader = _Reader(first_serial)
    reader.feed(raw)
    reader.close()
    reader.flush()
    reader.found.rewritten = "".join(reader.parts)
    reader.found.unclosed = reader.open
    reader.found.source = raw
    return reader.found
