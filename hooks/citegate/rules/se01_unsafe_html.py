"""HTML, an attribute or a name that may not stand on a page.

What: elements outside the allow-list (script, iframe, form, svg …), an element that is never closed, attributes outside
it (event handlers, style), classes and ids that are not an author's to set, typed as HTML or through attribute lists.

Why: in a default build such markup runs in the reader's browser or hides text from the reader. It is refused, not
stripped, so that nothing is lost in silence. Browsers may read HTML otherwise than any rule foresees, so a sanitiser
that reads the finished page as they do (nh3) must find nothing to take out either.

Bad:

    The widget is blue [@alpha].
    {onclick="alert(1)"}

Good:

    The widget is <kbd>blue</kbd> [@alpha].

Instead: use Markdown; ask for an element to be put on the list if an article needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level, Span
from citegate.offsets import Offsets
from citegate.remote import media
from citegate.sanitising import removed
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SE01"
LEVEL = Level.ERROR
SCOPE = "page"
_KINDS = frozenset({"element", "attribute", "url"})


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each element and attribute that is not on the allow-lists."""
    for mark in marks(article, "element"):
        yield Finding(mark.span, f"the element `{mark.value[:60]}` is not allowed", "use Markdown instead")
    for mark in marks(article, "attribute"):
        yield Finding(mark.span, f"the {mark.name} attribute `{mark.value[:60]}` is not allowed", "take it out")
    if not any(mark.kind in _KINDS for mark in article.marks) and not any(media(article)):
        yield from _second_opinion(article)


def _second_opinion(article: Article) -> Iterator[Finding]:
    """Yield the first element that a sanitiser would take out of the page though no rule named it."""
    for node in removed(article.html):
        shown = "".join(f' {name}="{value}"' for name, value in node.attributes)
        message = f"the page would hold `{f'<{node.tag}{shown}'[:60]}`, which a sanitiser takes out"
        values = [part for pair in reversed(node.attributes) for part in reversed(pair)]
        yield Finding(
            _place(article, [f"<{node.tag}", *values]), message, "take it out, and report that no rule named it"
        )


def _place(article: Article, words: list[str]) -> Span:
    """Return where the first of these words that the body holds stands; its first line where it holds none."""
    text = article.source.lower()
    start = sum(map(len, article.source.splitlines(keepends=True)[: article.front.body_line - 1]))
    for word in filter(None, words):
        at = text.find(word.lower(), start)
        if at >= 0:
            return Offsets(article.source).span(at, at + len(word))
    return Span.point(article.front.body_line)
