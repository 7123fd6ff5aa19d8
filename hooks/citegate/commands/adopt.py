"""Commands for bringing the gate to texts that exist: record what stands, measure what it finds."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, FORMAT, PATHS, ROOT, open_project, plain, read_articles, usage_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.baseline import Entry
    from citegate.project import Project


@click.command()
@PATHS
@ROOT
@BIB
@click.option("--prune", is_flag=True, help="Only take out what no longer occurs; record nothing new.")
def baseline(paths: Sequence[Path], root: Path, bib: Path | None, *, prune: bool) -> None:
    """Record today's findings, so that only new ones fail; without PATHS those of the whole project.

    Findings about safety (SE…) and review (GV03, GV04, GV06, GV09) are never recorded.
    """
    from citegate import atomic
    from citegate.baseline import dump

    project = open_project(root, bib)
    with usage_errors():
        entries = _pruned(project, paths) if prune else _recorded(project, paths)
        file = project.root / project.policy.baseline
        atomic.write(file, dump(entries).encode())
    number = sum(entry.count for entry in entries)
    click.echo(f"{number} finding{'' if number == 1 else 's'} recorded in {project.policy.baseline}")


def _recorded(project: Project, paths: Sequence[Path]) -> list[Entry]:
    """Return today's findings, and what the file holds about paths that are not asked for."""
    from citegate import judging
    from citegate.baseline import may_stand, record

    articles = read_articles(project, paths)
    judged = {article.path for article in articles}
    found = judging.findings(project, articles, whole=not paths)
    found = [diagnostic for diagnostic in found if not paths or diagnostic.path in judged]
    for code in sorted({diagnostic.code for diagnostic in found if not may_stand(diagnostic.code)}):
        click.echo(f"{code} cannot be recorded; mend it: `citegate check`", err=True)
    kept = [entry for entry in judging.load(project) if paths and entry.path not in judged]
    return sorted([*kept, *record(found, judging.read_sources(project, articles, found))])


def _pruned(project: Project, paths: Sequence[Path]) -> list[Entry]:
    from citegate import judging
    from citegate.baseline import hold_back, prune
    from citegate.errors import ConfigurationError

    if not (project.root / project.policy.baseline).is_file():
        raise ConfigurationError(f"there is no {project.policy.baseline}; `citegate baseline` writes it")
    articles, entries = read_articles(project, paths), judging.load(project)
    found = judging.findings(project, articles, whole=not paths)
    judged = {article.path for article in articles} if paths else None
    _, stale = hold_back(found, judging.read_sources(project, articles, found), entries, judged)
    return prune(entries, stale)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@ROOT
@BIB
@FORMAT
def evaluate(folder: Path, root: Path, bib: Path | None, style: str) -> None:
    """Count the findings per rule and per 1,000 sentences over a FOLDER of Markdown (.md, .Rmd)."""
    from citegate import evaluation

    with usage_errors():
        result = evaluation.evaluate(open_project(root, bib), plain(folder))
    click.echo(evaluation.as_json(result) if style == "json" else evaluation.as_text(result))
