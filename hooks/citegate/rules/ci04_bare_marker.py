"""A bare number where a marker should be.

What: a number behind a quantity and its unit that was meant as a reference ("1.3 hours 3"), or one in superscript.

Why: "1.3 hours 3" can be read as a dose, a range or a count. A marker is bracketed, linked to its reference and has a
name that a screen reader says.

Bad:

    The half-life is 1.3 hours 3.

Good:

    The half-life is 1.3 hours [@label, sec. 12].

Instead: write `[@key]`; the page shows "[3]" as a named link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "CI04"
LEVEL = Level.ERROR
_FAULT = "restore the markers and the list of references in the template, or take out the plugin that changes the page"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each bare number that stands where a marker would."""
    for mark in marks(article, "bare-number"):
        yield Finding(mark.span, f"the bare number `{mark.value}` looks like a marker", "cite with `[@key, locator]`")


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield once each: markers without brackets or a name, markers and ways back that lead nowhere."""
    links = [*page.markers, *page.tree.css('[role="doc-backlink"]')]
    faults = {
        "no brackets": [node for node in page.markers if not _bracketed(node)],
        "no name for a screen reader": [n for n in links if not (n.attrs.get("aria-label") or "").strip()],
        "nothing to lead to": [n for n in links if (n.attrs.get("href") or "").removeprefix("#") not in page.ids],
    }
    for fault, nodes in faults.items():
        if nodes:
            href = nodes[0].attributes.get("href") or ""
            message = f"{len(nodes)} links of citations have {fault}, the first is “{page.words(nodes[0])}” to `{href}`"
            yield Finding(page.span(page.find(f'href="{href}"')), message, _FAULT)


def _bracketed(node: LexborNode) -> bool:
    group = node.parent
    shown = group.text().strip() if group and group.attrs.get("class") == "cg-cite" else ""
    return shown[:1] + shown[-1:] == "[]"
