"""No invisible, direction-changing or look-alike characters.

What: characters that readers cannot see or take for others: direction controls, zero-width and tag characters, control
characters, private use, soft hyphens inside numbers, and words that mix Latin letters with Cyrillic, Greek or other
look-alikes, typed as themselves or as an HTML entity.

Why: such a character can turn a dose round on the screen, hide text from a reviewer, or keep a drug's name from being
found. What is reviewed must be what is read (Unicode Technical Report 36; CVE-2021-42574).

Bad:

    The widget weighs 3&#x202E; kg [@alpha, p. 4].

Good:

    The widget weighs 3 kg [@alpha, p. 4].

Instead: type the word or number again. Greek symbols, accents, dashes, emoji and joiners in the scripts that need them
pass.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import TYPE_CHECKING

from citegate.characters import scan
from citegate.diagnostics import Finding, Level
from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SE04"
LEVEL = Level.ERROR
SCOPE = "page"

_MOST = 100
_NEAR = 8
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});")


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield the first hundred oddities of the source, then those that entities stand for on the page."""
    source = article.source
    offsets = Offsets(source)
    for odd in islice(scan(source), _MOST):
        yield Finding(offsets.span(odd.start, odd.end), odd.message, odd.help)
    suspects = [(match, what) for match in _ENTITY.finditer(source) if (what := _behind(source, match))]
    shown = html.unescape(article.html) if suspects else ""
    for match, what in islice(suspects, _MOST):
        if html.unescape(match.group()) in shown:
            yield Finding(offsets.span(*match.span()), f"`{match.group()}`: {what}", "delete it")


def _behind(source: str, match: re.Match[str]) -> str:
    """Return what is odd about the character that an entity stands for, between its neighbours, or an empty string."""
    character = html.unescape(match.group())
    if character == match.group() or not character.strip():
        return ""
    before = source[max(0, match.start() - _NEAR) : match.start()]
    text = before + character + source[match.end() : match.end() + _NEAR]
    return next((odd.message for odd in scan(text) if odd.start <= len(before) < odd.end), "")
