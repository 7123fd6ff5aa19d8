"""What the articles are about: drugs and tags, each with its articles. Spellings are told apart by words, not case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.filenames import distinct, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from citegate.catalogue import ArticleRecord


@dataclass(frozen=True, slots=True)
class Subject:
    """A drug or tag. `name` is its most frequent spelling, `slug` its name in addresses; newest articles first."""

    name: str
    slug: str
    drug: bool
    records: tuple[ArticleRecord, ...]

    @property
    def title(self) -> str:
        """Return the name with a capital first letter, as a heading shows it."""
        return self.name[:1].upper() + self.name[1:]


def subjects(records: Iterable[ArticleRecord]) -> dict[str, Subject]:
    """Return every subject by its name in lower case, sorted by name."""
    spellings: dict[str, Counter[str]] = {}
    articles: dict[str, list[ArticleRecord]] = {}
    drugs: set[str] = set()
    for record in newest(records):
        for word in dict.fromkeys((*record.drugs, *record.tags)):
            name = word.casefold()
            spellings.setdefault(name, Counter())[word] += 1
            listed = articles.setdefault(name, [])
            if not listed or listed[-1] is not record:
                listed.append(record)
        drugs.update(word.casefold() for word in record.drugs)
    slugs = _slugs(articles)
    return {
        name: Subject(_spelling(spellings[name]), slugs[name], name in drugs, tuple(articles[name]))
        for name in sorted(articles)
    }


def names(record: ArticleRecord) -> Iterator[str]:
    """Yield the keys of an article's subjects, drugs first, each once."""
    yield from dict.fromkeys(word.casefold() for word in (*record.drugs, *record.tags))


def newest(records: Iterable[ArticleRecord]) -> list[ArticleRecord]:
    """Return articles with the last updated first; those without a date last, and ties by path."""
    ordered = sorted(records, key=lambda record: record.path)
    return sorted(ordered, key=lambda r: r.updated.toordinal() if r.updated else 0, reverse=True)


def _slugs(articles: Mapping[str, object]) -> dict[str, str]:
    """Return a slug for each name; names that fold to the same slug are told apart by a digest."""
    wanted = {name: folded(name) for name in articles}
    shared = Counter(wanted.values())
    apart = {name: slug if shared[slug] == 1 else f"{slug} {name}" for name, slug in wanted.items()}
    given = distinct(apart.values())
    return {name: given[text] for name, text in apart.items()}


def _spelling(counted: Counter[str]) -> str:
    return min(counted, key=lambda word: (-counted[word], word.swapcase()))
