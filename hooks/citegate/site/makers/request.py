"""How to ask for an article: a page that says it, for a site whose repository nobody named and for those who wonder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.site.site import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.site.site import Site


def make(site: Site) -> Iterator[Made]:  # noqa: ARG001 - every maker takes the site
    """Yield the page."""
    about = "How to ask for an article on a question that this site does not answer."
    yield Made("request.md", title="Request an article", description=about, template="request.html", listed=True)
