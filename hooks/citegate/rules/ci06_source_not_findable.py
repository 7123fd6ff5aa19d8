r"""A cited source can be found.

What: a cited entry of the bibliography has at least one way to its source: a DOI, PMID, PMCID, ISBN, the set id or
application number of a drug label, or the http(s) address of a page. Each one that it has is well formed, its check
digit included. Whether it exists in the world is not asked here: that needs the network.
Why: a reader can only check a claim whose source can be found. A title and a year fit several works, or none, and
errors in references make it difficult to retrieve the documents cited (AMA Manual of Style, 11th edition, 2020,
chapter on references).

Bad:

    @article{penninga-2016,
      author = {Penninga, Elisabeth I. and Graudal, Niels and Ladekarl, Morten Bækbo and Jürgens, Gesche},
      title = {Adverse Events Associated with Flumazenil Treatment for the Management of Suspected
        Benzodiazepine Intoxication},
      journal = {Basic \& Clinical Pharmacology \& Toxicology},
      year = {2016}
    }

Good:

    @article{penninga-2016,
      author = {Penninga, Elisabeth I. and Graudal, Niels and Ladekarl, Morten Bækbo and Jürgens, Gesche},
      title = {Adverse Events Associated with Flumazenil Treatment for the Management of Suspected
        Benzodiazepine Intoxication},
      journal = {Basic \& Clinical Pharmacology \& Toxicology},
      year = {2016},
      doi = {10.1111/bcpt.12434}
    }

Instead: copy the DOI or PMID from the publisher's page or PubMed into the entry; for a label its set id from DailyMed;
for a web page its address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.identifiers import identify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography, Work
    from citegate.context import Context

CODE = "CI06"
LEVEL = Level.ERROR
SCOPE = "bibliography"


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each cited work that cannot be found and for each malformed identifier of one."""
    del context
    for work in bibliography.chosen(cited):
        yield from _check_work(work)


def _check_work(work: Work) -> Iterator[Finding]:
    identifiers = identify(work)
    if not identifiers:
        yield Finding(
            work.span,
            f"the source `{work.key}` cannot be found: it has no DOI, PMID, ISBN, set id or URL",
            "add `doi`, `pmid`, `pmcid`, `isbn`, `setid`, `application` or `url` to the entry",
            work.path,
        )
    for identifier in identifiers:
        if identifier.problem:
            yield Finding(
                work.place(identifier.field),
                f"the {identifier.kind} of `{work.key}` is malformed: it {identifier.problem}",
                f"copy the {identifier.kind} again from the source itself",
                work.path,
            )
