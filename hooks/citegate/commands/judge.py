"""`citegate check`: judge, mend, report."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import gc
import re
import sys
from typing import TYPE_CHECKING, Any

import click

from citegate.commands.options import (
    BASE,
    BIB,
    CHANGED,
    PATHS,
    ROOT,
    colour,
    echo,
    judge_articles,
    judge_files,
    open_project,
    read_articles,
    usage_errors,
)
from citegate.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.judging import Judged
    from citegate.project import Project

_LINKED = ("sarif", "rdjson")
_COLLECT_AFTER = (100_000, 50, 50)
"""Objects after which the garbage collector looks: a run is short, and it looks in vain."""
_SITE_URL = re.compile(r"""^site_url:\s*["']?(https?://[^\s"'#]+)""", re.MULTILINE)


@click.command()
@PATHS
@ROOT
@BIB
@BASE
@CHANGED
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--fix", is_flag=True, help="Make the safe corrections first; no number changes its value.")
@click.option("--diff", is_flag=True, help="Show what --fix would change as a diff, and write nothing.")
@click.option("--no-cache", is_flag=True, help="Judge everything anew, and keep nothing in `.cache/citegate`.")
@click.option("--shard", metavar="I/N", help="Judge part I of N alone, and print it as `citegate merge` reads it.")
def check(paths: Sequence[Path], root: Path, bib: Path | None, base: str | None, style: str, **given: Any) -> None:
    """Judge articles; without PATHS all articles, the other pages and the bibliography.

    A PATH outside `docs/articles` is checked as an article too. With --changed, those pages that differ from the base
    or rest on a source, snippet or picture that differs. The exit status is the same in every format; that of a part
    is 0 whatever was found.
    """
    gc.set_threshold(*_COLLECT_AFTER)
    from citegate import engine

    project, part = open_project(root, bib, base, cached=not given["no_cache"]), given.pop("shard")
    if part:
        if paths or style != "text" or any(value for name, value in given.items() if name != "no_cache"):
            raise click.UsageError("--shard judges a part of everything: name no paths, no format and no correction")
        return echo(hand_over(project, part, cache=not given["no_cache"]))
    chosen = _chosen(project, paths, base or "HEAD") if given.pop("changed") else None
    articles = _read(project, paths, **given) if chosen is None else _changed(project, chosen, **given)
    whole = not paths and chosen is None
    found = report(project, articles, None if given["diff"] else style, whole=whole)
    sys.exit(1 if engine.refused(found) else 0)


def report(project: Project, articles: Sequence[Judged], style: str | None, *, whole: bool) -> Sequence[Diagnostic]:
    """Judge articles and print the report, or no report where no style is named; return what was found."""
    from citegate import judging, reporters

    with usage_errors():
        judgement = judging.judge(project, articles, whole=whole)
        found = judgement.diagnostics
        if style:
            links, coloured = _links(project) if style in _LINKED else {}, style == "text" and colour()
            run = reporters.Run(articles, found, judgement.sources, judgement.notes, links, colour=coloured)
            echo(reporters.reporter(style)(run))
    return found


def hand_over(project: Project, part: str, *, cache: bool) -> str:
    """Return what a part found, as `citegate merge` reads it."""
    from citegate import shards
    from citegate.ground import ground
    from citegate.project import expand

    with usage_errors():
        number, of = shards.parse_share(part)
        files, rests = shards.share(expand(project, ()), number, of), ground(project)
    readings = judge_files(project, files, cache=cache)
    return shards.written(number, of, rests, (reading.verdict for reading in readings))


def _chosen(project: Project, paths: Sequence[Path], ref: str) -> list[Path] | None:
    """Return the pages that the change touches; None where it touches what all of them rest on."""
    from citegate.review.touched import touched

    if paths:
        raise click.UsageError("give paths or --changed, not both")
    with usage_errors():
        found, _ = touched(project, ref)
    if found.wide:
        more = f" and {len(found.wide) - 1} more" if len(found.wide) > 1 else ""
        click.echo(f"every page rests on {found.wide[0]}{more}, so every page is judged", err=True)
        return None
    return [project.root / path for path in found.pages]


def _changed(project: Project, files: list[Path], *, fix: bool, diff: bool, no_cache: bool) -> Sequence[Judged]:
    if fix or diff:
        raise click.UsageError("--changed judges; name the articles that --fix or --diff is for")
    return judge_files(project, files, cache=not no_cache)


def _read(project: Project, paths: Sequence[Path], *, fix: bool, diff: bool, no_cache: bool) -> Sequence[Judged]:
    """Return the articles, mended where that is asked for; for `--diff`, show what that would change."""
    if not fix and not diff:
        return judge_articles(project, paths, cache=not no_cache)
    articles = read_articles(project, paths)
    with usage_errors():
        if not diff:
            return _mended(project, articles)
        _show_difference(project, articles)
    return articles


def _mended(project: Project, articles: list[Article]) -> list[Article]:
    """Write the mended articles; return all articles as they stand then."""
    from citegate import mending

    mended = mending.mend(project, articles)
    if not mended:
        return articles
    mending.write(project, mended)
    click.echo(mending.summary(mended), err=True)
    after = {each.article.path: each.after for each in mended}
    return [after.get(article.path, article) for article in articles]


def _show_difference(project: Project, articles: Sequence[Article]) -> None:
    from citegate import mending
    from citegate.reporters.excerpt import safe

    mended = mending.mend(project, articles)
    shown = safe if sys.stdout.isatty() else str  # elsewhere it stays a diff that `git apply` can read
    for line in mending.differences(mended):
        click.echo(shown(line))
    click.echo(f"{mending.summary(mended)}; nothing was written", err=True)


def _links(project: Project) -> dict[str, str]:
    """Return the addresses of the rules' pages on the project's site."""
    from citegate import rulepages
    from citegate.rules import all_rules

    file = project.root / "mkdocs.yml"
    named = _SITE_URL.search(file.read_text(encoding="utf-8")) if file.is_file() else None
    codes = [rule.code for rule in all_rules()]
    return rulepages.links(codes, named[1] if named else "", directory=project.settings.directory_urls)
