"""Turns claims round: what a source is cited for, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citegate.identifiers import identify
from citegate.references import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.article import Article
    from citegate.bibliography import Work


@dataclass(frozen=True, slots=True)
class Use:
    """A piece of an article that a source stands behind.

    `locators` are the places in the source that the piece itself names; `own` is false where the citation stands
    elsewhere, in the lead-in, in the table's caption or later in the block. `section` is the heading above.
    """

    path: str
    line: int
    id: str
    section: str
    text: str
    locators: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source with all its uses, in the order of the articles and of their lines."""

    work: Work
    uses: tuple[Use, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many uses each article has, those without any left out."""
        counts: dict[str, int] = {}
        for use in self.uses:
            counts[use.path] = counts.get(use.path, 0) + 1
        return counts


def evidence(work: Work, articles: Iterable[Article]) -> Evidence:
    """Return what a work is cited for in these articles."""
    return Evidence(work, tuple(use for article in articles for use in _uses(work.key, article)))


def _uses(key: str, article: Article) -> Iterator[Use]:
    for block in article.blocks:
        for unit in block.units:
            own = [cite for group in unit.groups for cite in group.citations if cite.key == key]
            if own or key in unit.covering:
                locators = tuple(dict.fromkeys(cite.locator for cite in own if cite.locator))
                text = " | ".join(part for part in unit.text.split("\t") if part.strip())
                yield Use(article.path, unit.span.line, unit.id, block.section, text, locators, bool(own))


def as_text(found: Evidence) -> Iterator[str]:
    """Yield the lines that a person reads: the reference, what it is, how to find it, each use, the counts."""
    reference = describe(found.work)
    yield f"{found.work.key}: {reference.text}"
    yield f"  {reference.type_label}"
    for identifier in identify(found.work):
        yield f"  {identifier.kind}: {identifier.value}" + (f" ({identifier.problem})" if identifier.problem else "")
    unseen = found.work.fields.get("unverified-field")
    if unseen:
        yield f"  not seen: {unseen}"
    yield ""
    for use in found.uses:
        where = f" [{'; '.join(use.locators)}]" if use.locators else "" if use.own else " [cited nearby]"
        yield f"{use.path}:{use.line}:{where} {use.text}"
    yield from ["", *_counted(found)] if found.uses else ["cited nowhere"]


def as_json(found: Evidence) -> dict[str, Any]:
    """Return the same as data; `version` rises when a key changes its meaning."""
    reference = describe(found.work)
    return {
        "version": 1,
        "key": found.work.key,
        "reference": reference.text,
        "type": reference.type_slug,
        "identifiers": [
            {"kind": identifier.kind, "value": identifier.value, "problem": identifier.problem}
            for identifier in identify(found.work)
        ],
        "unverified": found.work.fields.get("unverified-field", ""),
        "uses": [
            {
                "path": use.path,
                "line": use.line,
                "id": use.id,
                "section": use.section,
                "text": use.text,
                "locators": list(use.locators),
                "own": use.own,
            }
            for use in found.uses
        ],
        "counts": found.counts,
    }


def _counted(found: Evidence) -> Iterator[str]:
    for path, count in found.counts.items():
        yield f"{path}: {count} {'place' if count == 1 else 'places'}"
