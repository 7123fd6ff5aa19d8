"""What a page looks like once its readers have said who they are: whether that can hide an element at all.

The page's script marks the root with `data-audience`. A rule that asks for it matters to an element only where the last
part of its selector can be that element, one around it or one in it; most pages need no second look.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2  # type: ignore[import-untyped]

from citegate import styles
from citegate.hiding import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborNode

AUDIENCES = ("professional", "student", "patient")
ATTRIBUTE = "data-audience"
ANY = "*"
"""Stands for a rule that may be about any element."""
_CLASS = re.compile(r"\.([\w-]+)")
_COMPOUND = re.compile(r"[^\s>+~]+$")


def matters(sheets: Iterable[str], targets: Sequence[LexborNode]) -> bool:
    """Return whether rules of stylesheets that ask for an audience may hide one of the elements."""
    subjects = frozenset[str]().union(*map(_subjects, sheets))
    return ANY in subjects or bool(subjects & {name for target in targets for name in _classes(target)})


@lru_cache(maxsize=64)
def _subjects(text: str) -> frozenset[str]:
    """Return a class of each element that such rules of a stylesheet may hide, or `ANY`."""
    return frozenset(_of(styles.rules(text))) if ATTRIBUTE in text else frozenset()


def _of(nodes: Iterable[object]) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":  # type: ignore[attr-defined]
            asked = [one for one in _selectors(node.prelude) if ATTRIBUTE in one]  # type: ignore[attr-defined]
            yield from _subjects_of(asked, node.content)  # type: ignore[attr-defined]
        elif node.type == "at-rule" and node.content:  # type: ignore[attr-defined]
            rules = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)  # type: ignore[attr-defined]
            yield from _of(rules)


def _subjects_of(asked: Sequence[str], content: Iterable[object]) -> Iterator[str]:
    """Yield what a rule is about where it can hide something; what is nested in a rule may be about anything."""
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and node.lower_name in PROPERTIES:
            yield from map(_subject, asked)
        elif node.type in ("qualified-rule", "at-rule") and (asked or ATTRIBUTE in node.serialize()):
            yield ANY


def _selectors(prelude: Iterable[object]) -> Iterator[str]:
    """Yield the selectors of a list; a comma in brackets is a part of one."""
    found: list[object] = []
    for part in prelude:
        if part == ",":
            yield tinycss2.serialize(found)
            found = []
        else:
            found.append(part)
    yield tinycss2.serialize(found)


def _subject(selector: str) -> str:
    last = _COMPOUND.search(selector.strip())
    name = _CLASS.search(last[0]) if last and "(" not in last[0] and ")" not in last[0] else None
    return name[1] if name else ANY


def _classes(target: LexborNode) -> Iterator[str]:
    around = target.parent
    while around is not None and not (around.tag or "-").startswith("-"):
        yield from (around.attributes.get("class") or "").split()
        around = around.parent
    for node in target.traverse():
        yield from (node.attributes.get("class") or "").split()
