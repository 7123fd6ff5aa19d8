"""What commands share: options, the project that they are about, and how errors and reports reach a person."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.article import Article
    from citegate.errors import SettingsError
    from citegate.project import Project
    from citegate.readings import Reading

"""Articles from which on a person is told how far the reading is."""
ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The project's folder, with mkdocs.yml. [default: here]",
)
BIB = click.option(
    "--bib", type=click.Path(path_type=Path), help="The bibliography, instead of the one that mkdocs.yml names."
)
BASE = click.option(
    "--base",
    metavar="REF",
    help="The commit that the change is made against: roster, keys, policy and records are read from it.",
)
CHANGED = click.option("--changed", is_flag=True, help="Only what the change touches: since BASE, else since HEAD.")
FORMAT = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


class _Unusable(click.ClickException):
    """Files of the project that cannot be used, told as findings are, so that matchers see their places."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ARG002 - click's signature
        """Print what is wrong."""
        click.echo(self.message, err=True)


def _told(error: SettingsError) -> str:
    """Return what a person is told; on GitHub, where the command was asked for annotations, those as well."""
    context = click.get_current_context(silent=True)
    if not context or context.params.get("style") != "github":
        return str(error)
    from citegate.errors import diagnostics
    from citegate.reporters.github_format import commands

    return f"{error}\n{commands(diagnostics(error))}"


class usage_errors:  # noqa: N801 - reads as a statement
    """Turn errors of usage and configuration into one message and exit status 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        from citegate.errors import ConfigurationError, SettingsError

        if isinstance(error, SettingsError):
            raise _Unusable(_told(error)) from error
        if isinstance(error, ConfigurationError):
            raise click.UsageError(str(error)) from error


def open_project(root: Path, bib: Path | None, base: str | None = None, *, cached: bool = True) -> Project:
    """Return the project in a folder, as a change of `base` where one is named; a policy that is wrong ends it."""
    from citegate.project import Project

    project = Project(plain(root), plain(bib) if bib else None, cached)
    if base is not None:
        from citegate.review.against import Change

        project = Change(project.root, project.bib, cached, ref=base)
    with usage_errors():
        _ = project.policy
    return project


def plain(path: Path) -> Path:
    """Return an absolute path without `..`; links are not followed, so that the gate sees them."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def read_articles(project: Project, paths: Sequence[Path]) -> list[Article]:
    """Return the articles that paths name, or every page of the project: many from the store, or from all cores."""
    from citegate import reader
    from citegate.project import expand

    with usage_errors():
        files = expand(project, [plain(path) for path in paths])
        if len(files) > reader.FEW and not paths:
            return [reading.article for reading in judge_files(project, files, cache=True)]
        return [project.read(file, "article" if paths else None) for file in files]


def judge_articles(project: Project, paths: Sequence[Path], *, cache: bool) -> list[Reading]:
    """Return the articles that paths name, or every page, each judged alone: from the store, else on all cores."""
    from citegate.project import expand

    with usage_errors():
        files = expand(project, [plain(path) for path in paths])
    return judge_files(project, files, "article" if paths else None, cache=cache)


def judge_files(project: Project, files: Sequence[Path], kind: str | None = None, *, cache: bool) -> list[Reading]:
    """Return files of the project, each judged alone; `kind` replaces the kind that the path gives."""
    from citegate import reader, store
    from citegate.project import today

    with usage_errors():
        kept = store.open_store(project.root, today().toordinal()) if cache and len(files) > reader.FEW else None
        return reader.read(project, files, kind, kept)


def echo(text: str) -> None:
    """Print a report; what UTF-8 cannot hold, as in the name of a file, is written out as JSON would."""
    click.echo(text.encode("utf-8", "backslashreplace").decode())


def colour() -> bool:
    """Return whether the output is for a terminal that shows colours, and for a person who has not declined them."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
