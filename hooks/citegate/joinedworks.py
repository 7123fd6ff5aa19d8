"""The works of several .bib files as one mapping, which asks each file only for what it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.bibliography import Work


class Joined(Mapping[str, "Work"]):
    """Works by key, from the file that `owners` names for each. `name` stands for all files, where each has a name."""

    def __init__(self, owners: Mapping[str, Mapping[str, Work]], files: Sequence[Mapping[str, Work]]) -> None:
        self._owners = owners
        names = [named(works) for works in files]
        self.name = " ".join(names) if all(names) else ""

    def __getitem__(self, key: str) -> Work:
        return self._owners[key][key]

    def __contains__(self, key: object) -> bool:
        return key in self._owners

    def __iter__(self) -> Iterator[str]:
        return iter(self._owners)

    def __len__(self) -> int:
        return len(self._owners)


def named(works: Mapping[str, Work]) -> str:
    """Return the name that stands for all that works depend on, where the store has one for them, or an empty text."""
    return getattr(works, "name", "")
