"""The command that prints an article: `citegate pdf ARTICLE`."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import ROOT, open_project, plain, usage_errors

if TYPE_CHECKING:
    from citegate.project import Project


@click.command()
@click.argument("article", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="[default: ARTICLE's name.pdf]")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of a built site to take the page from, instead of building the site first.",
)
@ROOT
def pdf(article: Path, output: Path | None, site: Path | None, root: Path) -> None:
    """Write an article as PDF, as readers see it: status, notices, numbered claims, references with their addresses.

    Needs Chromium: the one that CITEGATE_CHROMIUM names, or one on the PATH. Nothing is loaded from the network.
    """
    from citegate import printing

    project = open_project(root, None)
    address = _address(project, plain(article))
    target = output or Path(f"{article.stem}.pdf")
    with usage_errors(), tempfile.TemporaryDirectory(prefix="citegate-site-") as folder:
        printing.browser()  # before a build that would be for nothing
        page = (plain(site) if site else _built(project, Path(folder, "site"))) / address
        if not page.is_file():
            raise click.UsageError(f"the site has no page of {article}: {page} is missing")
        try:
            printing.print_page(page, target)
        except OSError as error:
            raise click.UsageError(f"{target} cannot be written: {error.strerror}") from error
    click.echo(f"{target}: written")


def _address(project: Project, file: Path) -> str:
    """Return the path of an article's page below the site's folder."""
    if not file.is_relative_to(project.docs) or project.kind(file) != "article":
        raise click.UsageError(f"{project.relative(file)} is no article of this project")
    address = project.addresses.address(file.relative_to(project.docs).as_posix())
    return address if address.endswith(".html") else f"{address}index.html"


def _built(project: Project, folder: Path) -> Path:
    """Build the site into a folder; what refuses it is printed as it comes."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(  # noqa: S603 - the command stands here
        command, cwd=project.root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        click.echo(done.stderr, err=True, nl=False)
        raise click.ClickException("the site could not be built, so there is no page to print")
    return folder
