"""No list of retractions, or an old one.

What: the project has no `docs/.retractions/list.txt`, or that list is older than `retractions-max-age-days` of its
policy. Said once, where the whole project is judged and its bibliography has a DOI or PubMed id to look up.

Why: without a list nobody looked, and that a source is on no old list says little of it today. Silence would be read as
"none is retracted".

Bad:

    docs/.retractions/list.txt of 1 January, judged on 1 December

Good:

    docs/.retractions/list.txt of 20 November, judged on 1 December

Instead: fetch the Retraction Watch file from Crossref and run `citegate retractions update FILE.csv`; commit the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import FILE, Finding, Level
from citegate.retractionlist import PATH
from citegate.standing import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.context import Context

CODE = "CI16"
LEVEL = Level.WARNING
SCOPE = "project"
_HELP = "make one with `citegate retractions update FILE.csv` from the Retraction Watch file, and commit it"


def check_project(context: Context) -> Iterator[Finding]:
    """Yield one finding where there is no list, or where it is too old to rely on."""
    said = context.standings.warning if context.standings and context.complete else ""
    if said and any(keys(work) for work in context.bibliography.works.values()):
        yield Finding(FILE, said, _HELP, f"docs/{PATH}")
