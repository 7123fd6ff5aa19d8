"""An article that was read and judged, as far as it was unpacked: what a report needs, and the rest when asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate.article import Article
from citegate.catalogue import shown_claims
from citegate.frontmatter import FrontMatter
from citegate.pickling import unpack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.catalogue import ClaimRecord
    from citegate.diagnostics import Diagnostic


class Verdict(NamedTuple):
    """What is known of an article without unpacking it: enough for a report and for rules over all articles.

    `diagnostics` are those of the rules that look at nothing but this article. `values` and `places` are its front
    matter's.
    """

    path: str
    kind: str
    status: str
    cited_keys: tuple[str, ...]
    claims: dict[str, int]
    diagnostics: tuple[Diagnostic, ...]
    values: dict[str, Any]
    places: dict[str, Any]


class Extract(NamedTuple):
    """What a site says of an article elsewhere than on its page: its claims as others refer to them, its headings."""

    claims: tuple[ClaimRecord, ...]
    toc: tuple[Mapping[str, Any], ...]


def extract(article: Article) -> Extract:
    """Return what a site says of an article elsewhere than on its page."""
    return Extract(tuple(shown_claims(article)) if article.kind == "article" else (), article.toc)


@dataclass(frozen=True, slots=True)
class Outline(Article):
    """An article of which no text is known: its front matter, the keys that it cites, its counts.

    `records` are its claims as others refer to them, where those were asked for. `name` stands for all that reading it
    depended on, where that is known: the key of the article in the store.
    """

    keys: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None
    records: tuple[ClaimRecord, ...] = ()
    name: str = ""

    @property
    def cited_keys(self) -> tuple[str, ...]:
        """Return the keys that the whole article cites."""
        return self.keys

    @property
    def claims(self) -> dict[str, int]:
        """Return how many units the whole article has of each class."""
        return dict(self.counts or {})


class Reading:
    """An article that was read and judged. `source` is the file; `packed` the article, `extract` its `Extract`, packed.

    `name` is the key of the article in the store, or empty.
    """

    def __init__(self, verdict: Verdict, source: bytes, packed: bytes, name: str = "", extract: bytes = b"") -> None:
        self.verdict = verdict
        self.path, self.kind, self.status = verdict.path, verdict.kind, verdict.status
        self.cited_keys, self.claims, self.diagnostics = verdict.cited_keys, verdict.claims, verdict.diagnostics
        self.packed = packed
        self.name = name
        self._source = source
        self._extract = extract

    @property
    def source(self) -> str:
        """Return the text of the file."""
        return self._source.decode("utf-8", "replace")

    @property
    def article(self) -> Article:
        """Return the whole article, unpacked anew each time: a large site has more than fit into memory at once."""
        article: Article = unpack(self.packed)
        return article

    @property
    def outline(self) -> Outline:
        """Return the article with its front matter and the keys that it cites, and nothing of its text."""
        front = FrontMatter(self.verdict.values, self.verdict.places, "", 1)
        given = self.verdict
        named = (given.path, self.source, front, (), (), "", given.kind)
        return Outline(*named, keys=given.cited_keys, counts=given.claims, name=self.name)

    @property
    def extended(self) -> Outline:
        """Return the outline with what `read` was asked to extract: claims and headings.

        Where its name stands for its source, it has none.
        """
        found: Extract = unpack(self._extract)
        source = "" if self.name else self.source
        return replace(self.outline, source=source, toc=found.toc, records=found.claims)
