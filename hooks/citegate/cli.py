"""The command line: each command stands in `commands/`, `citegate --help` lists them all."""

from __future__ import annotations

import os
from typing import Any

import click

from citegate import __version__, faults
from citegate.commands import (
    adopt,
    authoring,
    bench,
    bib,
    build,
    build_info,
    changes,
    ci,
    doctor,
    impact,
    judge,
    merge,
    pdf,
    prove,
    retractions,
    review,
    search,
    sections,
    show,
    verify_site,
    weekly,
)


class _Commands(click.Group):
    """Commands whose failures, as every other problem, are told in one line; `CITEGATE_DEBUG=1` shows where."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; exit status 2 where it failed itself, since nothing is known then."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (Exception, RecursionError) as error:
            if os.environ.get("CITEGATE_DEBUG"):
                raise
            known = isinstance(error, OSError)
            said = faults.words(error) if known else faults.report(error, f"citegate {ctx.invoked_subcommand}")
            click.echo(f"Error: {said}", err=True)
            ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="citegate")
def main() -> None:
    """Judge articles that make claims: each claim must lead to its source.

    Exit status: 0 no error, 1 errors found, 2 usage or configuration.
    """


for command in (
    judge.check,
    merge.merge,
    show.claims,
    show.rules,
    show.explain,
    show.schema,
    show.policy,
    adopt.baseline,
    adopt.evaluate,
    authoring.new,
    review.approve,
    review.request_changes,
    review.withdraw,
    review.due,
    changes.changes,
    prove.verify,
    bib.bibliography,
    build.build,
    sections.merge_site,
    search.find,
    search.evidence,
    impact.impact,
    retractions.retractions,
    pdf.pdf,
    verify_site.verify_site,
    build_info.build_info,
    bench.bench,
    ci.summary,
    ci.seal,
    weekly.links,
    weekly.issue,
    doctor.doctor,
):
    main.add_command(command)
