"""More than half of the claims on one source.

What: in an article of ten claims or more, more than half rest on one source and nothing else.

Why: such an article is a retelling of one work, with that work's gaps and slant, and falls with it.

Bad:

    - The widget weighs 1 kg [@alpha, p. 1].
    - The widget weighs 2 kg [@alpha, p. 2].
    - The widget weighs 3 kg [@alpha, p. 3].
    - The widget weighs 4 kg [@alpha, p. 4].
    - The widget weighs 5 kg [@alpha, p. 5].
    - The widget weighs 6 kg [@alpha, p. 6].
    - The widget weighs 7 kg [@beta, p. 38].
    - The widget weighs 8 kg [@beta, p. 39].
    - The widget weighs 9 kg [@beta, p. 40].
    - The widget weighs 10 kg [@beta, p. 41].

Good:

    - The widget weighs 5 kg [@alpha, p. 5].
    - The widget weighs 7 kg [@beta, p. 38].

Instead: look for independent sources of the main claims, and cite them beside it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from citegate.diagnostics import FILE, Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "SQ09"
LEVEL = Level.WARNING
FEWEST_CLAIMS = 10
_SHARE = 0.5


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding, at the first citation of the source that more than half of the claims rest on alone."""
    claims = [unit for unit in article.units if unit.is_claim]
    alone = Counter(unit.covering[0] for unit in claims if len(unit.covering) == 1)
    if len(claims) < FEWEST_CLAIMS or not alone:
        return
    key, count = alone.most_common(1)[0]
    if count > _SHARE * len(claims):
        place = next((group.span for group in article.groups if key in group.keys), FILE)
        message = f"{count} of {len(claims)} claims rest on `{key}` alone"
        yield Finding(place, message, "cite independent sources of the main claims too")
