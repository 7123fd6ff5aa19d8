"""What rests on a source: the command for the day on which one is retracted."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, FORMAT, ROOT, open_project, read_articles, usage_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from citegate.project import Project
    from citegate.review.records import Record


@click.command()
@click.argument("source")
@ROOT
@BIB
@FORMAT
def impact(source: str, root: Path, bib: Path | None, style: str) -> None:
    """List every claim, article and sign-off that rests on SOURCE: a key of the bibliography, a DOI or a PubMed id."""
    from citegate import impact as radius
    from citegate.reporters.excerpt import safe

    project = open_project(root, bib)
    works = project.bibliography.works
    keys = radius.named(source, works)
    if not keys:
        near = radius.near(source, works)
        help_ = f"; did you mean {' or '.join(f'`{key}`' for key in near)}?" if near else ""
        raise click.UsageError(f"no entry of the bibliography has the key, DOI or PubMed id `{source[:200]}`{help_}")
    articles = read_articles(project, ())
    records = list(_records(project))
    with usage_errors():
        found = [radius.impact(works[key], project.standings[key], articles, records) for key in keys]
    if style == "json":
        data = {"version": 1, "sources": [radius.as_json(each) for each in found]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for each in found:
        for line in radius.as_text(each):
            click.echo(safe(line))


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
