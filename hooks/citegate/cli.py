"""The command line: each command stands in `commands/`, `citegate --help` lists them all."""

from __future__ import annotations

import click

from citegate import __version__
from citegate.commands import (
    adopt,
    authoring,
    bib,
    ci,
    impact,
    judge,
    pdf,
    prove,
    retractions,
    review,
    search,
    show,
    verify_site,
    weekly,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="citegate")
def main() -> None:
    """Judge articles that make claims: each claim must lead to its source.

    Exit status: 0 no error, 1 errors found, 2 usage or configuration.
    """


for command in (
    judge.check,
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
    prove.verify,
    bib.bibliography,
    search.find,
    search.evidence,
    impact.impact,
    retractions.retractions,
    pdf.pdf,
    verify_site.verify_site,
    ci.summary,
    ci.seal,
    weekly.links,
    weekly.issue,
):
    main.add_command(command)
