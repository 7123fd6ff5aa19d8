"""Computes once per article what several rules ask for: they judge one article after another."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from citegate.article import Article

P = ParamSpec("P")
T = TypeVar("T")


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
