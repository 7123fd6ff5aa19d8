"""Structured data (JSON-LD, schema.org) against the article that they describe and the page that shows it.

Every value is compared. What has a place of its own (title, days, authors, review, references) is compared with that
place; all else must be found on the page as words, day or link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citegate import citedworks
from citegate.seen import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from citegate.article import Article
    from citegate.jsonplaces import Path
    from citegate.roster import Member
    from citegate.seen import Seen

    Problem = tuple[Path, str]
    Check = Callable[[Any, Article, Seen], Iterator[Problem]]

AUDIENCE = {"professional": "healthcare professionals", "student": "students", "patient": "patients and carers"}
"""How pages call those for whom an article was written."""
_ABOUT_PAGE = re.compile(r"(?:Article|WebPage|BlogPosting|Report|Guideline)$")
_KINDS = (
    "Person|Organization|WebSite|Audience|PeopleAudience|MedicalAudience|Drug|PropertyValue|BreadcrumbList|ListItem"
)
_WORD = {
    "@type": re.compile(rf"^(?:{_KINDS}|\w*(?:Article|WebPage|BlogPosting|Report|Guideline))$"),
    "@context": re.compile(r"^https?://schema\.org/?$"),
    "propertyID": re.compile(r"^(?:DOI|PMID|ISBN|ORCID)$"),
}
"""Which words of schema.org are taken as they are, by key: kinds of things that the page says in other words."""
_DAYS = {"datePublished": "created", "dateCreated": "created", "dateModified": "updated"}
_REVIEW = ("reviewedBy", "lastReviewed")


def problems(data: Any, article: Article, roster: Mapping[str, Member], seen: Seen) -> Iterator[Problem]:
    """Yield the path of each value that the article or its page does not say, and what is wrong with it."""
    for path, item in _items(data, ()):
        about_page = any(_ABOUT_PAGE.search(str(kind)) for kind in _listed(item.get("@type")))
        special = _OF_THE_PAGE if about_page else {}
        yield from ((path + at, said) for at, said in _review(item, article, roster, seen))
        for key, value in item.items():
            if key in _REVIEW or (key == "@graph" and not path):
                continue
            check = special.get(key)
            found = check(value, article, seen) if check else _anything(value, (key,), seen)
            yield from ((path + ((key, *at) if check else at), said) for at, said in found)


def _items(data: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the objects at the top of the data, or in their graph, each with its path."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            if isinstance(item, dict):
                yield from _items(item, (*path, number))
    elif isinstance(data, dict):
        yield path, data
        graph = data.get("@graph", [])
        yield from _items(graph if isinstance(graph, list) else [graph], (*path, "@graph")) if not path else ()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _each(value: Any) -> Iterator[tuple[Path, Any]]:
    """Yield a value, or those of a list, each with its path."""
    yield from (((i,), one) for i, one in enumerate(value)) if isinstance(value, list) else [((), value)]


def _anything(value: Any, path: Path, seen: Seen) -> Iterator[Problem]:
    """Yield what stands in a value and not on the page; types are the vocabulary's, not statements."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _anything(inner, (*path, key), seen)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _anything(inner, (*path, number), seen)
    else:
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        known = _WORD.get(name)
        if known and not known.search(str(value)):
            yield path, f"`{name}` is “{value}”, which says something that nothing here can compare"
        elif not known and not isinstance(value, str):
            yield path, f"`{name}` is {value!r}, which cannot be compared with the page"
        elif not known and not (name == "@id" and value.startswith("#")) and not seen.shows(value):
            yield path, f"`{name}` is “{value}”, which the page does not show"


def _shown(value: Any, key: str, at: Path, seen: Seen) -> Iterator[Problem]:
    """Yield what stands in a value of a key and not on the page, with paths from the key's own value."""
    yield from ((path[1:], said) for path, said in _anything(value, (key, *at), seen))


