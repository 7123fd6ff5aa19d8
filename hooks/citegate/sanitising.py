"""The second opinion on a page's markup: nh3 (ammonia), which reads HTML as browsers do, with an allow-list of its own.

It shares nothing with `safety`, which judges the author's markup in the parser's tree: what one overlooks the other
still finds. The lists here name what the finished HTML of an article may hold, our own marks among it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TAGS = frozenset(
    "a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img "
    "input ins kbd label li mark ol p pre s samp section small span strong sub summary sup table tbody td tfoot th "
    "thead tr ul var wbr".split()
)
_EVERYWHERE = frozenset("class id title lang dir role hidden tabindex".split())
_ATTRIBUTES = {
    "a": {"href", "rel", "target"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "name", "checked"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type"},
    "td": {"style", "colspan", "rowspan"},
    "th": {"style", "colspan", "rowspan", "scope"},
}
_SCHEMES = frozenset({"http", "https", "mailto"})
_PREFIXES = frozenset({"data-", "aria-"})
_REMOTE = re.compile(r"[\s\x00-\x20]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align: (?:left|right|center);")
_INPUTS = frozenset({"radio", "checkbox"})


class Node(NamedTuple):
    """An element as a browser makes it of the HTML: its name and its attributes, sorted."""

    tag: str
    attributes: tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def sanitised(html: str) -> str:
    """Return the HTML of an article as it stands where it is safe, and otherwise without what is not."""
    clean = _clean(html)
    same = _spelled(html) == clean or _written(html) == _written(clean) or _nodes(html) == _nodes(clean)
    return html if same else clean


def removed(html: str) -> Iterator[Node]:
    """Yield the first element that the sanitiser would take out or change; nothing where it agrees with the page."""
    if sanitised(html) == html:
        return
    kept = _nodes(_clean(html))
    for number, node in enumerate(_nodes(html)):
        if number >= len(kept) or kept[number] != node:
            yield node
            return


def _clean(html: str) -> str:
    import nh3  # noqa: PLC0415 - the sanitiser is loaded only where a page is written or judged

    return nh3.clean(
        html.encode("utf-8", "replace").decode(),  # half a character, which no file holds, is no text for it
        tags=set(TAGS),
        attributes={"*": set(_EVERYWHERE), **_ATTRIBUTES},
        attribute_filter=_filtered,
        url_schemes=set(_SCHEMES),
        generic_attribute_prefixes=set(_PREFIXES),
        link_rel=None,
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None where it may not stand."""
    if name == "src" and _REMOTE.match(value):
        return None
    if name == "href" and value.lstrip().startswith(("//", "\\", "/\\")):
        return None
    if name == "style" and not _ALIGNED.fullmatch(value):
        return None
    return None if tag == "input" and name == "type" and value not in _INPUTS else value


def _body(html: str) -> Any:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - see above

    return LexborHTMLParser(f"<!doctype html><body>{html}").body


def _spelled(html: str) -> str:
    """Return HTML as the sanitiser spells it, where it was written by Markdown: most pages are alike after that."""
    return html.replace(" />", ">").replace("&para;", "¶").replace("\u00a0", "&nbsp;")


def _written(html: str) -> str:
    """Return HTML in one spelling: other pages are alike after that, and need no look at their elements."""
    return str(_body(html).html)


def _nodes(html: str) -> list[Node]:
    body = _body(html)
    return [
        Node(node.tag, tuple(sorted((name, value or "") for name, value in node.attributes.items())))
        for node in body.css("*")
    ]
