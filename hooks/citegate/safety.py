"""Allow-lists for what an article may put on a page: elements, attributes, classes, ids, addresses.

What is not listed becomes a mark of kind `element`, `attribute` or `url`, which SE01 and SE02 refuse with its place.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import TYPE_CHECKING

from citegate.align import words
from citegate.article import Mark
from citegate.harvest import BETWEEN_BLOCKS
from citegate.runs import STASH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from citegate.align import Source
    from citegate.raw_html import RawHtml

ELEMENTS = frozenset(
    "a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins "
    "kbd li mark ol p pre s samp section small span strong sub summary sup table tbody td tfoot th thead tr ul var wbr "
    "cg-cite".split()
)
GENERATED = frozenset({"input", "label"})
"""Elements that the tab extension writes and that nobody may type."""
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"class", "id", "title", "lang", "dir", "markdown"}),
    "a": frozenset({"href"}),
    "cg-cite": frozenset({"raw"}),
    "details": frozenset({"open"}),
    "div": frozenset({"data-tabs"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "input": frozenset({"type", "name", "checked"}),
    "label": frozenset({"for"}),
    "ol": frozenset({"start", "type"}),
    "p": frozenset({"reason", "by", "searched", "query"}),
    "li": frozenset({"reason", "by", "searched", "query"}),
    "td": frozenset({"style", "colspan", "rowspan", "reason", "by", "searched", "query"}),
    "dd": frozenset({"reason", "by", "searched", "query"}),
    "th": frozenset({"style", "colspan", "rowspan", "scope"}),
}
CLASSES = frozenset(
    "admonition admonition-title note abstract summary info tip hint success question warning caution attention "
    "failure danger error bug example quote important gap nocite plain retracted-on-purpose headerlink highlight "
    "codehilite inline end tabbed-set tabbed-alternate tabbed-labels tabbed-content tabbed-block table-caption "
    "figure-caption caption-prefix "
    "highlighttable filename linenos linenodiv code normal special hll".split()
)
_CLASS = re.compile(r"language-[\w+-]+|[a-z]{1,3}\d?(?:-[A-Z][A-Za-z]*)*")
"""Languages of code, and the short names that Pygments gives to tokens: `k`, `s1`, `p-Indicator`, `l-Scalar-Plain`."""
_ALIGN = re.compile(r"text-align: (?:left|right|center);")
_ID = re.compile(r"[^\W_][\w.-]*|_\d+")
"""The second form is what a heading without any ASCII letter gets from the toc extension."""
_RESERVED_ID = re.compile(r"c-[0-9a-f]{8}|cite-|ref-|cg-|__")
_GENERATED_IDS = {
    "input": re.compile(r"__tabbed_\d+_\d+"),
    "figure": re.compile(r"__(?:figure|table)-caption_\d+(?:_\d+)*"),
}
_TAG_IN_TEXT = re.compile(r"<[A-Za-z/!]")
_MARKUP = re.compile(r"<[^>]*>")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_DROPPED = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202f\ufeff]+")
_MISSES = 200
"""Words that may be looked for in vain; after that, places are those of the text around them."""
SCHEMES = frozenset({"http", "https", "mailto"})


def marks(root: Element, raw: Iterable[tuple[tuple[int, int], RawHtml]], source: Source, start: int) -> list[Mark]:
    """Return a mark for each thing of a tree, and of the raw HTML in it, that is not on the lists."""
    finder = _Finder(source, start)
    found = [mark for element in root.iter() if element is not root for mark in _element(element, finder)]
    for _, pieces in groupby(raw, key=lambda pair: (pair[0][0], pair[0][1] == BETWEEN_BLOCKS)):
        found += _pieces([piece for _, piece in pieces], finder, start)
    return found


def bad_scheme(url: str) -> str | None:
    """Return the scheme of an address where it is not allowed, `//` for one without, or None where all is well."""
    plain = _DROPPED.sub("", html.unescape(url)).replace("\\", "/")
    if plain.startswith("//"):
        return "//"
    match = _SCHEME.match(plain)
    return match[1].lower() if match and match[1].lower() not in SCHEMES else None


class _Finder:
    """Finds where suspicious words stand in the source: in their tag or attribute list, or else among its words."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.low, self.high = start, len(source.text)
        self.words = ""
        self._cursor = start
        self._after: dict[str, int] = {}
        self._misses = 0

    def enter_element(self, element: Element) -> None:
        """Look for what comes next in attribute lists, from the last one found on."""
        self.words = " ".join(element.itertext()) if element.attrib else ""

    def enter_raw(self, raw: str, start: int) -> None:
        """Look for what comes next in a piece of raw HTML, from where the last piece stood on."""
        self.words, self.high = _MARKUP.sub(" ", raw), len(self.source.text)
        head = raw.strip().partition("\n")[0]
        at = self.source.text.find(head, max(start, self._cursor))
        self.low = self._cursor = at if at >= 0 else self._cursor

    def enter_tag(self, text: str) -> None:
        """Look for what comes next inside a tag."""
        at = self.source.text.find(text, self._cursor)
        if at >= 0:
            self.low, self.high, self._cursor = at, at + len(text), at + len(text)

    def mark(self, kind: str, name: str, value: str, *needles: re.Pattern[str]) -> Mark:
        """Return a mark at the first group of the first needle that is found."""
        for needle in needles if self._misses < _MISSES else ():
            start = max(self.low, self._after.get(needle.pattern, 0))
            match = needle.search(self.source.text, start, self.high)
            if match:
                self._after[needle.pattern] = match.end()
                self.low = self.low if kind == "url" else match.start()
                return Mark(kind, name, value, self.source.span(*match.span(1)))
        self._misses += 1
        places = self.source.place(words(html.unescape(self.words))[:8], advance=False)
        at = max((place for place in places if place), key=lambda p: p[1] - p[0], default=(self.low, 0))[0]
        return Mark(kind, name, value, self.source.span(at, at + 1))


