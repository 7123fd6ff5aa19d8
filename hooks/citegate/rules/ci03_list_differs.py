"""Numbers cited and references listed that differ.

What: a list of references written by hand. The page numbers sources in order of first use and lists exactly what is
cited; a second list can only differ from it, and usually does: six numbers cited, four references listed.

Why: a number that leads nowhere is worse than none, because it looks checked. On the written page,
too, markers, list and citations must be the same.

Bad:

    The widget is blue [1] and light [2].

    ## References

    1. A book about widgets

Good:

    The widget is blue and light [@alpha].

Instead: take the list out, put each source into the bibliography and cite it with `[@key]`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.select import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "CI03"
LEVEL = Level.ERROR
_FAULT = "restore the list of references in the template, or take out the plugin that changes the page"
_HELP = "take the list out: cite with `[@key]`, the page writes numbers and list"


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a hand-written list of references once, with the numbers that it does not serve."""
    listed = [block for block in article.blocks if any(u.reason == "hand-written-references" for u in block.units)]
    if not listed:
        return
    cited = {int(n) for mark in marks(article, "citation-like", "number") for n in re.findall(r"\d+", mark.value)}
    items = sum(1 for block in listed if block.kind == "li") or len(listed)
    missing = sorted(number for number in cited if number > items)
    text = f"{items} references are listed by hand"
    if missing:
        text += f", but {', '.join(map(str, missing))} {'is' if len(missing) == 1 else 'are'} cited too"
    yield Finding(listed[0].span, text, _HELP)


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield what differs between the article's citations, the page's markers and the page's list."""
    cited = Counter(key for group in article.groups for key in group.keys)
    keys = [(node.attrs.get("href") or "").removeprefix("#ref-") for node in page.markers]
    linked = Counter(keys)
    listed = [(node.attributes["id"] or "").removeprefix("ref-") for node in page.tree.css('li[id^="ref-"]')]
    numbers = {key: str(number) for number, key in enumerate(article.cited_keys, start=1)}
    if linked != cited:
        differing = sorted(key for key in cited.keys() | linked.keys() if cited[key] != linked[key])
        message = f"the page's markers are not the article's citations; these differ: {', '.join(differing)}"
        yield Finding(page.span(page.find('class="cg-ref"')), message, _FAULT)
    shown = [page.words(node) for node in page.markers]
    wrong = [at for at, key in enumerate(keys) if shown[at].partition(",")[0] != numbers.get(key)]
    if wrong:
        words, key = shown[wrong[0]], keys[wrong[0]]
        message = f"{len(wrong)} markers have another number than their reference, the first is “{words}” for `{key}`"
        yield Finding(page.span(page.find(f'href="#ref-{key}"')), message, _FAULT)
    if tuple(listed) != article.cited_keys:
        message = f"the page lists {len(listed)} references, the article cites {len(cited)}, or their order differs"
        yield Finding(page.span(page.find('id="references"')), message, _FAULT)
