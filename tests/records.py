"""Articles without text, for tests of what is made from many of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from citegate.article import Article
from citegate.catalogue import ArticleRecord
from citegate.frontmatter import FrontMatter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

DAY = dt.date(2026, 11, 23)


def record(name: str, *, keys: Iterable[str] = (), updated: dt.date = DAY, **front: Any) -> ArticleRecord:
    """Return an article without text: what it is about, what it cites, what its front matter says."""
    path = f"articles/{name}.md"
    article = Article(f"docs/{path}", "", FrontMatter(front, {}, "", 1), (), (), "")
    lists = (
        tuple(front.get("audience", ("professional",))),
        tuple(front.get("drugs", ())),
        tuple(front.get("tags", ())),
    )
    dates = (front.get("created", updated), updated, front.get("next_review"))
    said = (name.capitalize(), f"What is {name}?", "", front.get("status", "submitted"))
    return ArticleRecord(path, name, f"articles/{name}/", *said, *lists, *dates, (), tuple(keys), article)
