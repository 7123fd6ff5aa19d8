r"""A web source without the day on which it was read.

What: a cited entry that is a web page, or that can be found by nothing but an address, without `urldate` as a full
date. An entry without any address is refused by CI06.

Why: a page changes or goes without a trace. The address and the day say what was read; Citing Medicine (2nd edition,
chapter 25) requires both for web sites.

Bad:

    @online{nice,
      author = {{National Institute for Health and Care Excellence}},
      title = {NICE guidance},
      year = {2026},
      howpublished = {\url{https://www.nice.org.uk/guidance}}
    }

Good:

    @online{nice,
      author = {{National Institute for Health and Care Excellence}},
      title = {NICE guidance},
      year = {2026},
      url = {https://www.nice.org.uk/guidance},
      urldate = {2026-11-23}
    }

Instead: open the page, copy its address into `url`, and write the day as `urldate = {2026-11-23}`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.identifiers import identify
from citegate.support import kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography, Work
    from citegate.context import Context

CODE = "CI08"
LEVEL = Level.APPROVAL
SCOPE = "bibliography"
_HELP = "add the address of the page in `url`, and the day on which you read it: `urldate = {YYYY-MM-DD}`"
_WEB_TYPES = frozenset({"online", "www", "electronic", "webpage"})
_WEB_KINDS = frozenset({"web-page", "own-site"})


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each cited web source that does not say on which day it was read."""
    del context
    for work in bibliography.chosen(cited):
        if _is_web(work) and not _is_day(work.fields.get("urldate", "")):
            message = f"the web source `{work.key}` does not say on which day it was read"
            yield Finding(work.place("urldate"), message, _HELP, work.path)


def _is_web(work: Work) -> bool:
    found = {identifier.kind for identifier in identify(work)}
    return found == {"URL"} or (found <= {"URL"} and (work.type in _WEB_TYPES or kind(work) in _WEB_KINDS))


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text.strip())
    except ValueError:
        return False
    return True
