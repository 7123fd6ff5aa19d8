"""The JSON Schemas of what editors write, for completion in their tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.schemas import published
from citegate.site.site import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.site.site import Site


def make(site: Site) -> Iterator[Made]:  # noqa: ARG001 - every maker takes the site
    """Yield the schemas."""
    return (Made(path, text) for path, text in published().items())
