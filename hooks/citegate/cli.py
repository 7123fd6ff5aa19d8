"""The command line: `citegate check · claims · rules · explain · schema`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.article import Article
    from citegate.project import Project

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The project's folder, with mkdocs.yml. [default: here]",
)
BIB = click.option(
    "--bib", type=click.Path(path_type=Path), help="The bibliography, instead of the one that mkdocs.yml names."
)
FORMAT = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="citegate")
def main() -> None:
    """Judge articles that make claims: each claim must lead to its source.

    Exit status: 0 no error, 1 errors found, 2 usage or configuration.
    """


@main.command()
@PATHS
@ROOT
@BIB
@FORMAT
def check(paths: Sequence[Path], root: Path, bib: Path | None, style: str) -> None:
    """Judge articles; without PATHS all articles, the other pages and the bibliography.

    A PATH outside `docs/articles` is checked as an article too.
    """
    from citegate import engine, reporters

    project = _project(root, bib)
    articles = _read(project, paths)
    with _usage_errors():
        diagnostics = engine.judge(articles, project.context)
    run = reporters.Run(articles, diagnostics, {article.path: article.source for article in articles})
    click.echo(reporters.reporter(style)(run))
    sys.exit(1 if engine.refused(diagnostics) else 0)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@ROOT
@BIB
@FORMAT
def claims(paths: Sequence[Path], root: Path, bib: Path | None, style: str) -> None:
    """Print each piece of an article's text with its class (cited, exempt, uncited), tier, reason and keys."""
    from citegate.claimlist import as_json, as_text

    articles = _read(_project(root, bib), paths)
    click.echo(as_json(articles) if style == "json" else as_text(articles))


@main.command()
def rules() -> None:
    """List every rule: code, level, what it is about."""
    from citegate.rules import all_rules

    for rule in all_rules():
        click.echo(f"{rule.code}  {rule.level:<8}  {rule.title}")


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Print the page of a rule: what it finds, why, a bad and a good example, what to do instead."""
    from citegate.rules import all_rules

    found = {rule.code: rule for rule in all_rules()}
    rule = found.get(code.upper())
    if rule is None:
        raise click.UsageError(f"there is no rule {code}; `citegate rules` lists them")
    click.echo(f"{rule.code} ({rule.level}): {rule.doc.strip()}")


@main.command()
def schema() -> None:
    """Print the JSON Schema of an article's front matter, for completion in editors."""
    import json

    from citegate.frontmatter import schema as front_matter_schema

    click.echo(json.dumps(front_matter_schema(), indent=2, ensure_ascii=False))


class _usage_errors:  # noqa: N801 - reads as a statement
    """Turn errors of usage and configuration into one line and exit status 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        from citegate.errors import ConfigurationError

        if isinstance(error, ConfigurationError):
            raise click.UsageError(str(error)) from error


def _project(root: Path, bib: Path | None) -> Project:
    from citegate.project import Project

    return Project(_plain(root), _plain(bib) if bib else None)


def _plain(path: Path) -> Path:
    """Return an absolute path without `..`; links are not followed, so that the gate sees them."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _read(project: Project, paths: Sequence[Path]) -> list[Article]:
    from citegate.project import expand

    with _usage_errors():
        files = expand(project, [_plain(path) for path in paths])
        return [project.read(file, "article" if paths else None) for file in files]
