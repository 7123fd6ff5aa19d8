"""Which articles belong together: those that their authors name, then those that share drugs, topics or sources.

Each article looks at a bounded number of others, found through indexes, the rarest of its subjects and sources first;
so the work grows with the number of articles, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from math import fsum, log
from typing import TYPE_CHECKING

from citegate.neighbours import slug
from citegate.subjects import Subject, names, subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from citegate.catalogue import ArticleRecord

MOST = 5
"""How many articles are named."""
LOOKED_AT = 150
"""How many entries of the indexes an article looks at."""
_DRUG, _TOPIC, _SOURCE = 3.0, 2.0, 1.0
_NAMED = 2
"""How many shared subjects a reason names."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another article, whether the authors name it, and what both share: subjects by name, drugs first, and sources."""

    record: ArticleRecord
    named: bool
    subjects: tuple[str, ...]
    sources: int

    @property
    def reason(self) -> str:
        """Return the reason in words: `named by the authors; also on flumazenil; shares 3 sources`."""
        parts = ["named by the authors"] if self.named else []
        if self.subjects:
            shown = list(self.subjects[:_NAMED])
            more = len(self.subjects) - len(shown)
            parts.append(f"also on {', '.join(shown)} and {more} more" if more else f"also on {' and '.join(shown)}")
        if self.sources:
            parts.append(f"shares {self.sources} {'source' if self.sources == 1 else 'sources'}")
        return "; ".join(parts)


@dataclass(frozen=True)
class Relations:
    """The articles of a site by path, and their indexes. Ask with `of`."""

    records: Mapping[str, ArticleRecord]

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Return the site's subjects by name in lower case."""
        return subjects(self.records.values())

    def of(self, path: str) -> list[Relation]:
        """Return at most `MOST` articles related to the one at a path, best first."""
        record = self.records[path]
        named = [other for name in self._named(record) if (other := self._by_name.get(name)) and other != path]
        found = [self._relation(record, other, named=True) for other in dict.fromkeys(named)][:MOST]
        weights = self._weights(record)
        others = {*self._candidates(record)}.difference(named)
        scored = nsmallest(MOST, others, key=lambda other: (-self._score(weights, other), other))
        return found + [self._relation(record, other, named=False) for other in scored[: MOST - len(found)]]

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {record.name: path for path, record in self.records.items()}

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        """Return for each feature (`topic flumazenil`, `source penninga-2016`) the sorted paths that have it."""
        index: dict[str, list[str]] = {}
        for path in sorted(self.records):
            for feature in self._features[path]:
                index.setdefault(feature, []).append(path)
        return index

    @cached_property
    def _features(self) -> dict[str, dict[str, float]]:
        return {path: dict(_features(record)) for path, record in self.records.items()}

    def _named(self, record: ArticleRecord) -> Iterable[str]:
        return (slug(f"articles/{name}") for name in map(_bare, record.article.front.values.get("related", ())))

    def _candidates(self, record: ArticleRecord) -> Iterator[str]:
        """Yield the paths that share a feature, rarest first; of a frequent one, those next to it in the index."""
        left = LOOKED_AT
        for feature in sorted(self._features[record.path], key=lambda name: (len(self._index[name]), name)):
            listed = self._index[feature]
            start = max(0, min(bisect_left(listed, record.path) - left // 2, len(listed) - left))
            yield from (path for path in listed[start : start + left] if path != record.path)
            left -= len(listed)
            if left <= 0:
                return

    def _weights(self, record: ArticleRecord) -> dict[str, float]:
        """Return what sharing each feature of an article counts: a rare one more."""
        total, features = len(self.records), self._features[record.path]
        return {name: weight * log(1 + total / len(self._index[name])) for name, weight in features.items()}

    def _score(self, weights: Mapping[str, float], path: str) -> float:
        shared = weights.keys() & self._features[path].keys()
        return round(fsum(weights[name] for name in shared), 9)

    def _relation(self, record: ArticleRecord, path: str, *, named: bool) -> Relation:
        other = self.records[path]
        both = set(names(other))
        about = tuple(self.subjects[name].name for name in names(record) if name in both)
        return Relation(other, named, about, len({*record.keys} & {*other.keys}))


def _bare(name: str) -> str:
    return name.removeprefix("articles/").removesuffix(".md")


def _features(record: ArticleRecord) -> Iterator[tuple[str, float]]:
    """Yield what an article may share with others, and what each weighs."""
    for key in record.keys:
        yield f"source {key}", _SOURCE
    drugs = {word.casefold() for word in record.drugs}
    for name in names(record):
        yield f"topic {name}", _DRUG if name in drugs else _TOPIC
