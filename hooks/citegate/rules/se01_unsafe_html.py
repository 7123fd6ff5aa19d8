"""HTML, an attribute or a name that may not stand on a page.

What: elements outside the allow-list (script, iframe, form, svg …), an element that is never closed, attributes outside
it (event handlers, style), classes and ids that are not an author's to set, typed as HTML or through attribute lists.

Why: in a default build such markup runs in the reader's browser or hides text from the reader. It is refused, not
stripped, so that nothing is lost in silence.

Bad:

    The widget is blue [@alpha].
    {onclick="alert(1)"}

Good:

    The widget is <kbd>blue</kbd> [@alpha].

Instead: use Markdown; ask for an element to be put on the list if an article needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SE01"
LEVEL = Level.ERROR
SCOPE = "page"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each element and attribute that is not on the allow-lists."""
    for mark in marks(article, "element"):
        yield Finding(mark.span, f"the element `{mark.value[:60]}` is not allowed", "use Markdown instead")
    for mark in marks(article, "attribute"):
        yield Finding(mark.span, f"the {mark.name} attribute `{mark.value[:60]}` is not allowed", "take it out")
