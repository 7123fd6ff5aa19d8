"""Values as bytes. A short way to pickle small immutable objects: their values in order, not a search for fields."""

from __future__ import annotations

import pickle
import zlib
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def pack(value: object) -> bytes:
    """Return a value pickled and compressed, as the store holds it."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> Any:
    """Return the value that was packed by this run, or that the store had sealed."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - nobody else could write it


def slim(kind: type[T]) -> type[T]:
    """Return a frozen dataclass of two fields or more whose objects are pickled as a call with all their values."""
    values: Any = attrgetter(*kind.__match_args__)  # type: ignore[attr-defined]

    def reduced(self: T) -> tuple[type[T], tuple[Any, ...]]:
        return kind, values(self)

    kind.__reduce__ = reduced  # type: ignore[assignment]
    return kind
