"""Results that are taken from the store, or made on all cores and put into it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from citegate import dependencies
from citegate.pickling import pack, unpack
from citegate.site import forks

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from citegate.store import Store

Result = TypeVar("Result")

FORMAT = "1"
"""Rises when what is stored changes its form."""
_PACKAGES = (
    *("mkdocs", "mkdocs-material", "mkdocs-bibtex", "Jinja2", "MarkupSafe"),
    *("selectolax", "tinycss2", "cssselect2", "pathspec"),
)


@cache
def program() -> str:
    """Return the digest of everything of this package, and of the versions of all that makes and reads pages."""
    package = Path(__file__).parent
    digest = hashlib.sha256(f"{FORMAT} {dependencies.program()}".encode())
    for name in _PACKAGES:
        digest.update(f"{name} {metadata.version(name)};".encode())
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def results(
    store: Store | None,
    keys: Sequence[str],
    work: Callable[[int], tuple[bool, Result]],
    doing: str,
    first: Container[int] = (),
) -> list[Result]:
    """Return the result of each number, by its key; `work` says as well whether it may be stored.

    An empty key is never looked up. `doing` says to people what a worker does. One of `first` is made before workers
    are forked, so that what it teaches, such as stylesheets parsed, is known to all of them.
    """
    known = store.load_packed(key for key in keys if key) if store else {}
    found: dict[int, Result] = {}
    for number, key in enumerate(keys):
        if key in known:
            found[number] = unpack(known[key])
    missing = [number for number in range(len(keys)) if number not in found]
    here = [number for number in missing if number in first][:1]
    others = [number for number in missing if number not in here]
    elsewhere = ((others[place], done) for place, done in forks.each(work, others, doing))
    packed: dict[str, bytes] = {}
    for number, (lasting, result) in chain(((number, work(number)) for number in here), elsewhere):
        found[number] = result
        if lasting and keys[number]:
            packed[keys[number]] = pack(result)
    if store and packed:
        store.save_packed(packed)
    return [found[number] for number in range(len(keys))]
