"""A citation whose key is not in the bibliography.

What: `[@key]` where no entry has that key. A near miss is suggested.

Why: a source that does not exist supports nothing. The usual tools drop such a citation from the page in silence.

Bad:

    The widget is blue [@nokey].

Good:

    The widget is blue [@alpha].

Instead: mend the key, or add the entry to the bibliography.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "CI01"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each citation of an unknown key at the place of its group."""
    works = context.bibliography.works
    known = all(key in works for key in article.cited_keys)
    for group in article.groups if not known else ():
        for key in dict.fromkeys(group.keys):
            if key not in works:
                yield Finding(group.span, f"no entry of the bibliography has the key `{key}`", _advice(key, [*works]))


def _advice(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f"did you mean `{near[0]}`?" if near else "add the entry to the bibliography, or mend the key"
