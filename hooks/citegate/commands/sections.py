"""`citegate merge-site`: one site from sections that were built apart."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from citegate.commands.merge import Refused
from citegate.commands.options import ROOT, colour, echo, open_project, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.diagnostics import Diagnostic

FOLDER = ".cache/sections"
"""Where sections are built, below the project."""


@click.command("merge-site")
@click.argument("parts", nargs=-1, type=click.Path(file_okay=False, path_type=Path))
@ROOT
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="The site's folder. [default: site]")
@click.option("--precompress", is_flag=True, help="Write `.gz` and `.br` beside every file that they make smaller.")
def merge_site(parts: Sequence[Path], root: Path, output: Path | None, *, precompress: bool) -> None:
    """Join the PARTS that `citegate build --section` made (default: those in .cache/sections) into one site.

    The site is verified as one and published only where nothing refuses it. A section that is missing, twice there,
    changed or built from other files ends it with exit status 2.
    """
    from citegate.errors import ConfigurationError
    from citegate.site import compressing
    from citegate.site.assembling import assemble

    if precompress:
        os.environ[compressing.VARIABLE] = "1"
    project = open_project(root, None)
    found = list(parts) or sorted(p for p in (project.root / FOLDER).glob("[!.]*") if p.is_dir())
    try:
        published = assemble(project, found, plain(output or root / "site"), _report)
    except ConfigurationError as error:
        raise Refused(str(error)) from error
    sys.exit(0 if published else 1)


def _report(found: Sequence[Diagnostic]) -> bool:
    """Print what was found in the site; return whether it refuses it."""
    from citegate import engine, reporters

    if found:
        echo(reporters.reporter("text")(reporters.Run((), found, {}, brief=True, colour=colour())))
    return engine.refused(found)


class Order(NamedTuple):
    """A section to build: where, and what its build finds in its environment."""

    folder: Path
    environment: dict[str, str]


def prepare(root: Path, section: str) -> Order:
    """Return what a build of a section must be told; raise where there is no such section."""
    from citegate.commands.options import usage_errors
    from citegate.site.sections import REST, VARIABLE, check

    project = open_project(root, None)
    with usage_errors():
        check(project, section)
    name = "rest" if section == REST else f"section-{section}"
    return Order(project.root / FOLDER / name, {VARIABLE: section})
