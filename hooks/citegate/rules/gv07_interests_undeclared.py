"""Interests or funding that are not declared.

What: front matter without `coi` (interests of authors and reviewers) or `funding`, or with a word that declares
nothing, such as "n/a" or "to do". Where there are none, `none` says so.

Why: the ICMJE recommendations ask every author to disclose relationships and support. Silence cannot be told from
having nothing to declare.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Good:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    coi: none
    funding: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: ask the authors, then write what they say, or `none`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.frontplaces import front_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV07"
LEVEL = Level.APPROVAL
_WHAT = {"coi": "interests are", "funding": "funding is"}
_EMPTY = re.compile(
    r"\W*|n\.?/?a\.?|not (?:applicable|available|declared|known)|un(?:known|declared)|t\.?b\.?[acd]\.?|to ?do|to be .*",
    re.IGNORECASE,
)


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield a finding for each of the two declarations that is missing or says nothing."""
    start, places = front_start(article), article.front.places
    for name, what in _WHAT.items():
        text = article.front.values.get(name)
        if start and f"key:{name}" not in places:
            yield Finding(start, f"{what} not declared", f"add `{name}: none`, or what there is")
        elif text is not None and _EMPTY.fullmatch(text):
            yield Finding(places[name], f"`{name}: {text}` declares nothing", "write what there is, or `none`")
