"""The works that structured data name as cited, against the list of references of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citegate.identifiers import check_doi, check_isbn, check_pmid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.jsonplaces import Path
    from citegate.seen import Seen

    Problem = tuple[Path, str]

VOCABULARY = ("@type", "@context", "propertyID")
"""Keys whose values are words of schema.org, not statements about the page."""
_IDENTIFIERS = {"DOI": check_doi, "PMID": check_pmid, "ISBN": check_isbn}
_WORKS = frozenset(
    (
        *("CreativeWork", "ScholarlyArticle", "MedicalScholarlyArticle", "Article", "Book", "Chapter"),
        *("Report", "Thesis", "Dataset", "SoftwareApplication", "WebPage", "WebSite"),
    )
)


def problems(value: Any, article: Article, seen: Seen) -> Iterator[Problem]:  # noqa: ARG001
    """Yield the path of each value that the reference of the same number does not show, and what is wrong with it."""
    cited = value if isinstance(value, list) else [value]
    if len(cited) != len(seen.references):
        said = f"`citation` has {len(cited)} entries, and the page lists {len(seen.references)} references"
        yield (), said
        return
    for number, (one, (words, addresses)) in enumerate(zip(cited, seen.references, strict=True)):
        yield from _kinds(one, number)
        for at, text in _leaves(one, (number,)):
            if at[-1] not in VOCABULARY and text not in addresses and not words.have(text):
                said = f"`citation` {number + 1} has “{text}”, which reference {number + 1} does not show"
                yield at, said


def _kinds(work: Any, number: int) -> Iterator[Problem]:
    """Yield what a cited work, or an identifier of it, is called and is not."""
    if not isinstance(work, dict):
        return
    if work.get("@type") not in _WORKS:
        yield (number, "@type"), f"`citation` {number + 1} is “{work.get('@type')}”, which is no kind of work"
    listed = work.get("identifier", [])
    for at, one in enumerate(listed if isinstance(listed, list) else [listed]):
        if isinstance(one, dict):
            kind, value = str(one.get("propertyID")), str(one.get("value"))
            check = _IDENTIFIERS.get(kind)
            if one.get("@type") != "PropertyValue" or check is None or check(value):
                said = f"`citation` {number + 1} calls {value} “{one.get('@type')}” and “{kind}”, which it is not"
                yield (number, "identifier", *([at] if isinstance(listed, list) else [])), said


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, str(value)
