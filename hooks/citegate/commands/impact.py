"""What rests on a source: the command for the day on which one is retracted."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, CHANGED, FORMAT, ROOT, open_project, read_articles, usage_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from citegate.bibliography import Work
    from citegate.impact import Impact
    from citegate.project import Project
    from citegate.review.records import Record


@click.command()
@click.argument("source", required=False, default="")
@ROOT
@BIB
@CHANGED
@click.option(
    "--base", metavar="REF", default="HEAD", help="With --changed: the commit to compare with. [default: HEAD]"
)
@FORMAT
def impact(source: str, root: Path, bib: Path | None, style: str, base: str, *, changed: bool) -> None:
    """List every claim, article and sign-off that rests on SOURCE: a key of the bibliography, a DOI or a PubMed id.

    With --changed, in place of SOURCE: on each entry of the bibliography that differs from the base.
    """
    from citegate import impact as radius
    from citegate.reporters.excerpt import safe

    if bool(source) == changed:
        raise click.UsageError("give a SOURCE or --changed, and not both")
    project = open_project(root, bib)
    works = _changed(project, base) if changed else _named(project, source)
    with usage_errors():
        found = impacts(project, works)
    if style == "json":
        data = {"version": 1, "sources": [radius.as_json(each) for each in found]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for each in found:
        for line in radius.as_text(each):
            click.echo(safe(line))
    if changed and not found:
        click.echo("no entry of the bibliography changed")


def impacts(project: Project, works: Sequence[Work]) -> list[Impact]:
    """Return what rests on each of these works."""
    from citegate import impact as radius

    articles = read_articles(project, ()) if works else []
    records = list(_records(project)) if works else []
    return [radius.impact(work, project.standings[work.key], articles, records) for work in works]


def _named(project: Project, source: str) -> list[Work]:
    from citegate import impact as radius

    works = project.bibliography.works
    keys = radius.named(source, works)
    if not keys:
        near = radius.near(source, works)
        help_ = f"; did you mean {' or '.join(f'`{key}`' for key in near)}?" if near else ""
        raise click.UsageError(f"no entry of the bibliography has the key, DOI or PubMed id `{source[:200]}`{help_}")
    return [works[key] for key in keys]


def _changed(project: Project, ref: str) -> list[Work]:
    """Return the entries that changed: as they are now, and the removed ones as they were."""
    from citegate.review.touched import touched

    with usage_errors():
        found, before = touched(project, ref)
    works = {**before.works, **project.bibliography.works}
    return [works[key] for key in found.keys]


def _records(project: Project) -> Iterator[tuple[str, Record]]:
    """Yield the sign-offs of the project with their files; a file that counts for nothing is named and left out."""
    from citegate.review import records

    folder = project.docs / records.FOLDER
    for file in sorted(folder.rglob("*.yml")) if folder.is_dir() else ():
        path = project.relative(file)
        try:
            yield from ((path, record) for record in records.parse(file.read_text("utf-8")))
        except (OSError, UnicodeDecodeError):
            click.echo(f"{path}: cannot be read", err=True)
        except records.RecordsError as error:
            click.echo(f"{path}:{error.line}: {error.message}; left out", err=True)
