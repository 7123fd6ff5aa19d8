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

CONFIGURATION = "mkdocs.yml"


@click.command()
@ROOT
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing in `.cache/citegate`.")
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
def build(root: Path, *, no_cache: bool, quiet: bool) -> None:
    """Build the site into site/; a refused article ends the build, and the site that was published before stays.

    The exit status is 0 where the site is published, 1 where the build was refused.
    """
    from citegate import siteconfig

    if siteconfig.main(str(root / CONFIGURATION)):
        sys.exit(1)
    sys.exit(run(plain(root), no_cache=no_cache, quiet=quiet))


def run(folder: Path, *, no_cache: bool, quiet: bool) -> int:
    """Run MkDocs, which loads the configuration, in a process of its own; return its exit status."""
    changes = {"NO_MKDOCS_2_WARNING": "1", **({"CITEGATE_NO_CACHE": "1"} if no_cache else {})}
    command = [sys.executable, "-m", "mkdocs", "build", *(["--quiet"] if quiet else [])]
    try:
        return subprocess.run(command, cwd=folder, env={**os.environ, **changes}, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 130  # MkDocs heard it too, and said so
