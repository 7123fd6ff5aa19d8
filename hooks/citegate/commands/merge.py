"""`citegate merge`: one report from the parts that several machines judged."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BASE, BIB, ROOT, open_project
from citegate.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence


class Refused(click.ClickException):
    """What was named cannot be joined: nothing is known, and one line says why."""

    exit_code = 2


@click.command()
@click.argument("parts", nargs=-1, type=click.Path(path_type=Path))
@ROOT
@BIB
@BASE
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
def merge(parts: Sequence[Path], root: Path, bib: Path | None, base: str | None, style: str) -> None:
    """Join the PARTS that `citegate check --shard` wrote: report and exit status are those of one `citegate check`.

    The rules that look beyond one article run here. A part that is missing, twice there or made from other files ends
    it with exit status 2.
    """
    from citegate import engine, joining
    from citegate.commands.judge import report
    from citegate.errors import ConfigurationError
    from citegate.project import expand

    project = open_project(root, bib, base)
    try:
        readings = joining.join(project, expand(project, ()), parts)
    except ConfigurationError as error:
        raise Refused(str(error)) from error
    sys.exit(1 if engine.refused(report(project, readings, style, whole=True)) else 0)
