"""Leaves rules out of a stylesheet for which a page has no use: the theme brings those of all its features.

A selector is left out where it asks for a class, a direction or a colour that neither the page has nor a script of the
theme gives to it. What stands in brackets of a selector (`:is()`, `:not()`) is not looked at: the rule then stays.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import tinycss2  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_THEME = frozenset(
    "md-author md-banner md-consent md-feedback md-nav--integrated md-nav--lifted md-pagination md-pin md-post "
    "md-progress md-social md-source md-tabs".split()
)
"""What classes of the theme begin with that a page has, or never."""
_NAMES = re.compile(r"(md-[a-z]+)(--[a-z]+)?")
_SIGNS = {
    **dict.fromkeys(("md-clipboard", "md-code"), "content.code"),
    **dict.fromkeys(("md-select", "md-version"), '"provider"'),
    **{name: name for name in ("arithmatex", "critic", "giscus", "mermaid", "tabbed-")},
    "highlight": 'class="highlight',
    "rtl": 'dir="rtl"',
}
"""What else classes begin with, and what a page holds that may have them: scripts give those that come first."""
_COLOUR = re.compile(r"data-md-color-((?:primary|accent)=)[\"']?([\w-]+)")
_ASKED = re.compile(rf"\.({'|'.join([*_THEME, *_SIGNS])})|\[dir=[\"']?(rtl)|\[{_COLOUR.pattern}")
_BRACKETS = ("function", "() block")
_NESTED = ("media", "supports")


class _Rule(NamedTuple):
    """A rule: its selectors, each with the features that it asks for, and what stands between its braces."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    body: str


class _Block(NamedTuple):
    """Rules under a condition (`@media print`)."""

    head: str
    rules: tuple[Any, ...]


@lru_cache(maxsize=1)
def features(html: str) -> tuple[str, ...]:
    """Return which of the theme's features a page has that most pages do not have, sorted."""
    named = {name for block, kind in set(_NAMES.findall(html)) for name in (block, block + kind)}
    found = {"".join(colour) for colour in _COLOUR.findall(html)} | (_THEME & named)
    return tuple(sorted(found.union(name for name, sign in _SIGNS.items() if sign in html)))


def pruned(css: str, used: Iterable[str]) -> str:
    """Return a stylesheet without the rules for features that are not among those that a page has."""
    return "".join(_kept(_read(css), frozenset(used)))


def _kept(rules: Iterable[Any], used: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, _Rule):
            selectors = [text for text, asked in rule.selectors if asked <= used]
            if selectors:
                yield f"{','.join(selectors)}{{{rule.body}}}"
        elif isinstance(rule, _Block):
            inner = "".join(_kept(rule.rules, used))
            if inner:
                yield f"{rule.head}{{{inner}}}"
        else:
            yield rule


@lru_cache(maxsize=64)
def _read(css: str) -> tuple[Any, ...]:
    return tuple(map(_parsed, tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def _parsed(rule: Any) -> _Rule | _Block | str:
    """Return a rule as it is asked for; one that cannot be read stays as it was written."""
    if rule.type == "qualified-rule":
        return _Rule(tuple(_selectors(rule.prelude)), tinycss2.serialize(rule.content).strip())
    if rule.type == "at-rule" and rule.lower_at_keyword in _NESTED and rule.content is not None:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}"
        return _Block(head, tuple(map(_parsed, inner)))
    return str(rule.serialize())


def _selectors(prelude: list[Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each selector of a list with the features that it asks for outside brackets."""
    commas = [place for place, part in enumerate(prelude) if part == ","]
    for start, end in pairwise([-1, *commas, len(prelude)]):
        selector = prelude[start + 1 : end]
        plain = tinycss2.serialize([part for part in selector if part.type not in _BRACKETS])
        yield tinycss2.serialize(selector).strip(), frozenset("".join(found) for found in _ASKED.findall(plain))
