"""The front matter of an article or page, read strictly and with places.

MkDocs loses front matter that it cannot read, silently: the keys vanish and the YAML becomes text of the page. Here
every fault is a finding with line and column, all in one run, and the body stays readable. An error of syntax is one
finding, since nothing after it can be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from citegate.diagnostics import Finding
from citegate.fields import ARTICLE, MEMBER, PAGE
from citegate.frontblock import locate
from citegate.keys import entries, object_schema
from citegate.offsets import Offsets
from citegate.yamlnodes import Node, YamlProblem, compose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.diagnostics import Span
    from citegate.keys import Field

BLOCK = "block"
"""The place of the whole block, from `---` to `---`; missing where the block is missing or cannot be read."""

MAX_PROBLEMS = 100
"""How many problems of one block are told; a block with more needs a look from the start."""

KINDS = {"article": ARTICLE, "page": PAGE, "member": MEMBER}
"""The keys that each kind of file may have."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, where it says so, and what is wrong with it.

    `values` holds only what is sound: text as `str`, days as `datetime.date`, lists as tuples (a single value too),
    `search` of an article as `{"date": date, "databases": (str, …)}`. `places` holds the span of each key's value
    under its name, of the key itself under `key:<name>` (for a misspelled key: under the name that was probably
    meant), and of the whole block under `block`. `body` is the text after the block, `body_line` the line (from 1) of
    the source on which it starts.
    """

    values: Mapping[str, Any]
    places: Mapping[str, Span]
    body: str
    body_line: int
    problems: tuple[Finding, ...] = ()


def read(source: str, kind: str = "article") -> FrontMatter:
    """Read the front matter of a file; `kind` is one of `KINDS`. Never raises: faults are `problems`.

    An article must have front matter, a page may. A member's page is that of a person on the roster.
    """
    offsets = Offsets(source)
    block = locate(source, kind, offsets)
    line, _ = offsets.place(block.body)
    front = FrontMatter({}, {}, source[block.body :], line, block.problems)
    if block.end is None:
        return front
    try:
        root = compose(source[block.start : block.end])
    except YamlProblem as problem:
        span = offsets.span(block.start + problem.start, block.start + problem.end)
        return _with(front, Finding(span, problem.message, problem.help))
    if root is None and kind != "article":
        return front
    if root is None or root.tag != "map":
        message = "the front matter is empty" if root is None else "the front matter holds no keys"
        return _with(front, Finding(offsets.span(block.start, block.start), message, "write one `key: value` a line"))
    reader = _Reader(offsets, block.start, KINDS.get(kind, PAGE))
    reader.read(root)
    opening = source.rfind("---", 0, block.start)
    reader.places[BLOCK] = offsets.span(opening, block.body)
    missing = reader.missing(offsets.span(opening, opening + 3))
    found = (*block.problems, *sorted(reader.problems, key=lambda finding: finding.span), *missing)
    return replace(front, values=reader.values, places=reader.places, problems=found[:MAX_PROBLEMS])


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an article's front matter, for completion in editors.

    It also asks for `ai`, which the reader leaves to a rule of its own (GV12).
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a Citegate article",
        "description": "What stands between the two `---` lines at the start of an article.",
        **object_schema(ARTICLE, also=("ai",)),
    }


def _with(front: FrontMatter, finding: Finding) -> FrontMatter:
    return replace(front, problems=(*front.problems, finding))


class _Reader:
    """Collects values, places and problems of one block that starts at an offset."""

    def __init__(self, offsets: Offsets, start: int, fields: Mapping[str, Field]) -> None:
        self.offsets, self.start, self.fields = offsets, start, fields
        self.values: dict[str, Any] = {}
        self.places: dict[str, Span] = {}
        self.problems: list[Finding] = []

    def read(self, root: Node) -> None:
        """Read every key of the block."""
        for entry in entries(root, self.fields, self.report):
            self.places.setdefault(f"key:{entry.name}", self.span(entry.key))
            if entry.node is not None:
                self.places[entry.name] = self.span(entry.node)
            if entry.value is not None:
                self.values[entry.name] = entry.value

    def missing(self, span: Span) -> Iterator[Finding]:
        """Yield one problem for each required key that is not there."""
        for name, key in self.fields.items():
            if key.required and f"key:{name}" not in self.places:
                yield Finding(span, f"`{name}` is missing", f"add a line `{name}: …` — {key.description}")

    def report(self, node: Node, message: str, help_: str) -> None:
        """Note a problem at a node."""
        self.problems.append(Finding(self.span(node), message, help_))

    def span(self, node: Node) -> Span:
        """Return the place of a node in the source; a value that is not there stands right after its key."""
        return self.offsets.span(self.start + node.start, self.start + node.end)
