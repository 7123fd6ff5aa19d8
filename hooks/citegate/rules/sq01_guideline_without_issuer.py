"""A "guideline" that nobody issued.

What: a cited entry of `sourcetype` guideline that names no issuing body: none on the list (AHA, NICE, WHO, KDIGO …),
none of a kind that issues guidelines (a national society or college, a ministry of health), none of the policy's. A
body in the title alone does not count where a summary site carries the text.

Why: "guideline" is the label that readers trust most. A summary, a blog or a review of guidelines does not earn it;
standards for guidelines ask who stands behind them (Institute of Medicine, Clinical Practice Guidelines We Can Trust,
2011).

Bad:

    @article{lieberthal-2013,
      author = {Lieberthal, Allan S. and others},
      title = {The Diagnosis and Management of Acute Otitis Media},
      journal = {Pediatrics},
      year = {2013},
      doi = {10.1542/peds.2012-3488},
      sourcetype = {guideline}
    }

Good:

    @article{lieberthal-2013,
      author = {Lieberthal, Allan S. and others},
      organization = {American Academy of Pediatrics},
      title = {The Diagnosis and Management of Acute Otitis Media},
      journal = {Pediatrics},
      year = {2013},
      doi = {10.1542/peds.2012-3488},
      sourcetype = {guideline}
    }

Instead: name the body in `organization`, as the document does; or give the kind that the work really is. A project adds
bodies with `guideline-issuers` in its policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.bodies import is_issued
from citegate.diagnostics import Finding, Level
from citegate.support import kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography
    from citegate.context import Context

CODE = "SQ01"
LEVEL = Level.APPROVAL
SCOPE = "bibliography"


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each cited guideline that names no body which issues guidelines."""
    others = context.policy.guideline_issuers
    for work in bibliography.chosen(cited):
        if kind(work) == "guideline" and not is_issued(work, others):
            yield Finding(
                work.place("sourcetype"),
                f"`{work.key}` is called a guideline, and its entry names no body that issues guidelines",
                "name the body in `organization`, or give the kind of work that it is",
                work.path,
            )
