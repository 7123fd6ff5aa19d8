"""For whom an article's page can be shown, and its text with what that folds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate import plain
from citegate.site import audiences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article
    from citegate.site.site import Site

_NONE = "This article has no version in plain words yet: what follows is the professional text."


@dataclass(frozen=True, slots=True)
class Audience:
    """`plain` counts the plain-language blocks; `said` tells each audience what it is shown, where there is a need."""

    plain: int
    said: Mapping[str, str]

    @staticmethod
    def fold(text: str) -> str:
        """Return the text of the page with its folds."""
        return audiences.fold(text)


def facts(site: Site, article: Article) -> Audience:  # noqa: ARG001 - every part takes both
    """Return what the template asks about an article's audiences."""
    count = article.html.count(f'<div class="{plain.CLASS}">')
    if not count:
        return Audience(0, {"patient": _NONE})
    blocks = f"{count} part{'s' if count != 1 else ''}"
    return Audience(
        count,
        {
            "professional": f"{blocks} also in plain words, folded.",
            "student": f"{blocks} in professional and in plain words.",
            "patient": f"{blocks} in plain words. The professional text is folded.",
        },
    )


def rests_on(site: Site, article: Article) -> object:  # noqa: ARG001 - every part takes both
    """Return nothing: the text says it."""
    return ()
