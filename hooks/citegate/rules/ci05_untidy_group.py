"""A citation group that is not sorted, or names a source twice.

What: a bracket whose sources do not stand in the order of their numbers on the page, or which holds the same key with
the same locator twice. The same source with two locators is fine, and so is any order with words between ("see also").

Why: "[5, 2, 5]" makes readers look for a meaning that is not there. Numbers follow the order of first use, so within a
bracket they are expected to ascend.

Bad:

    The widget is blue [@alpha, p. 4; @alpha, p. 4].

Good:

    The widget is blue [@alpha, p. 4; @beta, p. 38].

Instead: let `citegate check --fix` put the group in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Edit, Finding, Level
from citegate.groups import tidy
from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CI05"
LEVEL = Level.WARNING
FIXES = True


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each group with repeats or out of order, with the edit that mends it where its place is exact."""
    numbers = {key: number for number, key in enumerate(article.cited_keys, start=1)}
    offsets = Offsets(article.source)
    for group in article.groups:
        tidied = tidy(group, numbers) if len(group.citations) > 1 else None
        if tidied is None:
            continue
        if tidied.repeats:
            message = f"`{tidied.repeats[0]}` stands twice in this citation"
        else:
            shown = ", ".join(str(numbers[key]) for key in group.keys)
            message = f"this citation is not in the order of its numbers: [{shown}]"
        exact = offsets.slice(group.span)[1] == group.raw
        edits = (Edit(group.span, tidied.text),) if exact else ()
        yield Finding(group.span, message, f"write `{tidied.text}`", edits=edits)
