"""Commands for what only time brings: dead links, and a report that becomes one issue."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from citegate.commands.options import BIB, FORMAT, ROOT, open_project, usage_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from citegate.issues import Issue
    from citegate.linkcheck import Answer
    from citegate.project import Project

_TIMEOUT = click.option("--timeout", type=click.FloatRange(0.1, 300), default=20.0, show_default=True, help="Seconds.")
_PAUSE = click.option(
    "--pause", type=click.FloatRange(0, 60), default=1.0, show_default=True, help="Seconds between requests to a host."
)
_RESOLVER = click.option("--resolver", metavar="URL", default="https://doi.org/", show_default=True, help="Of DOIs.")
_WITHIN = click.option("--within", type=click.IntRange(min=0), default=90, show_default=True, help="Days, for `due`.")


def _asking(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (_RESOLVER, _PAUSE, _TIMEOUT, BIB, ROOT):
        command = option(command)
    return command


@click.command()
@_asking
@FORMAT
def links(root: Path, bib: Path | None, style: str, **asked: Any) -> None:
    """Ask the network whether each DOI and address of the bibliography still leads somewhere.

    The only command that uses the network. Exit status: 0 none is dead, 1 one is.
    """
    from citegate import linkcheck
    from citegate.commands.options import echo
    from citegate.reporters.excerpt import safe

    answers = _answers(open_project(root, bib), **asked)
    if style == "json":
        echo(json.dumps(linkcheck.as_json(answers), ensure_ascii=False, indent=2))
    else:
        for line in linkcheck.as_text(answers):
            echo(safe(line))
    sys.exit(1 if any(answer.state == linkcheck.DEAD for answer in answers) else 0)


def _answers(project: Project, *, timeout: float, pause: float, resolver: str) -> list[Answer]:
    from citegate import linkcheck, web

    with usage_errors():
        asked = linkcheck.addresses(project.bibliography.works.values(), resolver)
    return web.ask(asked, timeout, pause)


@click.command()
@click.argument("report", type=click.Choice(["due", "links", "retractions"]))
@_asking
@_WITHIN
@click.option("--post", is_flag=True, help="Open, replace or close the one issue on GitHub, with its program `gh`.")
def issue(report: str, root: Path, bib: Path | None, within: int, *, post: bool, **asked: Any) -> None:
    """Write a weekly REPORT as the text of an issue; with --post, keep exactly one such issue on GitHub.

    Without anything to say the text is empty, and an issue that stands open is closed.
    """
    from citegate import forge, issues
    from citegate.commands.options import echo

    made = _made(open_project(root, bib), report, within, asked)
    run = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID")]
    made = issues.signed(made, f"{run[0]}/{run[1]}/actions/runs/{run[2]}" if all(run) else "")
    if post:
        with usage_errors():
            echo(forge.keep(made))
    else:
        echo(f"{made.title}\n\n{made.body}" if made.body else f"{made.title}: nothing to say")


def _made(project: Project, report: str, within: int, asked: dict[str, Any]) -> Issue:
    from citegate import issues
    from citegate.commands import retractions, review

    if report == "links":
        return issues.links(_answers(project, **asked))
    if report == "due":
        falling, _ = review.falling(project, within)
        return issues.due(falling, project.context.today, within)
    return issues.retractions(retractions.cited(project), project.standings)
