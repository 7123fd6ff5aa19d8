"""Commands that look after the bibliography."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, ROOT, open_project, read_articles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from citegate.article import Article
    from citegate.diagnostics import Finding
    from citegate.project import Project
    from citegate.tidy import Tidied


@dataclass(frozen=True)
class _Sheet:
    """A file of the bibliography: where it is, its path as diagnostics print it, its text, and the text tidied."""

    file: Path
    path: str
    text: str
    result: Tidied

    @property
    def changed(self) -> bool:
        return self.text != self.result.text


@click.group("bib")
def bibliography() -> None:
    """Look after the bibliography."""


@bibliography.command()
@ROOT
@BIB
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where something is to be done.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@click.option("--prune", is_flag=True, help="Remove the entries that no article cites.")
def tidy(root: Path, bib: Path | None, *, check: bool, diff: bool, prune: bool) -> None:
    """Bring the bibliography into one style, and report the entries that no article cites.

    Where it cannot be read without problems (CI13), nothing is written and the exit status is 1.
    """
    from citegate import atomic

    project = open_project(root, bib)
    articles = read_articles(project, ())
    if prune:
        _refuse_unread(articles)
    sheets = _sheets(project, articles, prune=prune)
    _stop_at([*project.bibliography.problems] or [found for sheet in sheets for found in sheet.result.problems])
    for sheet in sheets:
        if sheet.changed and not (check or diff):
            atomic.write(sheet.file, sheet.result.text.encode())
        _tell(sheet, diff=diff, written=not (check or diff))
    left = any(sheet.changed or sheet.result.uncited for sheet in sheets)
    sys.exit(1 if check and left else 0)


def _sheets(project: Project, articles: Sequence[Article], *, prune: bool) -> list[_Sheet]:
    from citegate.tidy import tidy as tidied

    cited = {key for article in articles for key in article.cited_keys}
    named = _named(articles) if prune else None
    sheets = []
    for path in project.bibliography.paths:
        file = project.root / path
        if file.is_file():
            text = file.read_bytes().decode("utf-8", "replace")
            sheets.append(_Sheet(file, path, text, tidied(text, path, cited, named)))
    return sheets


def _named(articles: Iterable[Article]) -> Collection[str]:
    """Return every key that stands behind an `@` in a source: a citation that is lost must not cost its entry."""
    return {key for article in articles for key in re.findall(r"@([A-Za-z0-9_-]+)", article.source)}


def _refuse_unread(articles: Iterable[Article]) -> None:
    for article in articles:
        if not article.source and article.marks:
            raise click.UsageError(f"{article.path} cannot be read, so nobody knows what it cites: `citegate check`")


def _stop_at(problems: Sequence[Finding]) -> None:
    if problems:
        _say(problems)
        click.echo("nothing was written: correct the bibliography first")
        sys.exit(1)


def _tell(sheet: _Sheet, *, diff: bool, written: bool) -> None:
    changes = sheet.result.changes
    if sheet.changed and diff:
        click.echo(_difference(sheet), nl=False)
    elif sheet.changed:
        _say(changes)
    _say(sheet.result.uncited)
    entries = f"{len(changes)} {'entry' if len(changes) == 1 else 'entries'}" if changes else "layout or order"
    done = "tidied" if written else "to be tidied"
    click.echo(f"{sheet.path}: {f'{done}: {entries}' if sheet.changed else 'tidy'}")


def _say(findings: Iterable[Finding]) -> None:
    from citegate.reporters.excerpt import safe

    for found in findings:
        help_ = f" ({found.help})" if found.help else ""
        click.echo(safe(f"{found.path}:{found.span.line}:{found.span.column}: {found.message}{help_}"))


def _difference(sheet: _Sheet) -> str:
    from difflib import unified_diff

    before, after = (text.splitlines(keepends=True) for text in (sheet.text, sheet.result.text))
    return "".join(unified_diff(before, after, sheet.path, f"{sheet.path} tidied"))
