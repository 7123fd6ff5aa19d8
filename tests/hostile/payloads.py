"""Payloads that run in a default build, places to put them, and the articles and bibliography made of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = "alert(1)"
HTML = {
    "script": f"<script>{RUN}</script>",
    "script from elsewhere": "<script src=https://evil.example/x.js></script>",
    "script after a line": f"<scr\tipt>{RUN}</scr\tipt><SCRIPT >{RUN}</SCRIPT >",
    "img onerror": f"<img src=x onerror={RUN}>",
    "img in capitals": f"<IMG SRC=x OnErRoR={RUN}>",
    "img with slashes": f"<img/src=x/onerror={RUN}>",
    "img from elsewhere": "<img src=https://evil.example/p.png>",
    "breaks out of a double quote": f'"><img src=x onerror={RUN}>',
    "breaks out of a single quote": f"'><img src=x onerror={RUN}>",
    "breaks out of a title": f"</title><script>{RUN}</script>",
    "breaks out of a script": f"</script><script>{RUN}</script>",
    "breaks out of a comment": f"--><img src=x onerror={RUN}>",
    "svg onload": f"<svg onload={RUN}>",
    "svg script": f"<svg><script>{RUN}</script></svg>",
    "svg animate": f"<svg><a><animate attributeName=href values=javascript:{RUN} /><text x=9 y=9>x</text></a></svg>",
    "math": f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>",
    "iframe": f"<iframe src=javascript:{RUN}></iframe>",
    "iframe srcdoc": f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "object": f"<object data=javascript:{RUN}></object>",
    "embed": "<embed src=https://evil.example/x>",
    "base": "<base href=https://evil.example/>",
    "meta refresh": "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "link": "<link rel=stylesheet href=https://evil.example/x.css>",
    "style": "<style>@import 'https://evil.example/x.css';</style>",
    "form": f"<form action=javascript:{RUN}><button>go</button></form>",
    "input autofocus": f"<input autofocus onfocus={RUN}>",
    "details ontoggle": f"<details open ontoggle={RUN}><summary>x</summary></details>",
    "video": f"<video><source onerror={RUN}></video>",
    "a javascript": f"<a href=javascript:{RUN}>x</a>",
    "div onclick": f"<div onclick={RUN}>x</div>",
    "div style": f"<div style='animation: x 1s' onanimationstart={RUN}>x</div>",
    "span onmouseover": f"<b onmouseover={RUN}>x</b>",
    "template": f"<template><img src=x onerror={RUN}></template><noscript><img src=x onerror={RUN}></noscript>",
    "unclosed": f"<img src=x onerror={RUN} x=",
}
ADDRESSES = {
    "javascript": f"javascript:{RUN}",
    "mixed case": f"JaVaScRiPt:{RUN}",
    "entity": f"java&#115;cript:{RUN}",
    "colon entity": f"javascript&colon;{RUN}",
    "tab entity": f"java&Tab;script:{RUN}",
    "control character": f"&#1;javascript:{RUN}",
    "data": f"data:text/html,<script>{RUN}</script>",
    "vbscript": "vbscript:msgbox(1)",
    "no scheme": "//evil.example/x",
    "backslashes": "\\\\evil.example/x",
}
ATTRIBUTES = {
    "onclick": f'onclick="{RUN}"',
    "onfocus": f'tabindex=0 autofocus onfocus="{RUN}"',
    "onmouseover": f'onmouseover="{RUN}"',
    "animation": f'style="animation:x 1s" onanimationstart="{RUN}"',
    "href": f'href="javascript:{RUN}"',
    "quote and handler": f'" onmouseover="{RUN}" x="',
    "single quote and handler": f"' onfocus='{RUN}' autofocus tabindex='0",
    "src": 'src="https://evil.example/x" srcset="https://evil.example/y 2x"',
}
PAYLOADS = HTML | ADDRESSES | ATTRIBUTES
BODY = {
    "paragraph": "The widget P is blue [@K].",
    "own block": "P",
    "heading": "## Weight P",
    "strong": "The widget is **P** blue [@K].",
    "list item": "- The widget P is blue [@K].",
    "task item": "- [ ] The widget P is blue [@K].",
    "quotation": "> The widget P is blue [@K].",
    "admonition title": '!!! note "P"\n\n    The widget is blue [@K].',
    "admonition": "!!! note\n\n    The widget P is blue [@K].",
    "details title": '??? note "P"\n\n    The widget is blue [@K].',
    "tab title": '=== "P"\n\n    The widget is blue [@K].',
    "table header": "| Widget P | Weight |\n|---|---:|\n| Blue | 3 kg [@K] |",
    "table cell": "| Widget | Weight |\n|---|---:|\n| Blue P | 3 kg [@K] |",
    "term": "Widget P\n:   It is blue [@K].",
    "definition": "Widget\n:   It is P blue [@K].",
    "link text": "See [P](https://example.org/) [@K].",
    "link address": "See [the lid](P) [@K].",
    "link address in brackets": "See [the lid](<P>) [@K].",
    "link title": "See [the lid](https://example.org/ 'P') [@K].",
    "reference link": "See [the lid][lid] [@K].\n\n[lid]: P",
    "autolink": "See <P> [@K].",
    "image text": "![P](../../assets/figures/x.png)",
    "image address": "![The widget](P)",
    "attribute list": "The widget is blue [@K].\n{: P }",
    "attribute list of a heading": "## Weight {: P }",
    "attribute list of a link": "See [the lid](https://example.org/){: P } [@K].",
    "abbreviation": "The ABBR is blue [@K].\n\n*[ABBR]: P",
    "code": "`P` is blue [@K].",
    "fence": "```P\nP\n```",
    "locator": "The widget is blue [@K, P].",
    "comment": "<!-- P -->",
    "typed element": "<div markdown>\nThe widget P is blue [@K].\n</div>",
    "typed attribute": "<p P>The widget is blue [@K].</p>",
    "caption": "![The widget](../../assets/figures/x.png)\n\n/// caption\nThe widget P [@K].\n///",
    "exemption": 'The widget is blue.\n{.plain reason="P"}',
}
FRONT = {
    "title": "title: Q",
    "question": "question: Q",
    "author": "authors: [Q]",
    "status": "status: Q",
    "description": "description: Q",
    "tag": "tags: [Q]",
    "drug": "drugs: [Q]",
    "interests": "coi: Q",
    "funding": "funding: Q",
    "database": "search:\n  date: 2026-11-01\n  databases: [Q]",
    "related": "related: [Q]",
    "change": "changes: [Q]",
    "unknown key": "template: redirect.html\nlocation: Q",
    "reviewer": "reviewers: [Q]",
}
WORK = ("title", "author", "journal", "publisher", "year", "pages", "doi", "url", "pmid", "isbn", "note", "setid")
DEFAULTS = {
    "title": "title: The widget",
    "question": "question: What is a widget?",
    "status": "status: submitted",
    "author": "authors: [A. B.]",
    "database": "search:\n  date: 2026-11-01\n  databases: [PubMed]",
    "interests": "coi: none",
    "funding": "funding: none",
}
ALWAYS = "audience: professional\ncreated: 2026-11-01\nupdated: 2026-11-02\nai: none"
ENTRY = {
    "title": "Widgets",
    "author": "Alpha, Ann",
    "journal": "Journal of Widgets",
    "year": "2024",
    "volume": "1",
    "pages": "1--2",
    "doi": "10.5555/widgets",
    "sourcetype": "cohort-study",
    "still_current": "checked 2026-11-01",
}


@dataclass(frozen=True)
class Case:
    """One article, and the entry that it cites, with one payload in one place."""

    number: int
    payload: str
    place: str
    text: str
    entry: str
    lines: tuple[int, int]
    in_bib: bool = False

    @property
    def name(self) -> str:
        """Return the name of its file without `.md`; its source has the same key."""
        return f"h{self.number:04}"

    @property
    def page(self) -> str:
        """Return the address of its page below the site."""
        return f"articles/{self.name}/"


def cases(every: int = 1) -> Iterator[Case]:
    """Yield every n-th payload in a place, all payloads in all places; the same ones in every run."""
    places = [("body", name) for name in BODY] + [("front", name) for name in FRONT] + [("bib", name) for name in WORK]
    number = 0
    for kind, place in places:
        for payload in PAYLOADS:
            number += 1
            if number % every == 0:
                yield _case(number, kind, place, payload)


def _case(number: int, kind: str, place: str, payload: str) -> Case:
    value = PAYLOADS[payload]
    key = f"h{number:04}"
    front, block, fields = dict(DEFAULTS), "The widget is blue [@K].", dict(ENTRY)
    if kind == "body":
        block = BODY[place].replace("P", value) if place == "own block" else _put(BODY[place], "P", value)
    elif kind == "front":
        quoted = "'" + value.replace("'", "''").replace("\t", " ") + "'"
        front[place] = _put(FRONT[place], "Q", quoted)
    else:
        fields[place] = value
    block = block.replace("[@K", f"[@{key}")
    head = "\n".join(["---", ALWAYS, *front.values(), "---", ""])
    text = f"{head}\n{block}\n\nThe lid weighs 2 kg [@{key}, p. 2].\n"
    lines = (head.count("\n") + 2, head.count("\n") + 2 + block.count("\n"))
    if kind == "front":
        at = text[: text.index(quoted)].count("\n") + 1
        lines = (at - 2, at) if place in ("unknown key", "database") else (at, at)
    entry = f"@article{{{key},\n" + "".join(f"  {name} = {{{given}}},\n" for name, given in fields.items()) + "}\n\n"
    return Case(number, payload, f"{kind}: {place}", text, entry, lines, in_bib=kind == "bib")


def _put(template: str, letter: str, value: str) -> str:
    """Return a template with a payload where its letter stands alone."""
    import re

    return re.sub(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", lambda _: value, template)
