"""`citegate build-info`: what a site would be built from now."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, ROOT, echo, open_project, read_articles, usage_errors

if TYPE_CHECKING:
    from pathlib import Path


@click.command("build-info")
@ROOT
@BIB
def build_info(root: Path, bib: Path | None) -> None:
    """Print commit, versions, policy digest and counts: what a build publishes as `/build.json`."""
    from citegate import buildinfo, judging

    project = open_project(root, bib)
    articles = read_articles(project, ())
    with usage_errors():
        found = judging.judge(project, articles).diagnostics
    echo(buildinfo.written(buildinfo.document(project.root, project.policy, articles, found)).rstrip("\n"))
