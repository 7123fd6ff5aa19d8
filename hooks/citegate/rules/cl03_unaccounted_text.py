"""Text on the page that nobody accounted for.

What: visible text that has no class. It comes from raw HTML that is not Markdown and cites nothing, from a file that
cannot be decoded or parsed, or the characters that were classified do not add up to those on the page. A block of code
or a comment that never ends, an abbreviation whose first meaning a second one replaces, and a cell without a column are
told as well.

Why: the gate fails closed. Text that was not looked at must not be published as if it had been.

Bad:

    <div>The widget is blue.</div>

Good:

    <div>The widget is blue [@alpha].</div>

Instead: write Markdown; where HTML is needed, cite inside it, or let its text be parsed with `<div markdown>`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate import slips
from citegate.article import Role
from citegate.diagnostics import FILE, Finding, Level
from citegate.faults import ADVICE
from citegate.select import marks, quoted, uncited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit
    from citegate.context import Context
    from citegate.written import WrittenPage

_SPACE = re.compile(r"\s+")
CODE = "CL03"
LEVEL = Level.ERROR
SCOPE = "page"
_HTML = "write it as Markdown and cite it, or cite inside the HTML: `[@key, locator]`"
_LOST = "write this part as plain Markdown; if it is that already, report it as a fault of Citegate"
_UNPARSED = "mend or take out what stands here; a snippet must lie in the folder of snippets"
_MENDED = ("limit", "SnippetMissingError")
"""What keeps a text from being parsed that its author can mend; all else is a fault of the parser."""
_WRITTEN = "restore the text in the template, or take out the plugin that changes the page"
_ENCODING = "save the file as UTF-8"
_REGULAR = "put the file itself there: no link, no pipe, no device"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield files that cannot be read; in articles also uncited text of raw HTML and text that was lost in the account.

    Where SE01 refuses an element, the account is not drawn: a script or an open element changes what is visible.
    """
    if article.kind == "article":
        for unit in uncited(article, Role.RAW):
            yield Finding(unit.span, f"text from raw HTML that no citation accounts for: {quoted(unit)}", _HTML)
        if article.front.values and not article.front.body.strip():
            yield Finding(FILE, "the article has no text", "write it, or take the file out until it is written")
        refused = any(marks(article, "element"))
        for mark in marks(article, "unaccounted") if not refused else ():
            yield Finding(mark.span, f"text on the page that was not classified, from “{mark.value}” on", _LOST)
    yield from slips.find(article)
    for mark in marks(article, "unparsed"):
        advice = _UNPARSED if mark.name in _MENDED else ADVICE
        yield Finding(mark.span, f"the article cannot be parsed: {mark.name}: {mark.value}", advice)
    for mark in marks(article, "undecodable"):
        yield Finding(mark.span, f"the file is not UTF-8: {mark.value} is no character", _ENCODING)
    for mark in marks(article, "irregular"):
        yield Finding(mark.span, "this is no regular file", _REGULAR)


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield once each: claims not on the page or there twice, claims that read differently, claims nobody judged."""
    judged = {unit.id: unit for unit in article.units if unit.id and unit.role not in (Role.ALT, Role.CODE, Role.RAW)}
    faults = {
        "not on the page": [name for name in judged if name not in page.claims],
        "on the page more than once": [name for name in judged if page.ids[name] > 1],
        "not worded as judged": [name for name, unit in judged.items() if not _same(page, name, unit)],
        "on the page and were never judged": [name for name in page.claims if name not in judged],
    }
    for fault, names in faults.items():
        if names:
            shown = quoted(judged[names[0]]) if names[0] in judged else f"`{names[0]}`"
            message = f"{len(names)} claims are {fault}, the first is {shown}"
            yield Finding(page.span(page.find(f'id="{names[0]}"')), message, _WRITTEN)


def _same(page: WrittenPage, name: str, unit: Unit) -> bool:
    """Return whether a claim reads on the page as it was judged; an anchor without text only marks where it starts."""
    return all(
        not text or text == unit.text or _SPACE.sub("", text) == _SPACE.sub("", unit.text)
        for text in page.claims.get(name, ())
    )
