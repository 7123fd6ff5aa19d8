"""Something that looks like a citation and is none.

What: brackets that the grammar does not know (`[@a,@b]`, `[@a.b]`, `[@a p. 4]`), a citation used as a link, in code or
in a comment, a number or footnote typed by hand (`[1]`, `[^1]`).

Why: what is not recognised is shown raw, cut or lost, and the claim stands there without its source.

Bad:

    The widget is blue [@alpha,@beta].

Good:

    The widget is blue [@alpha; @beta].

Instead: write `[@a]`, `[@a; @b]` or `[see @a, p. 4; @b, sec. 2.1]`; keys are letters, digits, `-` and `_`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Mark
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "CI02"
LEVEL = Level.ERROR
_SAID = {
    "code": ("a citation inside code is not seen", "take it out of the code"),
    "comment": ("a citation inside a comment is not seen", "take it out of the comment"),
    "link": ("a citation cannot be a link", "write `[@key]` with a space or nothing behind the bracket"),
    "number": ("a number or footnote typed by hand is no citation", "write `[@key]`; the page numbers it"),
}
_GRAMMAR = "write `[@a]`, `[@a; @b]` or `[see @a, p. 4; @b, sec. 2.1]`; keys hold only letters, digits, - and _"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each look-alike; numbers of a list of references written by hand are CI03's."""
    by_hand = any(unit.reason == "hand-written-references" for unit in article.units)
    for mark in marks(article, "citation-like"):
        if not (by_hand and mark.name == "number"):
            said, advice = _SAID.get(mark.name, ("this is not the grammar of citations", _GRAMMAR))
            yield Finding(mark.span, f"{said}: `{_shown(mark)}`", advice)


def _shown(mark: Mark) -> str:
    text = " ".join(mark.value.split())
    return text if len(text) <= 60 else text[:60] + "…"


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield the first citation that readers would see as it was typed."""
    if "[@" not in page.text:
        return
    body = page.tree.css_first("article") or page.tree.body
    shown = page.words(body) if body else ""
    if "[@" in shown:
        at = shown.index("[@")
        message = f"the page shows a citation as it was typed: `{shown[at : at + 40]}`"
        yield Finding(page.span(page.find("[@")), message, "report it as a fault of Citegate, or of a plugin")