def _review(item: Mapping[str, Any], article: Article, roster: Mapping[str, Member], seen: Seen) -> Iterator[Problem]:
    if article.status != "approved":
        said = "claims a review, and the article is not approved"
        yield from (((key,), f"`{key}` {said}") for key in _REVIEW if item.get(key))
        return
    yield from (found for key in _REVIEW for found in _anything(item.get(key, []), (key,), seen))
    reviewers = {roster[handle].name for handle in article.front.values.get("reviewers", ()) if handle in roster}
    for at, one in _each(item.get("reviewedBy", [])):
        name = str(one.get("name", "")) if isinstance(one, dict) else str(one)
        if not any(reviewer in name for reviewer in reviewers):
            yield ("reviewedBy", *at), f"`reviewedBy` names {name}, who is no reviewer of the article"


def _title(key: str) -> Check:
    def check(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:
        title = article.front.values.get("title")
        if value != title:
            yield (), f"`{key}` is “{value}”, and the title is “{title}”"
        else:
            yield from _shown(value, key, (), seen)

    return check


def _description(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:  # noqa: ARG001 - as all checks
    if value != seen.description:
        yield (), f"`description` is “{value}”, and the description of the page is “{seen.description}”"


def _address(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:  # noqa: ARG001
    if value != seen.canonical:
        yield (), f"`url` is {value}, and the address of the page is {seen.canonical or 'not given'}"


def _language(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:  # noqa: ARG001
    if value != seen.language:
        yield (), f"`inLanguage` is {value}, and the language of the page is {seen.language or 'not given'}"


def _free(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:  # noqa: ARG001
    if value is not True:
        yield (), "`isAccessibleForFree` is not true, and everybody can read the page"


def _day(key: str, field: str) -> Check:
    def check(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:
        date, said = article.front.values.get(field), day(str(value))
        if said is None or said != date:
            yield (), f"`{key}` is {value}, and the article says {date}"
        elif not seen.shows_day(said):
            yield (), f"`{key}` is {value}, which the page does not show"

    return check


def _status(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:
    if str(value).casefold() != article.status:
        yield (), f"`creativeWorkStatus` is {value}, and the article is {article.status}"
    else:
        yield from _shown(value, "creativeWorkStatus", (), seen)


def _audience(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:
    known = [AUDIENCE[name] for name in article.front.values.get("audience", ())]
    for at, one in _each(value):
        words = one.get("audienceType", "") if isinstance(one, dict) else one
        if words not in known:
            yield at, f"`audience` is “{words}”, for whom the article was not written"
        else:
            yield from _shown(one, "audience", at, seen)


def _authors(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:
    authors = article.front.values.get("authors", ())
    for at, one in _each(value):
        name = str(one.get("name", "")) if isinstance(one, dict) else str(one)
        if not any(author == name or author.startswith(f"{name},") for author in authors):
            yield at, f"`author` names {name}, who is no author of the article"
        else:
            yield from _shown(one, "author", at, seen)


def _about(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:
    drugs = article.front.values.get("drugs", ())
    for at, one in _each(value):
        if not isinstance(one, dict) or "Drug" not in _listed(one.get("@type")) or one.get("name") not in drugs:
            name = one.get("name", one) if isinstance(one, dict) else one
            yield at, f"`about` names “{name}” as something else than a drug of the article"
        else:
            yield from _shown(one, "about", at, seen)


def _keywords(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:
    tags = article.front.values.get("tags", ())
    for at, one in _each(value):
        if one not in tags:
            yield at, f"`keywords` has “{one}”, which is no topic of the article"
        else:
            yield from _shown(one, "keywords", at, seen)


_OF_THE_PAGE: dict[str, Check] = {
    "name": _title("name"),
    "headline": _title("headline"),
    "description": _description,
    "url": _address,
    "@id": _address,
    "inLanguage": _language,
    "isAccessibleForFree": _free,
    "author": _authors,
    "audience": _audience,
    "creativeWorkStatus": _status,
    "about": _about,
    "keywords": _keywords,
    "citation": citedworks.problems,
    **{key: _day(key, field) for key, field in _DAYS.items()},
}
