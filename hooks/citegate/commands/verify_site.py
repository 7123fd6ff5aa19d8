"""`citegate verify-site`: judge a built site by its HTML alone."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import sys
from pathlib import Path

import click

from citegate.commands.options import ROOT, colour, echo, plain
from citegate.reporters import FORMATS


@click.command("verify-site")
@click.argument("site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@ROOT
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
def verify_site(site: Path | None, root: Path, style: str) -> None:
    """Judge the built SITE (default: site) by its HTML alone, against the sources of the project.

    It has its own reader of Markdown and shares nothing with what rendered the pages. The exit status is 1 where the
    site is not what its sources say.
    """
    from citegate import engine, reporters
    from citegate.sitecheck.verify import verify

    folder = plain(site or root / "site")
    if not folder.is_dir():
        raise click.UsageError(f"{folder} is no folder: build the site first, or name its folder")
    found, pages = verify(folder, plain(root))
    notes = (f"{pages} pages of {folder.name} compared with their sources",)
    echo(reporters.reporter(style)(reporters.Run((), found, {}, notes, colour=style == "text" and colour())))
    sys.exit(1 if engine.refused(found) else 0)
