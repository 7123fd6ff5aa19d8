"""What changed in an article since it was signed off last: the command."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, FORMAT, ROOT, open_project, read_articles, usage_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.review.changes import Change
    from citegate.review.statement import Statement


@click.command()
@click.argument("article", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@ROOT
@BIB
@FORMAT
def changes(article: Path, root: Path, bib: Path | None, style: str) -> None:
    """List what changed in ARTICLE since enough members signed the same text: claims, sources, all that it shows.

    Exit status: 0 nothing changed, or nothing was signed; 1 something changed.
    """
    from citegate.review import changes as differences
    from citegate.review import history

    project = open_project(root, bib)
    (read,) = read_articles(project, [article])
    with usage_errors():
        reviews = project.reviews
        records, error = reviews.records(read.path)
        if error:
            raise click.UsageError(f"{reviews.place(read.path)}:{error.line}: {error.message}")
        last = history.past(read, records, reviews.ground(reviews.place(read.path))).last_complete
        found = [*differences.changes(last.subject, reviews.subject(read))] if last else []
    if style == "json":
        click.echo(json.dumps(_data(read.path, last, found), ensure_ascii=False, indent=2))
    else:
        _say(_lines(read.path, last, found))
    raise SystemExit(1 if found else 0)


def _lines(path: str, last: Statement | None, found: Sequence[Change]) -> Iterator[str]:
    if last is None:
        yield f"{path}: never approved, so there is nothing to compare with"
        return
    for change in found:
        yield str(change)
        yield from (f"  {line}" for line in _shown(change))
    number = "1 change" if len(found) == 1 else f"{len(found) or 'no'} changes"
    yield f"{path}: {number} since the sign-offs were complete on {last.date}"


def _shown(change: Change) -> Iterator[str]:
    from citegate.review.changes import lines

    if change.kind == "source" and change.old and change.new:
        yield from lines(change.old, change.new)
    elif change.kind in ("claim", "term", "policy"):
        yield from (f"{sign} {text}" for sign, text in (("-", change.old), ("+", change.new)) if text)


def _data(path: str, last: Statement | None, found: Sequence[Change]) -> dict[str, object]:
    listed = [
        {"kind": each.kind, "name": each.name, "done": _done(each), "old": each.old, "new": each.new} for each in found
    ]
    return {"version": 1, "article": path, "since": last.date.isoformat() if last else None, "changes": listed}


def _done(change: Change) -> str:
    return "changed" if change.old and change.new else "added" if change.new else "removed"


def _say(lines: Iterator[str]) -> None:
    from citegate.reporters.excerpt import safe

    for line in lines:
        click.echo(safe(line))
