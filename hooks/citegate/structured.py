"""Structured data (JSON-LD, schema.org) against the article that they describe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.article import Article
    from citegate.roster import Member

_ABOUT_PAGE = re.compile(r"(?:Article|WebPage|BlogPosting|Report|Guideline)$")
_DAYS = {"datePublished": "created", "dateCreated": "created", "dateModified": "updated"}
_REVIEW = ("reviewedBy", "lastReviewed")


def problems(data: Any, article: Article, roster: Mapping[str, Member], references: int) -> Iterator[str]:
    """Yield what JSON-LD says that the article does not; `references` is how many the page lists."""
    for item in _items(data):
        yield from _review(item, article, roster)
        if any(_ABOUT_PAGE.search(str(kind)) for kind in _listed(item.get("@type"))):
            yield from _facts(item, article, references)


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects at the top of the data, or in their graph."""
    for item in _listed(data):
        if isinstance(item, dict):
            yield item
            yield from (inner for inner in _listed(item.get("@graph")) if isinstance(inner, dict))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(value: Any) -> list[str]:
    """Return the names in a value that may be text, an object with a name, or a list of such."""
    return [str(one.get("name", "")) if isinstance(one, dict) else str(one) for one in _listed(value)]


def _review(item: Mapping[str, Any], article: Article, roster: Mapping[str, Member]) -> Iterator[str]:
    if article.status != "approved":
        yield from (f"`{key}` claims a review, and the article is not approved" for key in _REVIEW if item.get(key))
        return
    reviewers = {roster[handle].name for handle in article.front.values.get("reviewers", ()) if handle in roster}
    for name in _names(item.get("reviewedBy")):
        if not any(reviewer in name for reviewer in reviewers):
            yield f"`reviewedBy` names {name}, who is no reviewer of the article"


def _facts(item: Mapping[str, Any], article: Article, references: int) -> Iterator[str]:
    values = article.front.values
    for key in ("name", "headline"):
        if key in item and item[key] != values.get("title"):
            yield f"`{key}` is “{item[key]}”, and the title is “{values.get('title')}”"
    for key, name in _DAYS.items():
        day = values.get(name)
        if key in item and (day is None or not str(item[key]).startswith(day.isoformat())):
            yield f"`{key}` is {item[key]}, and the article says {day}"
    authors = values.get("authors", ())
    for name in _names(item.get("author")):
        if not any(author == name or author.startswith(f"{name},") for author in authors):
            yield f"`author` names {name}, who is no author of the article"
    if "citation" in item and len(_listed(item["citation"])) != references:
        yield f"`citation` has {len(_listed(item['citation']))} entries, and the page lists {references} references"
