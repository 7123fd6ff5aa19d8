"""Commands that workflows call: what a change does in one summary, and the built site as one sealed file."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, ROOT, echo, judge_files, open_project, usage_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project
    from citegate.summary import Row


@click.command()
@ROOT
@BIB
@click.option("--base", metavar="REF", default="HEAD", show_default=True, help="The commit that the change is against.")
@click.option("--preview", metavar="URL", default="", help="Where the built pages can be seen or downloaded.")
@click.option("--format", "style", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
def summary(root: Path, bib: Path | None, base: str, preview: str, style: str) -> None:
    """Summarise a change for its reviewers: articles, findings, what rests on changed sources, how to fix.

    The exit status is 0 whatever is found: `citegate check` refuses, this explains.
    """
    from citegate import judging
    from citegate import summary as made
    from citegate.commands.impact import impacts
    from citegate.project import expand
    from citegate.review.touched import touched

    project = open_project(root, bib, base)
    with usage_errors():
        found, before = touched(project, base)
    readings = judge_files(project, expand(project, ()), cache=True)
    with usage_errors():
        judgement = judging.judge(project, readings)
        works = {**before.works, **project.bibliography.works}
        sources = impacts(project, [works[key] for key in found.keys])
        rows = _rows(project, [r.article for r in readings if r.kind == "article"], found.pages, judgement.diagnostics)
    folder = f"{project.settings.docs}/articles/"
    gone = [p for p in found.paths if p.startswith(folder) and p.endswith(".md") and not (project.root / p).is_file()]
    told = made.Summary(rows, gone, found.wide, judgement.diagnostics, sources, judgement.notes, preview)
    echo(
        made.as_markdown(told) if style == "markdown" else json.dumps(made.as_json(told), ensure_ascii=False, indent=2)
    )


def _rows(
    project: Project,
    articles: Iterable[Article],
    pages: Mapping[str, tuple[str, ...]],
    found: Iterable[Diagnostic],
) -> list[Row]:
    """Return a row for each article that the change touches, in order of path."""
    from collections import Counter

    from citegate.summary import Row, who

    levels = Counter((d.path, d.level) for d in found)
    rows = []
    for article in (article for article in articles if article.path in pages):
        claims = article.claims
        path, title = article.path, str(article.front.values.get("title", ""))
        number = (claims["cited"], claims["cited"] + claims["uncited"], levels[path, "error"], levels[path, "warning"])
        page = project.addresses.address(path.removeprefix(f"{project.settings.docs}/"))
        reviewers = who(article.status, project.reviews.of(article))
        rows.append(Row(path, title, article.declared, *number, page, pages[path], reviewers))
    return rows


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default="artifact.tar", show_default=True)
def seal(site: Path, output: Path) -> None:
    """Pack a built SITE into one file, the same bytes for the same pages, and print `digest=` with its SHA-256.

    What publishes compares the digest first: the pages on the web are then the ones that were verified.
    """
    from citegate import sealing

    with usage_errors():
        click.echo(f"digest={sealing.seal(site, output)}")
