"""The front matter of an article or page, read strictly and with places.

MkDocs loses front matter that it cannot read, silently: the keys vanish and the YAML becomes text of the page. Here
every fault is a finding with line and column, all in one run, and the body stays readable. An error of syntax is one
finding, since nothing after it can be trusted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from citegate.diagnostics import FILE, Finding, Span
from citegate.fields import ARTICLE, PAGE
from citegate.keys import entries, object_schema
from citegate.offsets import Offsets
from citegate.yamlnodes import Node, YamlProblem, compose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.keys import Field

BLOCK = "block"
"""The place of the whole block, from `---` to `---`; missing where the block is missing or cannot be read."""

MAX_PROBLEMS = 100

_OPEN = re.compile(r"---[ \t]*\r?(\n|\Z)")
_CLOSE = re.compile(r"^(---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_LATE = re.compile(r"\s*---[ \t]*\r?\n(?=[ ]{0,3}[A-Za-z0-9_-]+:)")
_HEADER = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:(\s|\Z)")  # MultiMarkdown, as MkDocs recognises it
_TEMPLATE = "start the file with `---`, then one `key: value` a line, then `---`"


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
    problems: tuple[Finding, ...] = field(default=())


def read(source: str, kind: str = "article") -> FrontMatter:
    """Read the front matter of a file; `kind` is `article` or `page`. Never raises: faults are `problems`.

    An article must have front matter, a page may.
    """
    offsets = Offsets(source)
    start, end, body_start, problems = _split(source, kind, offsets)
    line, _ = offsets.place(body_start)
    front = FrontMatter({}, {}, source[body_start:], line, tuple(problems))
    if end is None:
        return front
    try:
        root = compose(source[start:end])
    except YamlProblem as problem:
        span = offsets.span(start + problem.start, start + problem.end)
        return _with(front, Finding(span, problem.message, problem.help))
    if root is None or root.tag != "map":
        message = "the front matter is empty" if root is None else "the front matter holds no keys"
        return _with(front, Finding(offsets.span(start, start), message, "write one `key: value` a line"))
    reader = _Reader(offsets, start, ARTICLE if kind == "article" else PAGE)
    reader.read(root)
    opening = source.rfind("---", 0, start)
    reader.places[BLOCK] = offsets.span(opening, body_start)
    missing = reader.missing(offsets.span(opening, opening + 3))
    found = [*problems, *sorted(reader.problems, key=lambda f: f.span), *missing]
    return FrontMatter(reader.values, reader.places, front.body, line, tuple(found[:MAX_PROBLEMS]))


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
    return FrontMatter(front.values, front.places, front.body, front.body_line, (*front.problems, finding))


def _split(source: str, kind: str, offsets: Offsets) -> tuple[int, int | None, int, list[Finding]]:
    """Return where the block starts and ends (None: there is none to read), where the body starts, and problems."""
    problems: list[Finding] = []
    mark = source.startswith("\ufeff")
    if mark:
        problems.append(Finding(FILE, "the file starts with a byte order mark", "save it as UTF-8 without BOM"))
    opening = _OPEN.match(source, int(mark))
    if opening is None:
        opening = _LATE.match(source, int(mark))
        if opening is None:
            return 0, None, 0, [*problems, *_absent(source[int(mark) :], kind)]
        at = source.index("---", opening.start())
        problems.append(
            Finding(
                offsets.span(at, at + 3),
                "something stands before the opening `---`",
                "make it the first line, unindented",
            )
        )
    closing = _CLOSE.search(source, opening.end())
    if closing is None:
        message = "the front matter is never closed"
        return (
            0,
            None,
            0,
            [
                *problems,
                Finding(offsets.span(opening.start(), opening.end()), message, "add a `---` line after the last key"),
            ],
        )
    if closing.group(1) == "...":
        help_ = "close the front matter with `---`"
        problems.append(Finding(offsets.span(*closing.span(1)), "`...` is not the closing `---`", help_))
    if closing.end() == len(source):
        problems.append(Finding(offsets.span(*closing.span(1)), "nothing follows the front matter", "write the text"))
    return opening.end(), closing.start(), min(closing.end() + 1, len(source)), problems


def _absent(text: str, kind: str) -> Iterator[Finding]:
    """Yield what is wrong with a file that does not start with `---`."""
    if _HEADER.match(text):
        yield Finding(
            FILE, "keys stand without a `---` line before them", "put `---` before the first and after the last"
        )
    elif kind == "article" and not text.strip():
        yield Finding(FILE, "the file is empty", _TEMPLATE)
    elif kind == "article":
        yield Finding(FILE, "the article has no front matter", _TEMPLATE)


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
