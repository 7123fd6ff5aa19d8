"""Our implementation of mkdocs-bibtex's `ReferenceRegistry`: the plugin's seam, and where a build keeps its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_bibtex.registry import ReferenceRegistry

if TYPE_CHECKING:
    from mkdocs_bibtex.citation import Citation, CitationBlock, InlineReference

    from citegate.site.publisher import Publisher


class Registry(ReferenceRegistry):  # type: ignore[misc]  # the package carries no types
    """References of the project's bibliography, formatted once per build; answers what the plugin's own would."""

    def __init__(self, publisher: Publisher) -> None:  # the plugin's own parses the .bib again, and raises
        self.publisher = publisher
        self.footnote_format = "{key}"

    def validate_citation_blocks(self, citation_blocks: list[CitationBlock]) -> None:
        """Do nothing: CI01 has judged every key before."""

    def validate_inline_references(self, inline_references: list[InlineReference]) -> set[InlineReference]:
        """Return the references whose key is in the bibliography."""
        works = self.publisher.project.bibliography.works
        return {reference for reference in inline_references if reference.key in works}

    def inline_text(self, citation_block: CitationBlock) -> str:
        """Return a block as it was written: the parser's inline processor reads it."""
        return str(citation_block)

    def reference_text(self, citation: Citation | InlineReference) -> str:
        """Return the reference of a key as HTML."""
        return self.publisher.references[citation.key].html
