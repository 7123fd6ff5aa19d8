"""What a page shows: facts for the templates, no decisions left. Fields named `html` are safe; all else is text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.links import Link


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the review: `state` is `done`, `current` or `todo`."""

    name: str
    state: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice with the digest of its approved wording."""

    name: str
    title: str
    html: str
    digest: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A way back from a reference to a place that cites it; `name` tells it from the others."""

    href: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class ReferenceFacts:
    """An entry of the list of references; `short` names it in a sentence, `state` is empty where none is known."""

    number: int
    key: str
    anchor: str
    type_label: str
    type_slug: str
    html: str
    links: tuple[Link, ...]
    backlinks: tuple[Backlink, ...]
    short: str = ""
    state: str = ""
    state_words: str = ""


@dataclass(frozen=True, slots=True)
class RelatedFacts:
    """Another article, and why it is named here."""

    title: str
    question: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding as the preview shows it; `anchor` is the id of the claim it is about, or empty."""

    code: str
    level: str
    message: str
    help: str
    line: int
    anchor: str
    url: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews or reviewed the article, by name; `url` is the page on the board, empty where there is none."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything that an article's template prints."""

    title: str
    question: str
    description: str
    status: str
    status_words: str
    pending: bool
    steps: tuple[Step, ...]
    notices_top: tuple[NoticeFacts, ...]
    notices_bottom: tuple[NoticeFacts, ...]
    reviewers: tuple[Reviewer, ...]
    reviewed: str
    """When a review was last signed, in words; empty where none was."""
    overdue: str
    """Since when the next review is overdue, in words; empty where it is not."""
    authors: tuple[str, ...]
    created: str
    updated: str
    next_review: str
    ai_words: str
    interests: str
    funding: str
    search_words: str
    audience_words: str
    claims: Mapping[str, int]
    source_counts: tuple[tuple[str, int], ...]
    references: tuple[ReferenceFacts, ...]
    related: tuple[RelatedFacts, ...]
    findings: tuple[FindingFacts, ...]
    earlier: str = ""
    """When an approval that no longer holds was signed, in words; empty where there was none."""
