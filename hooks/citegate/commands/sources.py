"""Commands about sources: tidy the bibliography, find sources and claims, see what a source is cited for."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, FORMAT, ROOT, open_project, read_articles, usage_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from citegate.article import Article
    from citegate.diagnostics import Finding
    from citegate.project import Project
    from citegate.searching import FoundClaim, FoundSource
    from citegate.tidy import Tidied


@click.group()
def bib() -> None:
    """Look after the bibliography."""


@bib.command()
@ROOT
@BIB
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where something is to be tidied.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@click.option("--prune", is_flag=True, help="Remove the entries that nothing cites.")
def tidy(root: Path, bib: Path | None, *, check: bool, diff: bool, prune: bool) -> None:  # noqa: A002, RUF100
    """Bring the bibliography into one style, and report the entries that no article cites.

    Entries by key, fields in one order, a field a line, identifiers normalised, capitals protected, no field that the
    site does not use. Refused (exit status 1, nothing written) where the bibliography cannot be read without problems.
    """
    from citegate import atomic

    project = open_project(root, bib)
    with usage_errors():
        articles = read_articles(project, ())
        pruned = _named(articles, prune=prune)
        results = _tidied(project, articles, pruned)
    problems = [*project.bibliography.problems] or [found for result in results.values() for found in result.problems]
    if problems:
        _print(problems)
        sys.exit(1)
    stale = False
    for file, (path, before, result) in zip(results, _texts(project, results), strict=True):
        changed = before != result.text
        left = [] if prune else [*result.uncited]
        if diff and changed:
            click.echo(_diff(before, result.text, path), nl=False)
        elif changed:
            _print(result.changes)
        if changed and not check and not diff:
            atomic.write(file, result.text.encode())
        _print(left)
        stale = stale or changed or bool(left)
    sys.exit(1 if check and stale else 0)
