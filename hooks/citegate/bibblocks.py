"""Cuts the text of a .bib file into blocks and says at which character each part of them stands.

The cutting is done by the splitter of bibtexparser 2, called directly: its middlewares copy every entry several
times, and none of them keeps the place of a value.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate import plainbib
from citegate.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.offsets import Offsets

_HEAD = re.compile(r"@\w*[ \t]*[{(]\s*")
_FAILED_KEY = re.compile(r"@\w*[ \t]*[{(]\s*([^\s,{}()=\"]*)")


class RawField(NamedTuple):
    """A field as written: its name, its value with delimiters, and the characters at which both start."""

    name: str
    name_offset: int
    value: str
    value_offset: int


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as written. `kind` is `entry`, `string`, `comment`, `text` (outside all blocks) or `failed`.

    `offset` is the character at which `raw` starts. `type` is the lower-case entry type. `reason` says, for `failed`
    only, why the splitter gave up. A `string` has one field: its name and value.
    """

    kind: str
    offset: int
    raw: str
    type: str = ""
    key: str = ""
    key_offset: int = 0
    fields: tuple[RawField, ...] = ()
    reason: str = ""


class Places(Mapping[str, Span]):
    """The spans of the values of one entry by field name, worked out when they are asked for."""

    def __init__(self, lines: Offsets, extents: dict[str, tuple[int, int]]) -> None:
        self._lines = lines
        self.extents = extents
        """Where each value starts, in characters of the file, and how many it has."""

    def __getitem__(self, name: str) -> Span:
        start, length = self.extents[name]
        return self._lines.exact(start, start + length)

    def __iter__(self) -> Iterator[str]:
        return iter(self.extents)

    def __len__(self) -> int:
        return len(self.extents)


def split(text: str) -> Iterator[RawBlock]:
    """Yield all blocks of a .bib text in order. Never raises: what cannot be read is a `failed` block."""
    for part in plainbib.parts(text):
        if isinstance(part, plainbib.PlainEntry):
            yield RawBlock("entry", part.offset, part.raw, part.type, part.key, part.key_offset, _fields(part))
            continue
        blocks = list(by_splitter(part.text, part.offset)) if part.last or plainbib.cut_safely(part.text) else []
        if not part.last and (not blocks or any(block.kind == "failed" for block in blocks)):
            yield from by_splitter(text[part.offset :], part.offset)  # what follows may belong to what failed
            return
        yield from blocks


def _fields(part: plainbib.PlainEntry) -> tuple[RawField, ...]:
    return tuple(RawField(*field) for field in part.fields)


def by_splitter(text: str, start: int) -> Iterator[RawBlock]:
    """Yield the blocks of a part of a .bib that starts at a character, as the splitter of bibtexparser cuts it."""
    from bibtexparser.splitter import Splitter  # noqa: PLC0415  (slow to import; needed only where a .bib is read)

    if not text.strip():
        return
    with _silent("bibtexparser.splitter"):
        try:
            found = Splitter(text).split().blocks
        except Exception as error:  # noqa: BLE001  (whatever the splitter trips over is a broken file, not a crash)
            yield RawBlock("failed", start, text, reason=type(error).__name__)
            return
    cursor = 0
    for block in found:
        raw = block.raw or ""
        offset = max(text.find(raw, cursor), cursor)
        cursor = offset + max(len(raw), 1)
        yield _convert(block, raw, offset, start)


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Keep the splitter from writing what the caller reports itself, with place and advice."""
    logger = logging.getLogger(name)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _convert(block: Any, raw: str, offset: int, start: int) -> RawBlock:
    """Return a block that stands at a character of a part, which starts at `start` of the text."""
    offset += start
    block = getattr(block, "ignore_error_block", None) or block
    kind = type(block).__name__
    if kind == "Entry":
        return _entry(block, raw, offset)
    if kind == "String":
        return RawBlock("string", offset, raw, key=block.key, fields=_string(block, raw, offset))
    if kind == "ImplicitComment":
        return RawBlock("text", offset, raw)
    if kind in {"ExplicitComment", "Preamble"}:
        return RawBlock("comment", offset, raw)
    key = _FAILED_KEY.match(raw)
    reason = getattr(getattr(block, "error", None), "abort_reason", "")
    return RawBlock("failed", offset, raw, key=key[1] if key else "", reason=str(reason))


def _string(block: Any, raw: str, offset: int) -> tuple[RawField, ...]:
    start = raw.find(block.value, _equals_sign(raw, 0) + 1)
    return (RawField(block.key, offset, block.value, offset + start),)


def _entry(block: Any, raw: str, offset: int) -> RawBlock:
    head = _HEAD.match(raw)
    position = head.end() if head else 0
    key_offset = offset + position
    position += len(block.key)
    fields = []
    for field in block.fields:
        name, value = field.key, field.value
        equals = _equals_sign(raw, position)
        start = raw.find(value, equals + 1)
        fields.append(RawField(name, offset + raw.find(name, position, equals), value, offset + start))
        position = start + len(value)
    return RawBlock("entry", offset, raw, block.entry_type, block.key, key_offset, tuple(fields))


def _equals_sign(raw: str, position: int) -> int:
    """Return where the next `=` stands that is not escaped."""
    while (position := raw.find("=", position)) > 0 and raw[position - 1] == "\\":
        position += 1
    return position
