"""Structured data (JSON-LD): every value is on the page, and nothing claims a review that there was not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from citegate.sitecheck.page import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.diagnostics import Finding
    from citegate.seen import Seen
    from citegate.sitecheck.page import BuiltPage
    from citegate.sitecheck.sources import Source

CODE = "VS05"
_REVIEW = frozenset({"reviewedBy", "lastReviewed", "review", "reviews", "aggregateRating", "reviewRating"})
_VOCABULARY = frozenset({"@type", "@context", "propertyID", "inLanguage", "isAccessibleForFree"})
_MARK = "application/ld+json"


def check(page: BuiltPage, source: Source) -> Iterator[Finding]:
    """Yield each value of the page's JSON-LD that the page does not show."""
    for node in page.tree.css("script"):
        if attribute(node, "type").strip().lower() != _MARK:
            continue
        try:
            data = json.loads(node.text())
        except (ValueError, RecursionError):
            yield page.finding("the structured data of the page are no JSON", _MARK)
            continue
        found = dict.fromkeys(_problems(data, source, page, page.seen))
        yield from (page.finding(f"structured data: {said}", _MARK) for said in found)
    if page.tree.css_first("[itemscope], [itemprop], [typeof], [vocab]"):
        yield page.finding("the page has structured data as attributes, which nobody compares", "item")


def _problems(data: Any, source: Source, page: BuiltPage, seen: Seen) -> Iterator[str]:
    items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    if not items:
        yield "no object"
    for item in items:
        if not isinstance(item, dict):
            yield "no object"
            continue
        if source.status != "approved":
            yield from (f"`{key}` claims a review, and the article is not approved" for key in _reviews(item))
        yield from _exact(item, source, page, seen)
        rest = {key: value for key, value in item.items() if key != "citation"}
        yield from (f"“{value}” is not on the page" for value in _leaves(rest) if not _shown(value, seen))
        yield from _references(item.get("citation", []), seen)


def _exact(item: dict[str, Any], source: Source, page: BuiltPage, seen: Seen) -> Iterator[str]:
    """Yield the values that differ from the one place where the page says the same."""
    title = page.tree.css_first("h1")
    places = {
        "name": page.words(title) if title else "",
        "headline": page.words(title) if title else "",
        "description": seen.description,
        "url": seen.canonical,
        "creativeWorkStatus": source.status.capitalize(),
        "dateCreated": str(source.values.get("created", "")),
        "dateModified": str(source.values.get("updated", "")),
        "inLanguage": seen.language,
    }
    for key, said in places.items():
        if key in item and " ".join(str(item[key]).split()) != " ".join(said.split()):
            yield f"`{key}` is “{item[key]}”, and the page says “{said}”"


def _references(cited: Any, seen: Seen) -> Iterator[str]:
    listed = cited if isinstance(cited, list) else [cited]
    if len(listed) != len(seen.references):
        yield f"{len(listed)} works are cited, and the page lists {len(seen.references)}"
        return
    for number, (work, (words, addresses)) in enumerate(zip(listed, seen.references, strict=True), start=1):
        for value in _leaves(work):
            if not (value in addresses or words.have(value)):
                yield f"“{value}” does not stand in reference {number}"


def _reviews(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (key for key in value if key in _REVIEW and value[key])
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _reviews(one)


def _leaves(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    elif key not in _VOCABULARY:
        yield str(value)


def _shown(value: str, seen: Seen) -> bool:
    return value in (seen.description, seen.canonical) or seen.shows(value)
