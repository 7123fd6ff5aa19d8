"""Count an article's units by class."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citegate.article import Article


def coverage(article: Article) -> dict[str, int]:
    """Return how many units are `cited`, `exempt` and `uncited`, and their `total`."""
    counted = Counter(str(unit.coverage) for unit in article.units)
    names = ("cited", "exempt", "uncited")
    return {"total": sum(counted.values()), **{name: counted[name] for name in names}}