def _element(element: Element, finder: _Finder) -> Iterator[Mark]:
    tag = str(element.tag)
    finder.enter_element(element)
    if tag not in ELEMENTS | GENERATED:
        yield finder.mark("element", tag, tag, _tag(tag))
    yield from _attributes(tag, element.attrib.items(), finder, typed=False)


def _pieces(pieces: Sequence[RawHtml], finder: _Finder, start: int) -> Iterator[Mark]:
    """Yield the marks of the raw HTML of one block, where elements may be opened in one piece and closed in another."""
    left_open: list[Mark] = []
    for piece in pieces:
        finder.enter_raw(piece.source, start)
        for name in piece.closes:
            if left_open and left_open[-1].name == name:
                left_open.pop()
            else:
                yield finder.mark("element", name, f"</{name}> that closes nothing", _tag(f"/{name}"))
        left_open += [finder.mark("element", n, f"<{n}> that is never closed", _tag(n)) for n in piece.unclosed]
        yield from _raw(piece, finder)
    yield from (mark for mark in left_open if mark.name in ELEMENTS)


def _raw(piece: RawHtml, finder: _Finder) -> Iterator[Mark]:
    for tag in piece.tags:
        finder.enter_tag(tag.text)
        if tag.name not in ELEMENTS or tag.name == "cg-cite":
            yield finder.mark("element", tag.name, tag.text, _literal(tag.text), _tag(tag.name))
        yield from _attributes(tag.name, [(k, v or "") for k, v in tag.attributes], finder, typed=True)


def _tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<{re.escape(name)})\b", re.IGNORECASE)


def _attributes(tag: str, items: Iterable[tuple[str, str]], finder: _Finder, *, typed: bool) -> Iterator[Mark]:
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
    for name, value in items:
        if name not in allowed or (name == "style" and not (_ALIGN.fullmatch(value) and not typed)):
            yield finder.mark("attribute", name, f"{name}={value}", _inside(f"{name}="), _inside(name))
        elif name == "title" and _TAG_IN_TEXT.search(value):
            yield finder.mark("attribute", name, f"{name}={value}", _literal(value), _inside(f"{name}="))
        elif name == "class":
            for word in _bad_classes(value):
                yield finder.mark("attribute", "class", word, _inside(word))
        elif name == "id" and not _id_allowed(tag, value, typed=typed):
            yield finder.mark("attribute", "id", value, _inside(value))
        elif name in ("href", "src"):
            scheme = bad_scheme(STASH.sub("", value).replace("\x02amp\x03", "&"))
            if scheme:
                yield finder.mark("url", scheme, value, _literal(value), _literal(f"{scheme}:"))


def _inside(word: str) -> re.Pattern[str]:
    """Return the pattern of a word inside a tag or an attribute list."""
    end = r"(?![\w-])" if word[-1:].isalnum() else ""
    return re.compile(rf"[<{{][^<>{{}}]*?(?<![\w-])({re.escape(word)}){end}", re.IGNORECASE)


def _literal(text: str) -> re.Pattern[str]:
    return re.compile(f"({re.escape(text)})")


def _bad_classes(value: str) -> Sequence[str]:
    return [word for word in value.split() if word not in CLASSES and not _CLASS.fullmatch(word)]


def _id_allowed(tag: str, value: str, *, typed: bool) -> bool:
    if tag in _GENERATED_IDS and not typed and _GENERATED_IDS[tag].fullmatch(value):
        return True
    return tag != "img" and bool(_ID.fullmatch(value)) and not _RESERVED_ID.match(value)
