"""The bibliography can be read without loss.

What: everything that is wrong with the form of a .bib file, all in one run, each with file, line and key: entries that
are not closed, keys or fields that stand twice, keys with characters that a citation cannot name, unknown
abbreviations, missing commas, text that looks like a lost entry.
Why: bibliography programs repair or drop such entries in silence, so that a citation leads to another source, or to
none.

Bad:

    @book{widget.2020,
      title = {On widgets},

Good:

    @book{widget-2020,
      title = {On widgets},
    }

Instead: correct the entry at the place given. Keys may have the letters A to Z, digits, `_` and `-`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from citegate.bibliography import Bibliography
    from citegate.context import Context
    from citegate.diagnostics import Finding

CODE = "CI13"
LEVEL = Level.ERROR
SCOPE = "bibliography"
CITED = False


def check_bibliography(bibliography: Bibliography, cited: Collection[str], context: Context) -> Iterator[Finding]:
    """Yield every problem of the bibliography, cited or not: what is broken cannot be told to be uncited."""
    del cited, context
    yield from bibliography.problems
