"""A page that is not approved and is offered as if it were.

What: a page of an article that is not approved without `<meta name="robots" content="noindex">`, or whose entries in
the site's search index do not carry the status, which the search shows as a badge beside each result.

Why: a result of a search engine shows a sentence without its page, and the warning stays behind. Within the site, the
result itself must say what the page would say.

Bad:

    The page of a submitted article whose head has no `robots`.

Good:

    The same page with `<meta name="robots" content="noindex">`.

Instead: restore the line in the template `main.html`, and the status in the files of the search index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI07"
LEVEL = Level.ERROR
BADGES = {"submitted": "Status: Submitted", "under review": "Status: Under review"}


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a finding for the page, and one for its entries in the search index, where the status is not on them."""
    badge = BADGES.get(article.status)
    if badge is None or not page.html:
        return
    robots = [node.attributes.get("content") or "" for node in page.tree.css('head meta[name="robots"]')]
    if not any("noindex" in content.lower() or content.strip().lower() == "none" for content in robots):
        message = "search engines may list this page, and it is not approved"
        yield Finding(page.span(), message, 'restore `<meta name="robots" content="noindex">` in the template')
    bare = [tags for tags in page.indexed or () if badge not in tags]
    if bare:
        message = f"{len(bare)} results of the site's search show this page without “{badge}”"
        yield Finding(page.span(), message, "restore the status in the files below `search/texts/`")
