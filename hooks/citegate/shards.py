"""The gate in parts, for several machines: which files a part has, what it hands over, and how it is read again.

A part hands over what the rules found that look at one article alone, how many claims it has and which sources it
cites. Everything else is read from the checkout again: sources and front matter are cheap, and what comes from another
machine is then as little as can be. A part's file is JSON that is taken apart by hand, field by field; nothing in it is
run, and no path in it is opened.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate.diagnostics import Diagnostic, Edit, Span
from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from citegate.readings import Verdict

VERSION = 1
"""Raised when the form of a part's file changes."""
KIND = "citegate-shard"
MOST = 1 << 29
"""Bytes above which a file is no part: one of 10,000 articles has a twentieth of it."""
_COUNTS = ("total", "cited", "exempt", "uncited")
_LEVELS = ("error", "warning")
_LARGEST = 1 << 31
_SHARE = re.compile(r"([1-9]\d{0,4})/([1-9]\d{0,4})")


class Judged(NamedTuple):
    """What a part hands over of one file: its path, its counts of claims, the keys it cites, what was found."""

    path: str
    claims: dict[str, int]
    keys: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Shard(NamedTuple):
    """A part: which of how many, the digest of what it rests on, and its files."""

    number: int
    of: int
    ground: str
    files: tuple[Judged, ...]


def parse_share(text: str) -> tuple[int, int]:
    """Return the numbers of `2/4`; raise where they name no part."""
    match = _SHARE.fullmatch(text)
    if not match or int(match[1]) > int(match[2]):
        raise ConfigurationError(f"`{text}` is no part: write `1/4` for the first of four")
    return int(match[1]), int(match[2])


def share(files: Sequence[Path], number: int, of: int) -> list[Path]:
    """Return the files of a part, in their order: about the same number of bytes in each, the largest dealt first."""
    sizes = [file.lstat().st_size + 1 for file in files]
    loads, dealt = [0] * of, set()
    for place in sorted(range(len(files)), key=lambda place: (-sizes[place], place)):
        least = loads.index(min(loads))
        loads[least] += sizes[place]
        if least == number - 1:
            dealt.add(place)
    return [file for place, file in enumerate(files) if place in dealt]


def written(number: int, of: int, ground: str, verdicts: Iterable[Verdict]) -> str:
    """Return the file of a part: a line for each article."""
    head = {"kind": KIND, "version": VERSION, "part": number, "parts": of, "ground": ground}
    lines = ",\n".join(_json(_plain(verdict)) for verdict in verdicts)
    return f'{_json(head)[:-1]},"files":[\n{lines}\n]}}'


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _plain(verdict: Verdict) -> dict[str, Any]:
    found = [[d.path, _places(d.span), d.code, d.level, d.message, d.help, _edits(d)] for d in verdict.diagnostics]
    return {"path": verdict.path, "claims": verdict.claims, "keys": list(verdict.cited_keys), "found": found}


def _places(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]


def _edits(diagnostic: Diagnostic) -> list[list[Any]]:
    return [[_places(edit.span), edit.text] for edit in diagnostic.edits]


def load(file: Path) -> Shard:
    """Return the part in a file; raise `ConfigurationError` where it is none."""
    try:
        if file.stat().st_size > MOST:
            raise ConfigurationError(f"{file.name} is too large to be a part")
        data = json.loads(file.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{file.name} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, ConfigurationError):
            raise
        raise ConfigurationError(f"{file.name} is no part that `citegate check --shard` wrote: no JSON") from error
    try:
        return _shard(data)
    except _WrongError as error:
        raise ConfigurationError(f"{file.name} is no part that `citegate check --shard` wrote: {error}") from error


class _WrongError(ValueError):
    """A field is not what it must be."""


def _shard(data: Any) -> Shard:
    kind, version, part, parts, ground, files = _fields(
        data, "the file", ("kind", "version", "part", "parts", "ground", "files")
    )
    if kind != KIND or version != VERSION:
        raise _WrongError("another kind or version")
    number, of = _number(part, "part"), _number(parts, "parts")
    if number > of:
        raise _WrongError("`part` is larger than `parts`")
    judged = tuple(map(_judged, _list(files, "files")))
    return Shard(number, of, _text(ground, "ground"), judged)


def _judged(data: Any) -> Judged:
    path, claims, keys, found = _fields(data, "a file", ("path", "claims", "keys", "found"))
    counts = dict(zip(_COUNTS, _fields(claims, "claims", _COUNTS), strict=True))
    counted = {name: _number(value, "claims", 0) for name, value in counts.items()}
    cited = tuple(_text(key, "keys") for key in _list(keys, "keys"))
    return Judged(_text(path, "path"), counted, cited, tuple(map(_diagnostic, _list(found, "found"))))


def _diagnostic(data: Any) -> Diagnostic:
    path, place, code, level, message, advice, edits = _list(data, "a finding", 7)
    if level not in _LEVELS:
        raise _WrongError("a finding has another level")
    texts = [_text(text, "a finding") for text in (path, code, level, message, advice)]
    changes = (_list(edit, "an edit", 2) for edit in _list(edits, "edits"))
    made = tuple(Edit(_span(where), _text(text, "an edit")) for where, text in changes)
    return Diagnostic(texts[0], _span(place), texts[1], texts[2], texts[3], texts[4], made)


def _span(data: Any) -> Span:
    return Span(*(_number(number, "a place") for number in _list(data, "a place", 4)))


def _fields(data: Any, what: str, names: tuple[str, ...]) -> list[Any]:
    """Return the values of a mapping that has these names and no other."""
    if not isinstance(data, dict) or set(data) != set(names):
        raise _WrongError(f"{what} has other fields")
    fields: Mapping[str, Any] = data
    return [fields[name] for name in names]


def _list(data: Any, what: str, length: int | None = None) -> list[Any]:
    if not isinstance(data, list) or length not in (None, len(data)):
        raise _WrongError(f"{what} is no list, or of another length")
    return data


def _text(data: Any, what: str) -> str:
    if not isinstance(data, str):
        raise _WrongError(f"{what} has something that is no text")
    return data


def _number(data: Any, what: str, least: int = 1) -> int:
    if type(data) is not int or not least <= data < _LARGEST:
        raise _WrongError(f"{what} has something that is no number from {least}")
    return data
