"""An article that was read and judged, as far as it was unpacked: what a report needs, and the rest when asked for."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate.article import Article
from citegate.frontmatter import FrontMatter

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class Outline(Article):
    """An article of which no text is known: its front matter and the keys that it cites."""

    keys: tuple[str, ...] = ()

    @property
    def cited_keys(self) -> tuple[str, ...]:
        """Return the keys that the whole article cites."""
        return self.keys


class Reading:
    """An article that was read and judged. `source` is the file, `packed` the pickled article."""

    def __init__(self, verdict: Verdict, source: bytes, packed: bytes) -> None:
        self.verdict = verdict
        self.path, self.kind, self.status = verdict.path, verdict.kind, verdict.status
        self.cited_keys, self.claims, self.diagnostics = verdict.cited_keys, verdict.claims, verdict.diagnostics
        self._source = source
        self._packed = packed
        self._article: Article | None = None

    @property
    def source(self) -> str:
        """Return the text of the file."""
        return self._source.decode("utf-8", "replace")

    @property
    def article(self) -> Article:
        """Return the whole article; it is unpacked when it is first asked for."""
        if self._article is None:
            article: Article = pickle.loads(self._packed)  # noqa: S301 - made by this run, or sealed by the store
            self._article = article
            self._packed = b""
        return self._article

    @property
    def outline(self) -> Article:
        """Return the article with its front matter and the keys that it cites, and nothing else."""
        if self._article is not None:
            return self._article
        front = FrontMatter(self.verdict.values, self.verdict.places, "", 1)
        return Outline(self.path, self.source, front, (), (), "", self.kind, keys=self.cited_keys)
