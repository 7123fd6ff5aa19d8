"""Keys and values: reads a mapping against a closed set of keys, and says the same as a JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citegate.characters import visible
from citegate.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.shapes import Report, Shape
    from citegate.yamlnodes import Node


@dataclass(frozen=True, slots=True)
class Field:
    """A key: how its value looks, what it is for, whether it must be there."""

    shape: Shape
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A known key of a mapping, where it stands, and its value; `value` is None where that is not sound."""

    name: str
    key: Node
    node: Node | None
    value: Any


_MEANT = {
    "abstract": "description",
    "author": "authors",
    "conflicts": "coi",
    "date": "created",
    "interests": "coi",
    "keywords": "tags",
    "modified": "updated",
    "reviewer": "reviewers",
    "summary": "description",
}


def entries(node: Node, fields: Mapping[str, Field], report: Report, within: str = "") -> Iterator[Entry]:
    """Yield the known keys of a mapping, each once, and report the others.

    A misspelled key is yielded under the name that was probably meant, without node and value, so that nobody reports
    that name as missing as well.
    """
    seen: dict[str, Node] = {}
    guesses = 0
    for key, value in node.pairs:
        name = key.text if key.tag == "str" else ""
        if name in fields and name not in seen:
            seen[name] = key
            yield Entry(name, key, value, fields[name].shape.read(f"{within}{name}", value, report))
        elif name in fields:
            report(key, f"`{within}{name}` stands twice", "keep one of the two lines")
        else:
            guesses += 1
            meant = _guess(name, fields) if guesses <= 20 else ""
            _report_unknown(key, meant, within, fields, report)
            if meant and meant not in seen:
                yield Entry(meant, key, None, None)


def _guess(name: str, fields: Mapping[str, Field]) -> str:
    meant = _MEANT.get(name.casefold(), "")
    return meant if meant in fields else nearest(name, tuple(fields), likeness=0.72)


def _report_unknown(key: Node, meant: str, within: str, fields: Mapping[str, Field], report: Report) -> None:
    if key.tag == "merge":
        report(key, "merge keys (`<<`) are not allowed", "write the keys out")
    elif key.tag in {"seq", "map"} or not key.text:
        report(key, "a key must be one word", "write `key: value`")
    else:
        known = ", ".join(f"`{name}`" for name in fields)
        help_ = f"did you mean `{meant}`?" if meant else f"known keys: {known}"
        report(key, f"unknown key `{within}{visible(key.text)}`", help_)


@dataclass(frozen=True, slots=True)
class Group:
    """Keys and values of their own, a closed set."""

    fields: Mapping[str, Field]

    def read(self, name: str, node: Node, report: Report) -> dict[str, Any] | None:
        """Return the values that are sound."""
        if node.tag != "map":
            keys = ", ".join(f"`{key}`" for key in self.fields)
            report(node, f"`{name}` must hold keys of its own", f"write {keys}, each on a line, indented by two spaces")
            return None
        known = list(entries(node, self.fields, report, within=f"{name}."))
        names = {entry.name for entry in known}
        for key, spec in self.fields.items():
            if spec.required and key not in names:
                report(node, f"`{name}.{key}` is missing", f"add a line `{key}: …` below `{name}:`")
        return {entry.name: entry.value for entry in known if entry.value is not None}

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return object_schema(self.fields)


def object_schema(fields: Mapping[str, Field], *, also: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the JSON Schema of a mapping; `also` names required keys whose absence another rule reports."""
    return {
        "type": "object",
        "properties": {name: {"description": f.description, **f.shape.schema()} for name, f in fields.items()},
        "required": [name for name, f in fields.items() if f.required or name in also],
        "additionalProperties": False,
    }
