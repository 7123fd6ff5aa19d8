"""The works of a .bib file as the store holds them: each is unpacked when it is first asked for.

An article cites a hundred of ten thousand entries. What stands in the file is not kept a second time: of most values
their place in the text is enough.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from citegate.bibblocks import Places
from citegate.bibliography import Work
from citegate.diagnostics import Span
from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

Packed = dict[str, bytes]
"""Works by key, in the order of the file: `marshal` of a tuple, or a whole work pickled."""
_PICKLED = b"\x80"
"""How a pickle begins, and nothing that `marshal` writes of a tuple."""


class PackedWorks(Mapping[str, Work]):
    """The works of a file. `name` stands for all that they depend on: it is the key under which they are stored.

    `known` are works that need not be unpacked, since they were just read.
    """

    def __init__(
        self, packed: Packed, text: str, path: str, name: str, known: Mapping[str, Work] = MappingProxyType({})
    ) -> None:
        self.name = name
        self._packed, self._text, self._path = packed, text, path
        self._unpacked = dict(known)

    def __getitem__(self, key: str) -> Work:
        found = self._unpacked.get(key)
        if found is None:  # two threads may both unpack a work: the first counts, since works are compared by identity
            found = self._unpacked.setdefault(key, self._unpack(key, self._packed[key]))
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    @cached_property
    def _lines(self) -> Offsets:
        return Offsets(self._text)

    def _unpack(self, key: str, packed: bytes) -> Work:
        if packed.startswith(_PICKLED):
            whole: Work = pickle.loads(packed)  # noqa: S301 - sealed by the store
            return whole
        kind, span, start, length, extents, odd, decoded = marshal.loads(packed)  # noqa: S302 - sealed by the store
        text = self._text
        raw = {name: text[at + 1 : at + size - 1] for name, (at, size) in extents.items()}
        raw |= odd
        fields = MappingProxyType({**raw, **decoded})
        places = Places(self._lines, extents)
        return Work(key, kind, fields, self._path, Span(*span), places, raw, text[start : start + length])


def pack(works: Mapping[str, Work], text: str) -> Packed:
    """Return works that were read from a text."""
    lines = Offsets(text)
    return {key: _pack(work, text, lines) for key, work in works.items()}


def _pack(work: Work, text: str, lines: Offsets) -> bytes:
    span, extents = work.span, work.places.extents if isinstance(work.places, Places) else None
    start = lines.offset(span.line, span.column)
    if extents is None or not text.startswith(work.text, start):
        return pickle.dumps(replace(work, places=dict(work.places)), pickle.HIGHEST_PROTOCOL)  # it has inherited fields
    raw, fields = work.raw, work.fields
    odd = {name: raw[name] for name, (at, size) in extents.items() if raw[name] != text[at + 1 : at + size - 1]}
    decoded = {name: value for name, value in fields.items() if value is not raw[name]}
    place = (span.line, span.column, span.end_line, span.end_column)
    return marshal.dumps((work.type, place, start, len(work.text), extents, odd, decoded))
