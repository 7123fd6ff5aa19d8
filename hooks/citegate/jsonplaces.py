"""Where each value of a JSON text stands, for messages that point at it."""

from __future__ import annotations

import json
import re

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')

Path = tuple[str | int, ...]


def places(text: str) -> dict[Path, int]:
    """Return the offset of each value by its path, `("citation", 0, "name")`; the text must be sound JSON.

    >>> places('{"a": [1, {"b": 2}]}')[("a", 1, "b")]
    16
    """
    found: dict[Path, int] = {}
    path: list[str | int] = []
    wants_key: list[bool] = []
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if piece in "}]":
            path.pop()
            wants_key.pop()
        elif piece == ",":
            _next(path, wants_key)
        elif piece != ":":
            if wants_key and wants_key[-1]:
                path[-1] = json.loads(piece)
                wants_key[-1] = False
                continue
            found[tuple(path)] = match.start()
            if piece in "{[":
                path.append("" if piece == "{" else 0)
                wants_key.append(piece == "{")
    return found


def _next(path: list[str | int], wants_key: list[bool]) -> None:
    last = path[-1]
    if isinstance(last, int):
        path[-1] = last + 1
    else:
        wants_key[-1] = True
