"""The numbers of an article's claims, as the catalogue counts them, beside the claims of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article
    from citegate.site.site import Site

_CLAIM = re.compile(r'<(?P<tag>[a-z]+) class="cg-claim[^"]*" id="(?P<id>[^"]+)"[^>]*?(?=>)(?P<cell>>\s*<t[dh])?')


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number of each claim by its id."""

    numbers: Mapping[str, int]

    def number(self, text: str) -> str:
        """Return the HTML of a text with `data-claim` on each claim; for a row of a table it is on the first cell."""

        def numbered(match: re.Match[str]) -> str:
            number = self.numbers.get(match["id"])
            at_cell = (match["tag"] == "tr") == bool(match["cell"])
            return f'{match[0]} data-claim="{number}"' if number and at_cell else match[0]

        return _CLAIM.sub(numbered, text)


def facts(site: Site, article: Article) -> Numbering:
    """Return the numbers of an article's claims."""
    if "numbering" not in site.shared:
        records = site.catalogue.articles.values()
        site.shared["numbering"] = {
            record.article.path: {claim.id: claim.number for claim in record.claims} for record in records
        }
    known = cast("Mapping[str, Mapping[str, int]]", site.shared["numbering"])
    return Numbering(known.get(article.path, {}))


def rests_on(site: Site, article: Article) -> object:  # noqa: ARG001 - every part takes both
    """Return nothing: the text says it."""
    return ()
