"""The summary of a change for those who review it: one row per article, what rests on changed sources, how to fix."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from citegate.markup import foreign, link, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.diagnostics import Diagnostic
    from citegate.impact import Impact
    from citegate.review.derive import Review

MOST_ROWS = 200
MOST_FINDINGS = 40
"""What is shown at most: a forge drops a summary of more than one megabyte as a whole."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the change. `page` is its address below the site, `reviewers` says who must still sign."""

    path: str
    title: str
    status: str
    cited: int
    claims: int
    errors: int
    warnings: int
    page: str
    reasons: tuple[str, ...]
    reviewers: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A change judged. `removed` are articles that are gone, `wide` the changed files on which all articles rest."""

    rows: Sequence[Row]
    removed: Sequence[str]
    wide: Sequence[str]
    findings: Sequence[Diagnostic]
    sources: Sequence[Impact]
    notes: Sequence[str] = ()
    preview: str = ""


def who(status: str, review: Review) -> str:
    """Return who must still sign an article, in words; handles are those of the roster."""
    if review.approved:
        return "signed off"
    if review.objections:
        return f"{', '.join(each.reviewer for each in review.objections)} asked for changes"
    roles = f" as {', '.join(review.roles)}" if review.roles else ""
    number = max(review.missing, len(review.roles))
    could = ", ".join(review.able) or "nobody on the roster"
    must = "must" if status == "approved" else "to be approved,"
    return f"{must} {number} more{roles}: {could} could"


def as_json(found: Summary) -> dict[str, Any]:
    """Return the same as data."""
    keys = ("path", "code", "level", "message", "help")
    return {
        "version": 1,
        "articles": [asdict(row) for row in found.rows],
        "removed": list(found.removed),
        "everything": list(found.wide),
        "findings": [{**{key: getattr(d, key) for key in keys}, "line": d.span.line} for d in found.findings],
        "sources": [
            {"key": i.evidence.work.key, "state": str(i.standing.state), "claims": len(i.evidence.uses)}
            for i in found.sources
        ],
    }


def as_markdown(found: Summary) -> str:
    """Return the summary as Markdown of a forge, with all foreign text inert."""
    return "\n".join([*_opening(found), *_articles(found), *_findings(found), *_sources(found), *_notes(found)]) + "\n"


def _opening(found: Summary) -> Iterator[str]:
    errors = sum(d.level == "error" for d in found.findings)
    warnings = len(found.findings) - errors
    said = f"{_many(errors, 'error')}, {_many(warnings, 'warning')}"
    yield f"## Citegate: {'not to be published' if errors else 'may be published'}"
    yield f"\n{said} in the whole site. No error means that each claim names its source, not that the source says it."
    if found.wide:
        more = f" and {len(found.wide) - 1} more" if len(found.wide) > 1 else ""
        yield f"\nEvery article rests on {foreign(found.wide[0])}{more}, which changed."


def _articles(found: Summary) -> Iterator[str]:
    yield f"\n### {_many(len(found.rows), 'article')} touched\n"
    head = ("Article", "Status", "Claims cited", "Findings", "Preview", "Who must review", "Because")
    rows = [_row(row, found.preview) for row in found.rows[:MOST_ROWS]]
    yield from table(head, rows) if rows else ["No article is touched."]
    yield from _left(len(found.rows), MOST_ROWS, "articles")
    yield from (f"\nRemoved: {foreign(path)}" for path in found.removed[:MOST_ROWS])


def _row(row: Row, preview: str) -> tuple[str, ...]:
    page = foreign(row.page)
    shown = link("open", f"{preview}{row.page}") if preview.endswith("/") else link("download", preview)
    return (
        f"{foreign(row.title)}<br>{foreign(row.path)}",
        foreign(row.status),
        f"{row.cited} / {row.claims}",
        f"{_many(row.errors, 'error')}, {_many(row.warnings, 'warning')}",
        f"{shown}, {page}" if preview else page,
        foreign(row.reviewers),
        foreign("; ".join(row.reasons)),
    )


def _findings(found: Summary) -> Iterator[str]:
    errors = [d for d in found.findings if d.level == "error"]
    if not errors:
        return
    yield f"\n### How to fix {_many(len(errors), 'error')}\n"
    for d in errors[:MOST_FINDINGS]:
        place = foreign(f"{d.path}:{d.span.line}:{d.span.column}")
        yield f"- {place} {foreign(d.code)} {foreign(d.message)}" + (f"<br>→ {foreign(d.help)}" if d.help else "")
    yield from _left(len(errors), MOST_FINDINGS, "errors")
    yield "\n`citegate check --changed` shows the same at home, `citegate check --fix` makes the safe corrections, and"
    yield "`citegate explain CODE` says what a rule wants and why."


def _sources(found: Summary) -> Iterator[str]:
    if not found.sources:
        return
    yield f"\n### What rests on {_many(len(found.sources), 'changed source')}\n"
    rows = [
        (
            foreign(each.evidence.work.key),
            foreign(each.standing.words),
            str(len(each.evidence.uses)),
            ", ".join(foreign(path) for path, _ in each.articles[:20]),
            str(len(each.signed)),
        )
        for each in found.sources[:MOST_FINDINGS]
    ]
    yield from table(("Source", "How it stands", "Claims", "Articles", "Sign-offs"), rows)
    yield from _left(len(found.sources), MOST_FINDINGS, "sources")


def _notes(found: Summary) -> Iterator[str]:
    yield from (f"\n{foreign(note)}" for note in found.notes)


def _left(number: int, most: int, what: str) -> Iterator[str]:
    if number > most:
        yield f"\n{number - most} more {what} are not shown."


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
