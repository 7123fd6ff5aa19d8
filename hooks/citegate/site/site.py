"""What is known of the whole site once every article was judged: what makers, parts and finishers read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from citegate.catalogue import Catalogue, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project
    from citegate.references import Reference
    from citegate.store import Store


@dataclass(frozen=True, slots=True)
class Made:
    """A page or file that is made, not written.

    `path` is where it stands below the documents' folder: `evidence/index.md` makes a page, `claims.json` a file. A
    page with a `template` prints `facts` through it, as the variable `citegate`; without one `content` is Markdown of
    our own (never text of an author or a bibliography: that goes through a template, which escapes it). A page whose
    path was written by hand keeps its text and gets template and facts. `listed` puts it into the navigation; `title`
    and `description` are plain text. `indexed` is false for a page that search and search engines leave out. `facts`
    may be a function that makes them; `rests` is then the digest of all that they rest on, where it is known.
    """

    path: str
    content: str | bytes = ""
    title: str = ""
    description: str = ""
    template: str = ""
    facts: object = None
    listed: bool = False
    indexed: bool = True
    toc: tuple[Mapping[str, object], ...] = ()
    rests: str = ""


@dataclass(frozen=True)
class Site:
    """The judged site. `articles` holds the articles and pages that are written, by path below the documents.

    They may be outlines, which know nothing of the text; `article` returns one whole, from `whole` where it is there.
    `store` is where results are kept, if they are.

    `name`, `url` (with a slash at its end, or empty) and `repository` (empty where none is named) are those of
    `mkdocs.yml`. `diagnostics` are what the gate found. `shared` is for what several makers need and compute once.
    """

    project: Project
    articles: Mapping[str, Article]
    references: Mapping[str, Reference]
    name: str
    url: str
    repository: str
    serving: bool = False
    diagnostics: Sequence[Diagnostic] = ()
    shared: dict[str, object] = field(default_factory=dict)
    whole: Mapping[str, Article] = field(default_factory=dict)
    store: Store | None = None

    def article(self, path: str) -> Article:
        """Return the whole article at a path."""
        return self.whole[path] if path in self.whole else self.articles[path]

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return articles with their claims, and sources with the claims that rest on them."""
        works = self.project.bibliography.works
        return catalogue(self.articles, works, self.references, self.project.addresses.address)

    def address(self, path: str) -> str:
        """Return the address of a made or written page, from its path below the documents, relative to the root."""
        return self.project.addresses.address(path)
