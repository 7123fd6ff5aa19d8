"""Allow-lists for what an article may put on a page: elements, attributes, classes, ids, addresses.

What is not listed becomes a mark of kind `element`, `attribute` or `url`, which SE01 and SE02 refuse with its place.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from citegate.article import Mark
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
    "failure danger error bug example quote important gap nocite plain headerlink highlight codehilite inline end "
    "tabbed-set tabbed-alternate tabbed-labels tabbed-content tabbed-block table-caption figure-caption".split()
)
_CLASS = re.compile(r"language-[\w+-]+|[a-z]{1,2}\d?")
_ALIGN = re.compile(r"text-align: (?:left|right|center);")
_ID = re.compile(r"[^\W_][\w.-]*")
_RESERVED_ID = re.compile(r"c-[0-9a-f]{8}|cite-|ref-|cg-|__")
_TAB_ID = re.compile(r"__tabbed_\d+(?:_\d+)?")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_DROPPED = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202f\ufeff]+")
SCHEMES = frozenset({"http", "https", "mailto"})


def marks(root: Element, raw: Iterable[tuple[object, RawHtml]], source: Source, start: int) -> list[Mark]:
    """Return a mark for each thing of a tree, and of the raw HTML in it, that is not on the lists."""
    finder = _Finder(source, start)
    found = [mark for element in root.iter() if element is not root for mark in _element(element, finder)]
    for _, piece in raw:
        finder.enter(piece.source)
        found += _raw(piece, finder)
    return found


def bad_scheme(url: str) -> str | None:
    """Return the scheme of an address where it is not allowed, `//` for one without, or None where all is well."""
    plain = _DROPPED.sub("", html.unescape(url)).replace("\\", "/")
    if plain.startswith("//"):
        return "//"
    match = _SCHEME.match(plain)
    return match[1].lower() if match and match[1].lower() not in SCHEMES else None


class _Finder:
    """Finds each suspicious word's next occurrence in the source."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.after: dict[str, int] = {}
        self._raw_end = start

    def enter(self, raw: str) -> None:
        """Go to where a piece of raw HTML stands; what is looked for next stands in it."""
        head = raw.strip().partition("\n")[0]
        at = self.source.text.find(head, self._raw_end)
        if at >= 0:
            self.start, self._raw_end = at, at + len(head)
            self.after.clear()

    def mark(self, kind: str, name: str, value: str, *needles: str) -> Mark:
        for needle in needles:
            at = self.source.text.find(needle, self.after.get(needle, self.start)) if needle else -1
            if at >= 0:
                self.after[needle] = at + len(needle)
                return Mark(kind, name, value, self.source.span(at, at + len(needle)))
        return Mark(kind, name, value, self.source.span(self.start, self.start + 1))


def _element(element: Element, finder: _Finder) -> Iterator[Mark]:
    tag = str(element.tag)
    if tag not in ELEMENTS | GENERATED:
        yield finder.mark("element", tag, tag, f"<{tag}", tag)
    yield from _attributes(tag, element.attrib.items(), finder, typed=False)


def _raw(piece: RawHtml, finder: _Finder) -> Iterator[Mark]:
    for tag in piece.tags:
        if tag.name not in ELEMENTS or tag.name == "cg-cite":
            yield finder.mark("element", tag.name, tag.text, tag.text, f"<{tag.name}")
        yield from _attributes(tag.name, [(k, v or "") for k, v in tag.attributes], finder, typed=True)
    for name in piece.unclosed:
        finder.after.pop(f"<{name}", None)
        yield finder.mark("element", name, f"<{name}> that is never closed", f"<{name}")


def _attributes(tag: str, items: Iterable[tuple[str, str]], finder: _Finder, *, typed: bool) -> Iterator[Mark]:
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
    for name, value in items:
        if name not in allowed or (name == "style" and not (_ALIGN.fullmatch(value) and not typed)):
            yield finder.mark("attribute", name, f"{name}={value}", f"{name}=", name)
        elif name == "class":
            for word in _bad_classes(value):
                yield finder.mark("attribute", "class", word, f".{word}", word)
        elif name == "id" and not _id_allowed(tag, value, typed=typed):
            yield finder.mark("attribute", "id", value, f"#{value}", value)
        elif name in ("href", "src"):
            scheme = bad_scheme(STASH.sub("", value).replace("\x02amp\x03", "&"))
            if scheme:
                yield finder.mark("url", scheme, value, value, scheme, "](")


def _bad_classes(value: str) -> Sequence[str]:
    return [word for word in value.split() if word not in CLASSES and not _CLASS.fullmatch(word)]


def _id_allowed(tag: str, value: str, *, typed: bool) -> bool:
    if tag in ("input", "label") and not typed:
        return bool(_TAB_ID.fullmatch(value))
    return tag != "img" and bool(_ID.fullmatch(value)) and not _RESERVED_ID.match(value)
