"""A preprint that is not called one.

What: a cited entry with the DOI of a preprint server, or with the server's name for a journal or publisher, that says
nowhere that it is a preprint.

Why: a preprint has passed no peer review. ICMJE asks that a reference to one says that it is a preprint.

Bad:

    @article{horby-2020,
      author = {Horby, Peter and others},
      title = {Effect of Dexamethasone in Hospitalized Patients with COVID-19: Preliminary Report},
      journal = {medRxiv},
      year = {2020},
      doi = {10.1101/2020.06.22.20137273}
    }

Good:

    @article{horby-2020,
      author = {Horby, Peter and others},
      title = {Effect of Dexamethasone in Hospitalized Patients with COVID-19: Preliminary Report},
      journal = {medRxiv},
      year = {2020},
      doi = {10.1101/2020.06.22.20137273},
      sourcetype = {preprint},
      still_current = {2026-11-23: cited as the first report}
    }

Instead: add `sourcetype = {preprint}`; or, better, cite the article that was published since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.preprints import is_labelled, is_preprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography
    from citegate.context import Context

CODE = "CI10"
LEVEL = Level.APPROVAL
SCOPE = "bibliography"


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each cited work that is a preprint and whose entry does not say so."""
    del context
    for work in bibliography.chosen(cited):
        if is_preprint(work) and not is_labelled(work):
            yield Finding(
                work.place("sourcetype", "doi", "journal"),
                f"`{work.key}` is a preprint, and its entry does not say so",
                "add `sourcetype = {preprint}`, or cite the article that was published since",
                work.path,
            )
