"""The nouns: an article is blocks, a block is units (claims among them), a unit cites sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from citegate.counts import coverage
from citegate.once import per_article
from citegate.pickling import slim

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from citegate.diagnostics import Span
    from citegate.frontmatter import FrontMatter


class Coverage(StrEnum):
    """The one class that each piece of visible text has."""

    CITED = "cited"
    EXEMPT = "exempt"
    UNCITED = "uncited"


class Role(StrEnum):
    """What a unit of text is on the page; it decides which rule may ask for a citation."""

    SENTENCE = "sentence"
    LEAD_IN = "lead-in"
    ROW = "row"
    HEADING = "heading"
    CAPTION = "caption"
    ALT = "alt"
    TERM = "term"
    LABEL = "label"
    CODE = "code"
    RAW = "raw"


@slim
@dataclass(frozen=True, slots=True)
class Citation:
    """One source named inside a group: `see @key, p. 4` has prefix `see` and locator `p. 4`."""

    key: str
    prefix: str = ""
    locator: str = ""


@slim
@dataclass(frozen=True, slots=True)
class CitationGroup:
    """A bracket with one citation or more, as it stands in the source."""

    citations: tuple[Citation, ...]
    span: Span
    raw: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order in which they were written."""
        return tuple(c.key for c in self.citations)


@slim
@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, row, heading, caption or other piece of visible text, with exactly one class.

    `text` is what readers see, white space folded, markers left out. `tier` is "A" or "B" for claims, "" for exempt
    text. `reason` says why: for tier A what made it one ("quantity", "directive" …), for exempt text the reason code.
    `groups` are the citations of its own; `covering` the keys that cover it, its own first. `broken` is true where an
    attempt at a citation stands in the unit that another rule (CI02, CI04) refuses; such a unit is not refused twice.
    """

    id: str
    role: Role
    text: str
    coverage: Coverage
    tier: str
    reason: str
    groups: tuple[CitationGroup, ...]
    covering: tuple[str, ...]
    span: Span
    block: int
    gap: bool = False
    broken: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_claim(self) -> bool:
        """Return whether the unit asserts something that needs a source."""
        return self.coverage is not Coverage.EXEMPT


@slim
@dataclass(frozen=True, slots=True)
class Block:
    """A leaf block of the page: its kind (`p li td dd dt h1…h6 code raw …`), its section heading and its units."""

    index: int
    kind: str
    section: str
    span: Span
    units: tuple[Unit, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)


@slim
@dataclass(frozen=True, slots=True)
class Mark:
    """Something in the source that a rule may judge and that is no text: an element, attribute, link, look-alike.

    `kind` names the rule family it is for (`element`, `attribute`, `url`, `citation-like`, `bare-number`, …).
    """

    kind: str
    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed article. `kind` is `article` (the gate applies) or `page` (only safety and honesty rules apply)."""

    path: str
    source: str
    front: FrontMatter
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    html: str
    kind: str = "article"
    uses: Mapping[str, int] = field(default_factory=dict)
    """How often each known key is cited: the markers' anchors are `cite-KEY-1` … `cite-KEY-N`."""
    toc: tuple[Mapping[str, Any], ...] = ()
    """Headings as Python-Markdown's toc extension nests them."""
    snippets: tuple[str, ...] = ()
    """The files that were included in the text, as they were opened, sorted."""
    overdue: datetime.date | None = None
    """The day on which the review was due, where that day has passed for an approved article."""

    @property
    def status(self) -> str:
        """Return the review status as it stands: an approval whose review is overdue is under review again."""
        return "under review" if self.overdue and self.declared == "approved" else self.declared

    @property
    def declared(self) -> str:
        """Return the review status that the front matter declares, or `submitted` where it declares none."""
        value = self.front.values.get("status")
        return value if isinstance(value, str) else "submitted"

    @property
    def claims(self) -> dict[str, int]:
        """Return how many units are `cited`, `exempt` and `uncited`, and their `total`."""
        return coverage(self)

    @property
    def units(self) -> Iterator[Unit]:
        """Yield every unit in page order."""
        return iter(_units(self))

    @property
    def groups(self) -> Iterator[CitationGroup]:
        """Yield every citation group in page order."""
        for unit in self.units:
            yield from unit.groups

    @property
    def cited_keys(self) -> tuple[str, ...]:
        """Return each cited key once, in order of first use: the order of the reference list."""
        return _cited_keys(self)


@per_article
def _units(article: Article) -> tuple[Unit, ...]:
    return tuple(unit for block in article.blocks for unit in block.units)


@per_article
def _cited_keys(article: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.key for group in article.groups for c in group.citations))
