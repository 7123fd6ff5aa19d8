"""Folds an article's text for its audiences: what a plain-language block restates, and the blocks themselves.

The page holds both versions, each in an element of its own with a button before it. Which of them is folded is decided
in the browser; without JavaScript both stand there. Headings that start a section, notices and warnings are in no fold.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from citegate import plain
from citegate.markers import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborNode

TEXT_WORDS, PLAIN_WORDS = "Professional text", plain.LABEL
ONLY_WORDS = "In professional words only: this part has no version in plain words."
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LARGEST = 2
_WARNINGS = frozenset({"warning", "caution", "attention", "danger", "error"})
"""Admonitions that nobody's choice may fold."""


@dataclass(slots=True)
class _Node:
    """A node at the top of the text: `kind` is `heading`, `plain`, `kept`, `space` or `text`, `group` a fold or 0."""

    kind: str
    html: str
    level: int = 0
    title: str = ""
    group: int = 0


@dataclass(slots=True)
class _Part:
    """What stands from a heading to the next: places in the list of nodes, the end left out."""

    level: int
    title: str
    start: int
    end: int
    plains: list[int] = field(default_factory=list)
    parts: int = 1
    """How many parts its plain-language block restates: more than one where it ends the last of several."""


def fold(text: str) -> str:
    """Return the HTML of an article's text with folds; text without a plain-language block as it is."""
    if f'class="{plain.CLASS}"' not in text:
        return text
    nodes = [_node(node) for node in _children(text)]
    parts = list(_parts(nodes))
    titles = _group(nodes, parts)
    notes = {part.start for part in parts if _alone(nodes, part)}
    return "".join(_written(nodes, titles, notes))


def _children(text: str) -> Iterator[LexborNode]:
    body = LexborHTMLParser(text).body
    yield from body.iter(include_text=True) if body else ()


def _node(node: LexborNode) -> _Node:
    tag, written = node.tag or "", (node.html or "").replace("&nbsp;", NBSP)
    if tag in _HEADINGS:
        return _Node("heading", written, _HEADINGS[tag], _title(node))
    classes = set((node.attributes.get("class") or "").split()) if not tag.startswith("-") else set[str]()
    if tag == "div" and plain.CLASS in classes:
        return _Node("plain", written)
    kept = "data-notice" in written or (classes & _WARNINGS and classes & {"admonition"})
    return _Node("kept" if kept else "text" if written.strip() else "space", written)


def _title(heading: LexborNode) -> str:
    """Return the words of a heading without the sign of its permanent link."""
    return " ".join(heading.text().removesuffix("¶").split())


def _parts(nodes: Sequence[_Node]) -> Iterator[_Part]:
    starts = [0, *(n for n, node in enumerate(nodes) if node.kind == "heading"), len(nodes)]
    for start, end in pairwise(starts):
        if end > start:
            head = nodes[start]
            plains = [n for n in range(start, end) if nodes[n].kind == "plain"]
            yield _Part(head.level or 1, head.title, start, end, plains)


def _group(nodes: Sequence[_Node], parts: Sequence[_Part]) -> dict[int, str]:
    """Give each node that is restated, and each block that restates, its fold's number; return the folds' titles."""
    titles: dict[int, str] = {}
    for number, part in enumerate(parts):
        if part.plains:
            first = parts[_reach(nodes, parts, number)]
            group = len(titles) + 1
            titles[group] = first.title
            for node in nodes[first.start + (nodes[first.start].kind == "heading") : part.plains[-1] + 1]:
                node.group = group
    return titles


def _reach(nodes: Sequence[_Node], parts: Sequence[_Part], number: int) -> int:
    """Return the first of the parts that a part's block restates, as `sections.restated` has it.

    Where an earlier part of the larger section has a block of its own, this one speaks for its own part alone.
    """
    part = parts[number]
    ends = all(node.kind == "space" for node in nodes[part.plains[-1] + 1 : part.end])
    following = max(parts[number + 1].level if number + 1 < len(parts) else _LARGEST, _LARGEST)
    reach, level, at = number, part.level, number
    while ends and level > following and at > 0 and not parts[at - 1].plains:
        at -= 1
        if parts[at].level < level:
            reach, level = at, parts[at].level
    return reach if level >= _LARGEST else number


def _alone(nodes: Sequence[_Node], part: _Part) -> bool:
    """Return whether a part under a heading makes claims that no plain-language block restates."""
    inside = nodes[part.start + 1 : part.end]
    return (
        part.level > 1
        and not nodes[part.start].group
        and any(node.kind == "text" and not node.group and 'class="cg-claim' in node.html for node in inside)
    )


def _written(nodes: Sequence[_Node], titles: dict[int, str], notes: set[int]) -> Iterator[str]:
    texts: dict[int, list[str]] = {}
    runs = [(key, [*run]) for key, run in groupby(enumerate(nodes), key=lambda pair: _run(pair[1]))]
    for number, (key, run) in enumerate(runs):
        if key[1] == "text" and any(node.kind != "space" for _, node in run):
            texts.setdefault(key[0], []).append(f"cg-text-{number}")
    for number, ((group, kind), run) in enumerate(runs):
        inside = "".join(_with_note(at, node, notes) for at, node in run)
        name = f"cg-{kind}-{number}"
        if kind == "plain":
            answer = "" if titles[group] else " cg-plain--answer"
            yield _button(kind, PLAIN_WORDS, titles[group], [name]) + _body(f"{kind}{answer}", name, inside)
        elif name in texts.get(group, ()):
            first = name == texts[group][0]
            yield (_button(kind, TEXT_WORDS, titles[group], texts[group]) if first else "") + _body(kind, name, inside)
        else:
            yield inside


def _run(node: _Node) -> tuple[int, str]:
    kind = "kept" if node.kind == "kept" or not node.group else "plain" if node.kind == "plain" else "text"
    return node.group, kind


def _with_note(at: int, node: _Node, notes: set[int]) -> str:
    return f'{node.html}\n<p class="cg-only" data-search-exclude>{ONLY_WORDS}</p>' if at in notes else node.html


def _button(kind: str, words: str, title: str, names: Sequence[str]) -> str:
    about = f'<span class="cg-hidden">: {html.escape(title)}</span>' if title else ""
    return (
        f'<button type="button" class="cg-fold cg-fold--{kind}" aria-expanded="true" aria-controls="{" ".join(names)}"'
        f" data-search-exclude>{words}{about}</button>\n"
    )


def _body(kind: str, name: str, inside: str) -> str:
    return f'<div class="cg-{kind}" id="{name}">{inside}</div>\n'
