"""How a value of the front matter may look: each shape reads nodes, and says the same as a JSON Schema."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from citegate.characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from citegate.yamlnodes import Node

    Report = Callable[[Node, str, str], None]
    """Called with the offending node, what is wrong, and what to do."""

_BREAK = "[\\n\\r\\u0085\\u2028\\u2029]"
_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_KINDS = {"bool": "true or false", "int": "a number", "float": "a number", "timestamp": "a date", "null": "nothing"}


class Shape(Protocol):
    """How a value must look: reads a node, and says the same as a JSON Schema."""

    def read(self, name: str, node: Node, report: Report) -> Any:
        """Return the value, or None after reporting what is wrong with it."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""


def nearest(word: str, among: tuple[str, ...], likeness: float = 0.6) -> str:
    """Return the word of a closed set that was probably meant, or an empty string; `likeness` is difflib's ratio."""
    if len(word) > 40:
        return ""
    plain = re.sub(r"[\s_-]+", " ", word).strip().casefold()
    found = difflib.get_close_matches(plain, [w.replace("_", " ") for w in among], n=1, cutoff=likeness)
    return found[0].replace(" ", "_") if found and found[0] not in among else "".join(found)


def scalar(name: str, node: Node, report: Report) -> str | None:
    """Return the text of a node that must be text, or None after reporting that it is something else."""
    if node.tag == "str":
        return node.text
    if node.tag in {"seq", "map"}:
        what = "a list" if node.tag == "seq" else "keys and values"
        report(node, f"`{name}` must be text, not {what}", f'put it in quotes: `{name}: "…"`')
    elif node.tag == "null":
        report(node, f"`{name}` has no value", f"write it after `{name}:`, or remove the line")
    else:
        shown = visible(node.text)
        what = _KINDS.get(node.tag, "a word of its own")
        report(node, f"`{name}` must be text, but YAML takes `{shown}` for {what}", f'quote it: `{name}: "{shown}"`')
    return None


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, not empty, at most `limit` characters; `pattern`, what it means and an example, if any."""

    limit: int
    pattern: str = ""
    meaning: str = ""
    example: str = ""

    def read(self, name: str, node: Node, report: Report) -> str | None:
        """Return the text without white space around it."""
        text = scalar(name, node, report)
        if text is None:
            return None
        if not text.strip():
            report(node, f"`{name}` is empty", f"write it after `{name}:`, or remove the line")
        elif re.search(_BREAK, text):
            report(node, f"`{name}` must be one line", "use `>-` to fold long text into one line")
        elif len(text) > self.limit:
            report(node, f"`{name}` has {len(text)} characters, {self.limit} are allowed", "shorten it")
        elif self.pattern and not re.search(self.pattern, text):
            report(node, f"`{visible(text)}` is no {self.meaning}", f"write it like `{self.example}`")
        else:
            return text.strip()
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {
            "type": "string",
            "maxLength": self.limit,
            "pattern": self.pattern or "\\S",
            "not": {"pattern": _BREAK},
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set of words."""

    options: tuple[str, ...]

    def read(self, name: str, node: Node, report: Report) -> str | None:
        """Return the word."""
        if node.tag in {"seq", "map", "null"}:
            scalar(name, node, report)
            return None
        if node.tag == "str" and node.text in self.options:
            return node.text
        allowed = ", ".join(f"`{option}`" for option in self.options)
        near = nearest(node.text, self.options)
        help_ = f"did you mean `{near}`? Allowed: {allowed}" if near else f"allowed: {allowed}"
        report(node, f"`{visible(node.text)}` is no value of `{name}`", help_)
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"enum": list(self.options)}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, YYYY-MM-DD, quoted or not."""

    def read(self, name: str, node: Node, report: Report) -> dt.date | None:
        """Return the day."""
        if node.tag in {"seq", "map", "null"}:
            scalar(name, node, report)
        elif not re.fullmatch(_DATE.strip("^$"), node.text):
            report(node, f"`{name}` must be a date like 2026-03-01, not `{visible(node.text)}`", "write YYYY-MM-DD")
        else:
            try:
                return dt.date.fromisoformat(node.text)
            except ValueError:
                report(node, f"`{name}`: there is no day {node.text}", "check year, month and day (YYYY-MM-DD)")
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "string", "format": "date", "pattern": _DATE, "not": {"pattern": _BREAK}}


@dataclass(frozen=True, slots=True)
class Plain:
    """A YAML value of its own: true or false (`bool`), or a number."""

    kind: str

    def read(self, name: str, node: Node, report: Report) -> bool | float | None:
        """Return the value."""
        if self.kind == "bool" and node.tag == "bool":
            return node.text.casefold() in {"true", "yes", "on"}
        if (
            self.kind == "number"
            and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4})?", node.text)
            and node.tag in {"int", "float"}
        ):
            return float(node.text)
        wanted = "true or false" if self.kind == "bool" else "a number"
        report(node, f"`{name}` must be {wanted}", f"write {wanted}, without quotes")
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"type": "boolean"} if self.kind == "bool" else {"type": "number", "minimum": 0, "maximum": 9999}


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one shape; one value may stand without a list. `minimum` is 0 or 1."""

    item: Shape
    minimum: int = 0

    def read(self, name: str, node: Node, report: Report) -> tuple[Any, ...] | None:
        """Return the values that are sound, or None where none is and there should be one."""
        if node.tag != "seq":
            value = self.item.read(name, node, report)
            return None if value is None else (value,)
        if len(node.items) < self.minimum:
            report(node, f"`{name}` is an empty list", "name at least one")
            return None
        values = tuple(v for v in (self.item.read(name, item, report) for item in node.items) if v is not None)
        return values if values or not node.items else None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        item = self.item.schema()
        return {"anyOf": [item, {"type": "array", "items": item, "minItems": self.minimum}]}
