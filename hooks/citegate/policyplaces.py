"""Where a key of `[tool.citegate]` stands in the text of pyproject.toml: TOML's reader tells no places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_LINE = re.compile(rf"[ \t]*(?:\[[ \t]*(?P<table>{_DOTTED})[ \t]*\]|(?P<key>{_DOTTED})[ \t]*=)")
_KEY = re.compile(_PART)
_OWN = ("tool", "citegate")


def place(text: str, path: tuple[str, ...]) -> tuple[int, int]:
    """Return line and column of a key below `[tool.citegate]`, or of what it stands in where it is inline."""
    wanted = (*_OWN, *path)
    found, depth = 1, 0
    for number, keys in _keys(text):
        same = min(len(keys), len(wanted))
        if same > depth and keys[:same] == wanted[:same]:
            found, depth = number, same
    line = "".join(text.splitlines()[found - 1 : found])
    return found, len(line) - len(line.lstrip()) + 1


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the line and the whole path of each table and key that begins a line."""
    table: tuple[str, ...] = ()
    for number, content in enumerate(text.splitlines(), start=1):
        match = _LINE.match(content)
        if match and match["table"]:
            table = _parts(match["table"])
            yield number, table
        elif match:
            yield number, (*table, *_parts(match["key"]))


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _KEY.findall(dotted))
