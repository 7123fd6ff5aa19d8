"""Computes once per article what several rules ask for: they judge one article after another."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from citegate.article import Article
    from citegate.bibliography import Work

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 65_536
"""Texts of one article of which an answer is kept: the longest have fewer."""
_forgetting: list[Callable[[], None]] = []
_kept_of = [""]
"""The source of the article in hand: it is parsed, then judged."""


def per_article(function: Callable[Concatenate[Article, P], T]) -> Callable[Concatenate[Article, P], T]:
    """Return a function that keeps its last result, for the very article and the other arguments it was asked for.

    The article is compared by identity, since comparing it by value would cost more than most functions do. The result
    is shared, so that nobody may change it.
    """
    kept: list[tuple[Article, object, T]] = []

    @wraps(function)
    def asked(article: Article, /, *args: P.args, **kwargs: P.kwargs) -> T:
        rest = (args, kwargs)
        last = kept[0] if kept else None
        if last is None or last[0] is not article or last[1] != rest:
            last = (article, rest, function(article, *args, **kwargs))
            kept[:] = [last]  # the preview asks from two threads: each answers what it has in hand
        return last[2]

    return asked


def per_work(function: Callable[[Work], T]) -> Callable[[Work], T]:
    """Return a function of a work that keeps its result for that very one: article after article cites the same."""
    kept: dict[int, tuple[Work, T]] = {}

    @wraps(function)
    def asked(work: Work) -> T:
        found = kept.get(id(work))
        if found is None or found[0] is not work:
            if len(kept) >= _MOST:
                kept.clear()
            found = kept[id(work)] = (work, function(work))
        return found[1]

    return asked


def per_text(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function of a text that keeps its results until `forget`: most rules ask for the same texts."""
    kept = lru_cache(maxsize=_MOST)(function)
    _forgetting.append(kept.cache_clear)
    return cast("Callable[P, T]", kept)


def forget(source: str = "") -> None:
    """Let go what was kept of the texts of the article before, unless it is the very one with this source."""
    if not source or source is not _kept_of[0]:
        for clear in _forgetting:
            clear()
    _kept_of[0] = source
