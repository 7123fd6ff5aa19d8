"""The blast radius of a source: every claim, article and sign-off that rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from citegate.evidence import Evidence, evidence
from citegate.retractionlist import State, doi_key, pmid_key
from citegate.review.sources import rests_on
from citegate.standing import keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from citegate.article import Article
    from citegate.bibliography import Work
    from citegate.review.records import Record
    from citegate.standing import Standing

NEAR = 3


@dataclass(frozen=True, slots=True)
class Signed:
    """A decision whose statement names the source, in the file that holds it.

    `stale` says that it is a sign-off which does not count because of the source: that was retracted.
    """

    path: str
    article: str
    reviewer: str
    decision: str
    date: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Impact:
    """What rests on a source. `articles` are path and status of each that has claims on it, in their order."""

    evidence: Evidence
    standing: Standing
    articles: tuple[tuple[str, str], ...]
    signed: tuple[Signed, ...]


def named(wanted: str, works: Mapping[str, Work]) -> list[str]:
    """Return the keys of the works that a key, DOI or PubMed id names; several entries may share an identifier."""
    wanted = wanted.strip().removeprefix("@")
    if wanted in works:
        return [wanted]
    sought = {doi_key(wanted), pmid_key(wanted)} - {""}
    return [key for key, work in works.items() if sought & set(keys(work))]


def near(wanted: str, works: Mapping[str, Work]) -> list[str]:
    """Return keys that somebody may have meant: close in spelling, whatever the case, or of a close DOI."""
    wanted = wanted.strip().removeprefix("@")[:200]
    folded = {key.casefold(): key for key in works}
    spelled = [folded[found] for found in get_close_matches(wanted.casefold(), folded, NEAR)]
    dois = {work.fields["doi"].lower(): key for key, work in works.items() if work.fields.get("doi")}
    alike = get_close_matches(wanted.lower(), dois, NEAR, 0.85) if "/" in wanted else []
    return list(dict.fromkeys([*spelled, *(dois[doi] for doi in alike)]))[:NEAR]


def impact(
    work: Work, standing: Standing, articles: Iterable[Article], records: Iterable[tuple[str, Record]]
) -> Impact:
    """Return what rests on a work; `records` are the sign-offs of the project with the path of each one's file."""
    articles = list(articles)
    found = evidence(work, articles)
    status = {article.path: article.status for article in articles}
    gone = standing.state is State.RETRACTED
    resting = {article.path for article in articles if gone and rests_on(article, work.key)}
    signed = [
        _signed(path, record, resting) for path, record in records if work.key in record.statement.subject.sources
    ]
    return Impact(found, standing, tuple((path, status[path]) for path in found.counts), tuple(signed))


def _signed(path: str, record: Record, resting: Collection[str]) -> Signed:
    said = record.statement
    stale = said.decision == "approve" and said.subject.article in resting
    return Signed(path, said.subject.article, said.reviewer, said.decision, str(said.date), stale)


def as_text(found: Impact) -> Iterator[str]:
    """Yield the lines that a person reads: the source, how it stands, articles, claims, sign-offs, the sums."""
    uses = found.evidence.uses
    yield f"{found.evidence.work.key}: {found.standing.words}"
    for path, status in found.articles:
        yield f"  {path} ({status})"
    for use in uses:
        where = f" [{'; '.join(use.locators)}]" if use.locators else "" if use.own else " [cited nearby]"
        yield f"{use.path}:{use.line}:{where} {use.text}"
    for signed in found.signed:
        stale = "; does not count, since the source was retracted" if signed.stale else ""
        yield f"{signed.path}: {signed.decision} by {signed.reviewer}, {signed.date}{stale}"
    sums = ((len(uses), "place"), (len(found.articles), "article"), (len(found.signed), "sign-off"))
    yield ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in sums)


def as_json(found: Impact) -> dict[str, Any]:
    """Return the same as data."""
    standing = found.standing
    return {
        "key": found.evidence.work.key,
        "standing": {"state": str(standing.state), "words": standing.words, "date": standing.date},
        "articles": [{"path": path, "status": status} for path, status in found.articles],
        "claims": [
            {"path": use.path, "line": use.line, "id": use.id, "text": use.text, "own": use.own}
            for use in found.evidence.uses
        ],
        "approvals": [
            {
                "path": signed.path,
                "article": signed.article,
                "reviewer": signed.reviewer,
                "decision": signed.decision,
                "date": signed.date,
                "stale": signed.stale,
            }
            for signed in found.signed
        ],
    }
