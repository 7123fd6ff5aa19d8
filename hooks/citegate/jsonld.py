"""What a page says of itself to search engines: JSON-LD of schema.org, from what the page shows and nothing else.

Nothing is claimed that is not known: a topic is no `MedicalCondition` because nobody said that it is one, and there is
no `reviewedBy` without a review. Rule DI08 compares every value with the written page.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate.identifiers import identify
from citegate.seen import fold
from citegate.structured import AUDIENCE

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from citegate.article import Article
    from citegate.bibliography import Work
    from citegate.catalogue import ArticleRecord
    from citegate.references import Reference

LANGUAGE = "en"
LICENCE = ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/")
"""Name and address of the licence of all articles, as the file LICENSE-ARTICLES has it; the page shows both."""
_TYPES = {
    **dict.fromkeys(("article", "periodical"), "ScholarlyArticle"),
    **dict.fromkeys(("book", "mvbook", "collection", "proceedings", "reference"), "Book"),
    **dict.fromkeys(("inbook", "incollection", "inreference"), "Chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "ScholarlyArticle"),
    **dict.fromkeys(("techreport", "report"), "Report"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "Thesis"),
    "dataset": "Dataset",
}
_SHOWN = ("DOI", "PMID", "ISBN")
"""The identifiers that a reference shows as text."""
_TAG = re.compile(r"<[^>]*>")


class Review(NamedTuple):
    """A review that was signed: the names of the reviewers as the page shows them, and the day of the last of them."""

    names: tuple[str, ...]
    day: datetime.date


def page_data(
    record: ArticleRecord,
    article: Article,
    cited: Sequence[Mapping[str, Any]],
    site: tuple[str, str],
    review: Review | None = None,
) -> dict[str, Any]:
    """Return the data of an article's page; `cited` is `citation` of each work that it cites, in their order.

    `site` is the name and the address of the site, the latter maybe empty.

    `article` is the whole one that `record` is of. `review` is that of an approved article whose sign-offs were
    checked; it is left out of every other one.
    """
    name, url = site
    words = fold(" ".join([record.title, record.question, *(unit.text for unit in article.units)]))
    data = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "url": f"{url}{record.address}" if url else "",
        "name": record.title,
        "description": record.description,
        "inLanguage": LANGUAGE,
        "isPartOf": {"@type": "WebSite", "name": name},
        "creativeWorkStatus": record.status.capitalize(),
        "dateCreated": record.created.isoformat() if record.created else "",
        "dateModified": record.updated.isoformat() if record.updated else "",
        "author": [_author(author) for author in article.front.values.get("authors", ())],
        **_review(record, review),
        "audience": [{"@type": "MedicalAudience", "audienceType": AUDIENCE[who]} for who in record.audience],
        "about": [{"@type": "Drug", "name": drug} for drug in record.drugs if _in(drug, words)],
        "keywords": [tag for tag in record.tags if _in(tag, words)],
        "isAccessibleForFree": True,
        "license": LICENCE[1],
        "citation": list(cited),
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def script(data: Mapping[str, Any]) -> str:
    """Return data as the content of a `script` element, a line a value: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, indent=0)
    for character in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _in(name: str, words: str) -> bool:
    """Return whether the article names it: what its text does not say is not what readers see."""
    folded = fold(name)
    return bool(folded.strip()) and folded in words


def _author(author: str) -> dict[str, str]:
    """Return a person with credentials; whoever has none is no person whom anybody named (GV02)."""
    name, _, credentials = author.partition(",")
    if not credentials.strip():
        return {"@type": "Organization", "name": author}
    return {"@type": "Person", "name": name.strip(), "honorificSuffix": credentials.strip()}


def _review(record: ArticleRecord, review: Review | None) -> dict[str, Any]:
    if review is None or record.status != "approved":
        return {}
    names = [{"@type": "Person", "name": name} for name in review.names]
    return {"lastReviewed": review.day.isoformat(), "reviewedBy": names}


def citation(work: Work, reference: Reference) -> dict[str, Any]:
    """Return a cited work under its title where the reference shows it, or under the words of the reference."""
    shown = " ".join(unescape(_TAG.sub(" ", reference.html)).split())
    title = work.fields.get("title", "")
    words = fold(shown)
    name = title if _in(title, words) else shown
    identifiers = list(_identifiers(work, words))
    links = [link.url for link in reference.links]
    data = {
        "@type": _TYPES.get(work.type, "CreativeWork"),
        "name": name,
        "identifier": identifiers,
        "sameAs": links,
    }
    return {key: value for key, value in data.items() if value}


def _identifiers(work: Work, shown: str) -> Iterator[dict[str, str]]:
    found: Iterable[Any] = identify(work)
    for kind, _, value, problem in found:
        if problem is None and kind in _SHOWN and _in(value, shown):
            yield {"@type": "PropertyValue", "propertyID": kind, "value": value}
