"""From an article and its context to the facts of its page."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Any

from citegate import rulepages
from citegate.article import Coverage, Role
from citegate.markers import NBSP
from citegate.site.facts import (
    Backlink,
    FindingFacts,
    NoticeFacts,
    PageFacts,
    ReferenceFacts,
    RelatedFacts,
    Step,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.links import Link
    from citegate.notices import Notices
    from citegate.references import Reference

STEPS = (("submitted", "Submitted"), ("under review", "Under review"), ("approved", "Approved"))
_MONTHS = "January February March April May June July August September October November December".split()
_AI = {
    "none": "no AI",
    "assisted": "AI, assisted: a person wrote the text with its help",
    "generated": "AI, generated from the sources cited",
}
_AUDIENCE = {"professional": "healthcare professionals", "student": "students", "patient": "patients and carers"}
_ALPHABET = 26
_SHOWN = {"DOI": re.compile(r"doi:[^\s<]+"), "PubMed": re.compile(r"PMID: \d+")}
"""How a reference's text shows an identifier that has an address."""


def day(date: datetime.date | None) -> str:
    """Return a date in words: `23 November 2026`, or an empty text."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}" if date else ""


def page_facts(
    article: Article,
    notices: Mapping[str, NoticeFacts],
    places: Notices,
    references: Mapping[str, Reference],
    related: Sequence[RelatedFacts] = (),
    findings: Sequence[FindingFacts] = (),
) -> PageFacts:
    """Return the facts of an article's page, but those of its review; `notices` are those that it carries, in order."""
    listed = tuple(_references(article, references))
    top = tuple(notice for name, notice in notices.items() if places.by_name[name].place == "top")
    bottom = tuple(notice for name, notice in notices.items() if places.by_name[name].place != "top")
    return PageFacts(
        **_about(article),
        steps=tuple(_steps(article)),
        notices_top=top,
        notices_bottom=bottom,
        reviewers=(),
        claims=_claims(article),
        source_counts=tuple(Counter(reference.type_label for reference in listed).most_common()),
        references=listed,
        related=tuple(related),
        findings=tuple(findings),
    )


def _about(article: Article) -> dict[str, Any]:
    """Return the facts that the front matter states."""
    values = article.front.values
    return {
        "title": values.get("title", article.path),
        "question": values.get("question", ""),
        "description": values.get("description", ""),
        "status": article.status,
        "status_words": dict(STEPS)[article.status],
        "pending": article.status != "approved",
        "reviewed": "",
        "overdue": day(article.overdue),
        "authors": values.get("authors", ()),
        "created": day(values.get("created")),
        "updated": day(values.get("updated")),
        "next_review": day(values.get("next_review")),
        "ai_words": _AI.get(values.get("ai", ""), "not declared"),
        "interests": _declared(values.get("coi")),
        "funding": _declared(values.get("funding")),
        "search_words": _search(values.get("search") or {}),
        "audience_words": ", ".join(_AUDIENCE[name] for name in values.get("audience", ())),
    }


def _claims(article: Article) -> dict[str, int]:
    """Return how many pieces of the text are claims, cited, exempt and uncited."""
    units = Counter(unit.coverage for unit in article.units)
    return {
        "total": units[Coverage.CITED] + units[Coverage.UNCITED],
        "cited": units[Coverage.CITED],
        "exempt": units[Coverage.EXEMPT],
        "uncited": units[Coverage.UNCITED],
    }


def _steps(article: Article) -> Iterator[Step]:
    current = [name for name, _ in STEPS].index(article.status)
    notes = (
        "waiting for a reviewer" if current == 0 else "",
        "" if current != 1 else _review_note(article),
        "" if current == 2 else "needs the sign-off of reviewers",
    )
    dates = (day(article.front.values.get("created")), "", "")
    for number, (_, name) in enumerate(STEPS):
        state = "current" if number == current else "done" if number < current else "todo"
        yield Step(name, state, dates[number], notes[number])


def _review_note(article: Article) -> str:
    if article.overdue:
        return f"review overdue since {day(article.overdue)}"
    reviewers = article.front.values.get("reviewers", ())
    return f"by {len(reviewers)} {'person' if len(reviewers) == 1 else 'people'}" if reviewers else "no reviewer yet"


def _declared(text: str | None) -> str:
    if text is None:
        return "not declared"
    return "none declared" if text == "none" else text


def _search(search: Mapping[str, object]) -> str:
    databases = search.get("databases")
    if not isinstance(databases, tuple):
        return "not recorded"
    date = search.get("date")
    return f"{', '.join(databases)}; {day(date)}"  # type: ignore[arg-type]


def _references(article: Article, references: Mapping[str, Reference]) -> Iterator[ReferenceFacts]:
    for number, key in enumerate(article.cited_keys, start=1):
        reference = references.get(key)
        if reference is None:
            continue
        shown, links = _linked(reference)
        yield ReferenceFacts(
            number,
            key,
            f"ref-{key}",
            reference.type_label,
            reference.type_slug,
            shown,
            links,
            tuple(_backlinks(key, number, article.uses.get(key, 0))),
            reference.short,
            reference.state,
            reference.state_words,
        )


def _linked(reference: Reference) -> tuple[str, tuple[Link, ...]]:
    """Return the reference with its identifiers as links, and the links that are not in its text."""
    text, rest = reference.html, []
    for link in reference.links:
        shown = _SHOWN.get(link.label)
        match = shown.search(text) if shown else None
        if match:
            anchor = f'<a href="{html.escape(link.url)}" rel="noopener">{match[0].replace(" ", NBSP)}</a>'
            text = text[: match.start()] + anchor + text[match.end() :]
        else:
            rest.append(link)
    return text, tuple(rest)


def _backlinks(key: str, number: int, uses: int) -> Iterator[Backlink]:
    for use in range(1, uses + 1):
        letter = _letter(use)
        yield Backlink(f"#cite-{key}-{use}", letter, f"{letter}: back to citation {use} of reference {number}")


def _letter(number: int) -> str:
    """Return a, b, … z, aa, ab, … for 1, 2, … in order."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _ALPHABET)
        letters = chr(ord("a") + rest) + letters
    return letters


def findings(article: Article, diagnostics: Iterable[Diagnostic], *, directory: bool = True) -> Iterator[FindingFacts]:
    """Yield findings with the claim's anchor that each stands in and the rule's page; other files' name their file."""
    claims = sorted((unit for unit in article.units if unit.id and unit.role is not Role.ALT), key=lambda u: u.span)
    starts = [(unit.span.line, unit.span.column) for unit in claims]
    for diagnostic in diagnostics:
        place, own = diagnostic.span, diagnostic.path == article.path
        at = (place.line, place.column)
        unit = claims[bisect_right(starts, at) - 1] if own and starts and at >= starts[0] else None
        yield FindingFacts(
            diagnostic.code,
            diagnostic.level,
            diagnostic.message if own else f"{diagnostic.path}: {diagnostic.message}",
            diagnostic.help,
            place.line,
            unit.id if unit and at < (unit.span.end_line, unit.span.end_column) else "",
            rulepages.address(diagnostic.code, directory=directory),
        )
