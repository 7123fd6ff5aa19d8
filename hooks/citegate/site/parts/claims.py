"""What the tools beside each claim need: how it is supported, what covers it, and where an error in it is reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from citegate import project
from citegate.site.page_facts import STEPS, day
from citegate.support_marks import KINDS, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from citegate.article import Article
    from citegate.catalogue import ClaimRecord
    from citegate.site.site import Site
    from citegate.support_marks import Marks

FORM = "1-wrong-claim.yml"
"""The issue form below `.github/ISSUE_TEMPLATE` whose fields `article`, `page` and `claim` the page fills."""


@dataclass(frozen=True, slots=True)
class LegendFacts:
    """A line of the legend: a mark that stands on this page, what it means, and how many claims have it."""

    slug: str
    word: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """`data` is for the page's scripts: site, form for reports, article; by claim its mark and the keys behind it."""

    legend: tuple[LegendFacts, ...]
    limit: str
    data: Mapping[str, Any]


def facts(site: Site, article: Article) -> ClaimFacts:
    """Return the marks of an article's claims, counted for its legend."""
    path = article.path.removeprefix(f"{site.project.settings.docs}/")
    record = site.catalogue.articles.get(path)
    claims = record.claims if record else ()
    policy = site.project.policy
    works, today = site.project.bibliography.works, project.today()
    standings = site.project.standings
    marks = [mark(claim.keys, works, today, policy, standings) for claim in claims]
    data = {
        "site": site.name,
        "report": report(site.repository),
        "article": {"status": _status(article), "updated": day(article.front.values.get("updated"))},
        "claims": {claim.id: _claim(claim, marked) for claim, marked in zip(claims, marks, strict=True)},
    }
    return ClaimFacts(tuple(_legend(marks)), f"{policy.source_age_years:g}", data)


def rests_on(site: Site, article: Article) -> object:  # noqa: ARG001 - every part takes both
    """Return nothing: text and sources say it."""
    return ()


def marker(site: Site) -> Callable[[Iterable[str]], Marks]:
    """Return what says how a claim that keys cover is supported, on this site and today."""
    given = site.project
    works, today, policy, standings = given.bibliography.works, project.today(), given.policy, given.standings
    return lambda keys: mark(keys, works, today, policy, standings)


def report(repository: str) -> str:
    """Return the address of the issue form, to which the page adds fields; empty where it has none to open.

    >>> report("https://github.com/example/articles/")
    'https://github.com/example/articles/issues/new?template=1-wrong-claim.yml'
    >>> report("https://git.example/articles")
    ''
    """
    address = urlsplit(repository)
    if address.scheme != "https" or address.hostname not in ("github.com", "www.github.com"):
        return ""  # only there do forms take their fields from an address
    return f"{repository.rstrip('/')}/issues/new?{urlencode({'template': FORM})}"


def _status(article: Article) -> str:
    """Return the status as a copied citation words it: nobody may take a pending article for a reviewed one."""
    words = dict(STEPS)[article.status]
    return words if article.status == "approved" else f"{words}, pending human review"


def _claim(claim: ClaimRecord, marks: Marks) -> Sequence[object]:
    return [marks.slug, marks.word, list(marks.notes), list(claim.keys)]


def _legend(marks: Sequence[Marks]) -> list[LegendFacts]:
    counts = Counter(found.slug for found in marks)
    return [LegendFacts(slug, *entry[:2], counts[slug]) for slug, entry in KINDS.items() if counts[slug]]
