"""A table row without a source.

What: a row that no citation covers: none in its cells, none in the header of a column named Source, Evidence or
Reference; for a row without quantities or directives the table's caption or lead-in would do as well.

Why: doses stand in tables, and tables are copied. A row must carry its source with it.

Bad:

    | Widget | Weight |
    | ------ | ------ |
    | Small  | 3 kg   |

Good:

    | Widget | Weight | Source           |
    | ------ | ------ | ---------------- |
    | Small  | 3 kg   | [@alpha, p. 4]   |

Instead: give the table a column "Source" and cite in each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.select import quoted, uncited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CL08"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each row that nothing covers."""
    for unit in uncited(article, Role.ROW):
        kind = f"this table row ({unit.reason}) has" if unit.tier == "A" else "this table row has"
        yield Finding(
            unit.span, f"{kind} no source: {quoted(unit)}", "cite in a column headed Source: `[@key, locator]`"
        )
