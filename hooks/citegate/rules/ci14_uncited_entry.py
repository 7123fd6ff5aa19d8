"""An entry that nothing cites.

What: an entry of the bibliography that no article cites. Asked only where all articles are judged together; a key that
no citation can name is left to CI13.

Why: an entry that nobody uses is checked by nobody; it is cited one day as if it had been.

Bad:

    @book{ never-cited,
      author = {Chou, Roger and Peterson, Kim},
      title = {Drug Class Review: Skeletal Muscle Relaxants: Final Report},
      publisher = {Oregon Health and Science University},
      year = {2005}
    }

Good:

    @book{chou-2005,
      author = {Chou, Roger and Peterson, Kim},
      title = {Drug Class Review: Skeletal Muscle Relaxants: Final Report},
      publisher = {Oregon Health and Science University},
      year = {2005}
    }

Instead: cite it where it supports a claim, or delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.bibliography import KEY
from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography
    from citegate.context import Context

CODE = "CI14"
LEVEL = Level.WARNING
SCOPE = "bibliography"


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield a finding for each entry that is neither cited nor the `crossref` of another."""
    if not context.complete:
        return
    parents = {work.fields.get("crossref", "").lower() for work in bibliography.works.values()}
    for key, work in bibliography.works.items():
        if KEY.fullmatch(key) and key not in cited and key.lower() not in parents:
            yield Finding(work.span, f"nothing cites `{key}`", "cite it, or delete the entry", work.path)
