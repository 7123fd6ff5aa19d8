"""The other articles of the project, as far as one article may know them: which there are and what they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from citegate.frontmatter import read

_GROUP = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")
_KEY = re.compile(r"@([A-Za-z0-9_-]+)")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What an article is about: its drugs and tags in lower case, and the keys that it seems to cite."""

    topics: frozenset[str]
    keys: frozenset[str]

    def shares(self, other: Neighbour) -> bool:
        """Return whether two articles have a drug, a tag or a source in common."""
        return bool(self.topics & other.topics or self.keys & other.keys)


def neighbour(source: str) -> Neighbour:
    """Return what an article is about, from its source text, without parsing its Markdown."""
    front = read(source)
    keys = {key for group in _GROUP.findall(front.body) for key in _KEY.findall(group)}
    return Neighbour(topics(front.values), frozenset(keys))


def topics(values: Mapping[str, object]) -> frozenset[str]:
    """Return the drugs and tags of the values of a front matter, in lower case."""
    words = (word for name in ("drugs", "tags") for word in _texts(values.get(name)))
    return frozenset(word.casefold() for word in words)


def slug(path: str) -> str:
    """Return the name by which an article is called: its path below `docs/articles`, without `.md`."""
    return path.rpartition("articles/")[2].removesuffix(".md")


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


class Neighbours(Mapping[str, Neighbour]):
    """Every article by its slug: files are listed when first asked for, and each is read when it is asked for."""

    def __init__(self, files: Callable[[], Mapping[str, Callable[[], str]]]) -> None:
        self._list = files
        self._read: dict[str, Neighbour] = {}

    @cached_property
    def _files(self) -> Mapping[str, Callable[[], str]]:
        return self._list()

    def __getitem__(self, name: str) -> Neighbour:
        if name not in self._read:
            self._read[name] = neighbour(self._files[name]())
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
