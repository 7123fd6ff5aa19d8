"""A small, safe part of YAML read into nodes with places: the part that front matter needs.

Nodes are built from PyYAML's events, so no Python object is constructed, nothing recurses, and every limit is checked
before the next event is asked for. Anchors, aliases, tags, merge keys and a second document are refused: none of them
is needed, and each of them has been used for an attack (`!!python/object/apply`, alias bombs).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from citegate.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SIZE = 64 * 1024
"""The longest block that is read, in characters."""
MAX_DEPTH = 8
"""The deepest nesting that is read; the block itself is the first level."""

# What YAML 1.1 does not allow in a stream (its production [1], c-printable), with the byte order mark.
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG_PREFIX = "tag:yaml.org,2002:"


class YamlProblem(Exception):  # noqa: N818 - it becomes a finding, it is not a fault of the program
    """The text cannot be read from `start` on; `message` and `help` are for the editor."""

    def __init__(self, start: int, end: int, message: str, help_: str) -> None:
        super().__init__(message)
        self.start, self.end, self.message, self.help = start, end, message, help_


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place (`start`, `end`: offsets in the text that was read).

    `tag` is what YAML 1.1 takes it for: `str bool int float null timestamp merge value`, or `seq` with `items`, or
    `map` with `pairs`. `text` is the decoded text of a scalar.
    """

    tag: str
    start: int
    end: int
    text: str = ""
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()


def compose(text: str, limit: int = MAX_SIZE) -> Node | None:
    """Read one YAML document of at most `limit` characters; None where it holds nothing.

    Raises:
        YamlProblem: the text is no YAML, or YAML that front matter may not hold.

    """
    if len(text) > limit:
        raise YamlProblem(
            0,
            3,
            f"the front matter is longer than {limit // 1024} kB",
            "move text from the front matter into the body",
        )
    import yaml  # noqa: PLC0415 - it costs 20 ms, and `--help` needs none of it

    # Same length, so that offsets stay true; what stood there is reported by SE04.
    if not text.replace("\n", "").isprintable():  # what is printable for Python is so for YAML
        text = re.sub(_UNPRINTABLE, "\ufffd", text)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _build(yaml.parse(text, Loader=loader), text)
    except yaml.MarkedYAMLError as error:
        _explain(error, text)
    except (yaml.YAMLError, ValueError, OverflowError, IndexError):
        raise YamlProblem(0, 1, "the front matter is no YAML", "write one `key: value` a line") from None


def _build(events: Iterator[Any], text: str) -> Node | None:
    """Turn events into nodes; the stack holds, for each open list or mapping, its start and its children."""
    from yaml import events as kinds  # noqa: PLC0415
    from yaml.resolver import Resolver  # noqa: PLC0415

    resolver = Resolver()
    root: list[Node] = []
    stack: list[tuple[int, list[Node]]] = [(0, root)]
    for event in events:
        start, end = event.start_mark.index, event.end_mark.index
        _refuse_extras(event, start, end)
        if isinstance(event, kinds.ScalarEvent):
            stack[-1][1].append(_scalar(event, resolver))
        elif isinstance(event, kinds.CollectionStartEvent):
            if len(stack) > MAX_DEPTH:
                raise YamlProblem(start, start + 1, "the front matter is nested too deep", "flatten it")
            stack.append((start, []))
        elif isinstance(event, kinds.SequenceEndEvent):
            start, children = stack.pop()
            stack[-1][1].append(Node("seq", start, _end(text, start, end), items=tuple(children)))
        elif isinstance(event, kinds.MappingEndEvent):
            start, children = stack.pop()
            pairs = tuple(zip(children[::2], children[1::2], strict=True))
            stack[-1][1].append(Node("map", start, _end(text, start, end), pairs=pairs))
    return root[0] if root else None


def _end(text: str, start: int, end: int) -> int:
    """Return where a block really ends: its end mark lies where the next one starts."""
    return start + len(text[start:end].rstrip())


def _refuse_extras(event: Any, start: int, end: int) -> None:
    from yaml import events as kinds  # noqa: PLC0415

    if isinstance(event, kinds.AliasEvent) or getattr(event, "anchor", None):
        raise YamlProblem(
            start, end, "anchors and aliases (`&`, `*`) are not allowed", "write the value out, in quotes"
        )
    if getattr(event, "tag", None):
        raise YamlProblem(start, end, "YAML tags (`!…`) are not allowed", "remove the tag, or put the value in quotes")
    if isinstance(event, kinds.DocumentStartEvent) and event.explicit:
        raise YamlProblem(start, end, "a second YAML document starts here", "keep one block between two `---` lines")


def _scalar(event: Any, resolver: Any) -> Node:
    from yaml.nodes import ScalarNode  # noqa: PLC0415

    start, end = event.start_mark.index, event.end_mark.index
    if _SURROGATE.search(event.value):
        raise YamlProblem(start, end, "an escape stands for half a character", "write the character itself")
    tag = resolver.resolve(ScalarNode, event.value, event.implicit) if not event.style else ""
    return Node(str(tag).removeprefix(_TAG_PREFIX) or "str", start, max(start, end), event.value)


def _explain(error: Any, text: str) -> NoReturn:
    """Raise what the parser found in words that say what to do; its own words name the grammar, not the remedy."""
    at = min(error.problem_mark.index, len(text)) if error.problem_mark else 0
    since = min(error.context_mark.index, len(text)) if error.context_mark else at
    words = f"{error.context or ''} {error.problem or ''}"
    tab = re.compile(r" *(\t)").match(text, text.rfind("\n", 0, at) + 1)
    if tab:
        at = tab.start(1)
        raise YamlProblem(at, at + 1, "a tab stands where YAML takes only spaces", "indent with two spaces")
    for fragment, (from_context, message, help_) in _REASONS.items():
        if fragment in words:
            place = since if from_context else at
            if fragment == "escape":
                place = max(text.rfind("\\", since, at + 1), since)
            line_end = text.find("\n", place)
            end = place + 1 if line_end < 0 or not from_context else line_end
            raise YamlProblem(place, end, message.format(visible(text[place : place + 1])), help_)
    raise YamlProblem(
        at, at + 1, "this does not fit what stands before it", "check indentation and punctuation here and a line above"
    )


_REASONS = {
    "mapping values are not allowed": (False, "a colon stands in an unquoted value", "put the whole value in quotes"),
    "cannot start any token": (False, "“{}” cannot begin an unquoted value", "put the value in quotes"),
    "quoted scalar found unexpected": (True, "this quotation mark is never closed", "close it on the same line"),
    "escape": (
        False,
        "an unknown escape stands in double quotes",
        "use single quotes, or write `\\\\` for a backslash",
    ),
    "expected ':'": (True, "this line has no colon after its key", "write `key: value`"),
    "flow": (
        True,
        "this bracket is never closed, or a comma is missing in it",
        "close it, or write one `- item` a line",
    ),
    "alias": (True, "“{}” cannot begin an unquoted value", "put the value in quotes"),
    "anchor": (True, "“{}” cannot begin an unquoted value", "put the value in quotes"),
    "tag": (True, "YAML tags (`!…`) are not allowed", "remove the tag, or put the value in quotes"),
}
