"""Judges `mkdocs.yml` before MkDocs reads it: `python -m citegate.siteconfig mkdocs.yml`.

MkDocs builds whatever a tag of Python's names while it reads the file (`!!python/object/apply:os.system`), long before
any hook runs, so nothing that is loaded by MkDocs can refuse it. `make site` and `make serve` ask here first; the file
is only composed, nothing in it is built. A file that `INHERIT` names would be read the same way, unjudged.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = "tag:yaml.org,2002:"
_TYPES = frozenset({"bool", "float", "int", "map", "merge", "null", "seq", "str", "timestamp"})
_OWN = frozenset({"!ENV", "!relative"})
"""Tags of MkDocs itself: a variable of the environment, a path."""


def problems(text: str, name: str) -> Iterator[str]:
    """Yield `name:line:column: message` for each tag or key that must not be read."""
    import yaml  # noqa: PLC0415 - PyYAML is only loaded where a configuration is read

    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        yield f"{name}:{place}: it is no YAML: {str(error).splitlines()[0]}"
        return
    seen: set[int] = set()
    waiting: list[Any] = [root] if root else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield from _node(node, name)
        pairs = node.value if isinstance(node.value, list) else []
        waiting += [part for item in pairs for part in (item if isinstance(item, tuple) else (item,))]
    yield from _inherited(root, name)


def _node(node: Any, name: str) -> Iterator[str]:
    tag = str(node.tag)
    if tag not in _OWN and tag.removeprefix(_PLAIN) not in _TYPES:
        shown = tag.replace(_PLAIN, "!!")[:60]
        yield f"{_place(node, name)}: the tag `{shown}` may run code while the file is read; write a plain value"


def _inherited(root: Any, name: str) -> Iterator[str]:
    for key, _ in root.value if root and isinstance(root.value, list) and root.id == "mapping" else ():
        if key.value == "INHERIT":
            yield f"{_place(key, name)}: `INHERIT` reads another file that nobody judges; put its settings here"


def _place(node: Any, name: str) -> str:
    return f"{name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"


def main(path: str) -> int:
    """Print what is wrong with a file; return 1 where anything is."""
    try:
        found = list(problems(Path(path).read_text(encoding="utf-8"), path))
    except (OSError, UnicodeDecodeError) as error:
        found = [f"{path}:1:1: it cannot be read: {error}"]
    for line in found:
        print(line, file=sys.stderr)  # noqa: T201 - this is the command's answer
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "mkdocs.yml"))
