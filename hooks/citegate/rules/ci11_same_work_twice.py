"""The same work under two keys.

What: two entries with one DOI, PMID, PMCID, set id or application number, or with one title of four words or more in
one year. The later entry is named. Entries whose identifiers differ are two works.

Why: a work that stands in the list twice looks like two sources that agree.

Bad:

    @article{penninga-2016,
      title = {Adverse Events Associated with Flumazenil Treatment},
      doi = {10.1111/bcpt.12434}
    }

    @article{penninga-flumazenil,
      title = {Adverse Events Associated with Flumazenil Treatment},
      doi = {https://doi.org/10.1111/BCPT.12434}
    }

Good:

    @article{penninga-2016,
      title = {Adverse Events Associated with Flumazenil Treatment},
      doi = {10.1111/bcpt.12434}
    }

Instead: keep one entry, and cite its key everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.bibliography import KEY
from citegate.diagnostics import Finding, Level
from citegate.sameworks import repetitions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography
    from citegate.context import Context

CODE = "CI11"
LEVEL = Level.WARNING
SCOPE = "bibliography"
CITED = False


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each entry that repeats an earlier one, cited or not."""
    del cited, context
    for found in repetitions(work for key, work in bibliography.works.items() if KEY.fullmatch(key)):
        where = f"line {found.first.span.line}"
        if found.first.path != found.work.path:
            where = f"{found.first.path}:{found.first.span.line}"
        yield Finding(
            found.work.span,
            f"`{found.work.key}` is the same work as `{found.first.key}` ({where}): the same {found.sign}",
            "keep one of the two entries and cite its key everywhere",
            found.work.path,
        )
