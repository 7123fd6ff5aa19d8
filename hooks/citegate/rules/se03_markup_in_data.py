r"""No markup in front matter, in the fields of cited sources or in citations.

What: a tag, a script address, a template expression, an attribute that breaks out of its quotes, or a hidden character
in a value of the front matter or of the bibliography; markup beside the key of a citation.

Why: these values are plain text, and they are written into titles, attributes and lists on every page. Themes and
plugins do not escape all of them: markup there runs in the reader's browser.

Bad:

    ---
    title: Weight of the widget <img src=x onerror=alert(1)>
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
    title: Weight of the widget (p < 0.05)
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: write plain text. In a .bib field use TeX for form: `\textit{in vivo}`, `CO\textsubscript{2}`.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from citegate.characters import scan, visible
from citegate.diagnostics import Finding, Level
from citegate.offsets import Offsets
from citegate.once import per_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.bibliography import Work
    from citegate.context import Context

CODE = "SE03"
LEVEL = Level.ERROR
SCOPE = "page"

_MARKUP = {
    "an HTML tag": re.compile(r"<[A-Za-z/!?][^>]{0,200}>?"),
    "a script address": re.compile(r"(?:java|vb|live)script:(?=\S)|data:text/html", re.IGNORECASE),
    "a template expression": re.compile(r"\{\{|\{%|\{#"),
    "an attribute": re.compile(
        r"""["'`][\s/]*(?:on[a-z]{3,20}|http-equiv|style|src|srcdoc|href|autofocus)\s*=""", re.IGNORECASE
    ),
}
_SIGNS = re.compile(r"[<{:=&]")
"""One of these stands in all markup; in most values and citations none does."""
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]+")
_HELP = "write plain text: these values are shown as they are"
_SCRIPT = re.compile(r"(?:java|vb|live)script:|data:", re.IGNORECASE)
_ADDRESSES = frozenset({"url", "doi", "eprint", "howpublished", "link", "pmid", "isbn"})


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield findings in the front matter, in citations, then in the bibliography's entries that the article cites."""
    yield from _front(article)
    yield from _citations(article)
    for key in article.cited_keys:
        work = context.bibliography.works.get(key)
        for name, what, shown in _wrong(work) if work else ():
            if work:
                span = work.places.get(name, work.span)
                yield Finding(span, f"field `{name}` of `{key}` holds {what}{_quote(shown)}", _HELP, path=work.path)


def _front(article: Article) -> Iterator[Finding]:
    offsets = Offsets(article.source)
    for name, value in article.front.values.items():
        span = article.front.places[name]
        start, raw = offsets.slice(span)
        for text in _texts(value):
            what, shown = _markup(text) or _hidden(text, raw)
            if what:
                at = start + max(0, raw.find(shown))
                yield Finding(offsets.span(at, start + len(raw)), f"`{name}` holds {what}{_quote(shown)}", _HELP)
                break


def _citations(article: Article) -> Iterator[Finding]:
    for group in article.groups:
        for citation in group.citations:
            what, shown = _markup(f"{citation.prefix}\n{citation.locator}") or ("", "")
            if what:
                yield Finding(group.span, f"the citation of `{citation.key}` holds {what}{_quote(shown)}", _HELP)


def _quote(shown: str) -> str:
    return f", `{visible(shown)}`" if shown else ""


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value of the front matter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


@per_work
def _wrong(work: Work) -> tuple[tuple[str, str, str], ...]:
    """Return the fields of a work that hold something wrong, with what that is and the words that show it."""
    judged = ((name, *_judge(name, value)) for name, value in sorted(work.fields.items()))
    return tuple((name, what, shown) for name, what, shown in judged if what)


def _judge(name: str, value: str) -> tuple[str, str]:
    """Return what is wrong with a field of the bibliography, and the words that show it."""
    if name in _ADDRESSES and re.match(
        r"(?:java|vb|live)script:|data:", _DROPPED.sub("", html.unescape(value)).lower()
    ):
        return "a script address", value
    return _markup(value) or _hidden(value, "")


def _markup(text: str) -> tuple[str, str] | None:
    """Return what markup a text holds, as it stands or with its entities decoded."""
    if not _SIGNS.search(text):
        return None
    for form in dict.fromkeys((text, html.unescape(text))):
        for what, pattern in _MARKUP.items():
            match = pattern.search(form)
            if match:
                return what, match.group()
    return None


def _hidden(text: str, raw: str) -> tuple[str, str]:
    """Return the hidden character of a text that does not stand as itself in `raw`: that one is SE04's to report."""
    odd = next((odd for odd in scan(text) if text[odd.start] not in raw), None)
    return (f"a hidden or look-alike character: {odd.message}", "") if odd else ("", "")
