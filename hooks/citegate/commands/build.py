"""`citegate build`: judge the configuration, then build the site, which is published where nothing refuses it."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click

from citegate.commands.options import ROOT, plain

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.commands import sections

CONFIGURATION = "mkdocs.yml"


@click.command()
@ROOT
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing in `.cache/citegate`.")
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
@click.option("--section", metavar="NAME", help="Build the pages below docs/articles/NAME, or `.`: those in no folder.")
@click.option("--precompress", is_flag=True, help="Write `.gz` and `.br` beside every file that they make smaller.")
def build(root: Path, *, no_cache: bool, quiet: bool, section: str | None, precompress: bool) -> None:
    """Build the site into site/; a refused article ends the build, and the site that was published before stays.

    A section goes to .cache/sections; `citegate merge-site` joins them. The exit status is 0 where the site is
    published, 1 where the build was refused. Where nothing was changed since a site was published, it stays.
    """
    from citegate import siteconfig
    from citegate.commands import sections
    from citegate.site import compressing, unchanged

    if siteconfig.main(str(root / CONFIGURATION)):
        sys.exit(1)
    part = sections.prepare(root, section) if section else None
    if precompress:
        os.environ[compressing.VARIABLE] = "1"
    folder = plain(root)
    site = None if part or no_cache else unchanged.published(folder)
    before = unchanged.inputs(folder, site) if site else ""
    if site and unchanged.same(folder, site, before):
        click.echo(f"{site.name}/ is up to date: nothing that it is made of was changed")
        return
    status = run(folder, no_cache=no_cache, quiet=quiet, part=part)
    if site and not status:
        unchanged.note(folder, site, before)
    sys.exit(status)


def run(folder: Path, *, no_cache: bool, quiet: bool, part: sections.Order | None = None) -> int:
    """Run MkDocs, which loads the configuration, in a process of its own; return its exit status."""
    changes = {"NO_MKDOCS_2_WARNING": "1", **({"CITEGATE_NO_CACHE": "1"} if no_cache else {})}
    command = [sys.executable, "-m", "mkdocs", "build", *(["--quiet"] if quiet else [])]
    if part:
        command += ["--site-dir", str(part.folder)]
        changes |= part.environment
    try:
        return subprocess.run(command, cwd=folder, env={**os.environ, **changes}, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 130  # MkDocs heard it too, and said so
