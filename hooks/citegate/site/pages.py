"""Gives MkDocs the articles that were judged in place of the files that it would read and parse again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.toc import get_toc

from citegate.sanitising import sanitised
from citegate.site import made
from citegate.site.browserpolicy import without_styles
from citegate.site.preview import list_findings, show_findings
from citegate.site.standing_marks import mark_standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.structure.pages import Page

    from citegate.article import Article
    from citegate.site.facts import FindingFacts
    from citegate.site.site import Made
    from citegate.standing import Standings

_SHOWN = ("title", "description", "hide", "search")
"""What the theme sees of the front matter."""


def read(page: Page, article: Article, item: Made | None) -> None:
    """Give a page the text and the front matter of its article; `item` is what a maker adds to it."""
    page.markdown = article.front.body
    shown = {name: value for name, value in article.front.values.items() if name in _SHOWN}
    page.meta = {name: list(value) if isinstance(value, tuple) else value for name, value in shown.items()}
    if item and item.template and article.kind != "article":
        page.meta = made.meta(item) | page.meta
    if article.kind == "article":
        page.meta.pop("search", None)
        page.meta["template"] = "article.html"


def render(page: Page, article: Article) -> None:
    """Give a page everything of its article but the HTML of its text."""
    if page.markdown != article.front.body:
        raise PluginError(f"{article.path}: a plugin changed the text after it was judged")
    page.content = ""
    tokens: list[Any] = list(article.toc)
    if article.kind == "article" and article.cited_keys:
        tokens.append({"level": 2, "id": "references", "name": "References", "html": "", "children": []})
    page.toc = get_toc(tokens)
    page.present_anchor_ids, page.links_to_anchors = set(), {}
    heading = article.toc[0] if article.toc and article.toc[0]["level"] == 1 else None
    page._title_from_render = heading["name"] if heading else None  # noqa: SLF001 - MkDocs' own render sets it


def content(article: Article, standings: Standings, found: Sequence[FindingFacts] = ()) -> str:
    """Return the HTML of an article's text, with the findings that the preview shows."""
    html = without_styles(mark_standings(sanitised(article.html), standings))
    listed = list_findings(found) if article.kind == "page" else ""
    return listed + show_findings(html, found)
