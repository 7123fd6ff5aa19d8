"""Writes compressed copies of the finished files, where a build asks for them; its name puts it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from citegate.errors import ConfigurationError
from citegate.site import compressing, sections

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.site.site import Site


def finish(site: Site, folder: Path) -> None:  # noqa: ARG001 - every finisher takes the site
    """Write the copies; those of a section are made when sections are joined."""
    if compressing.asked() and not sections.chosen():
        try:
            compressing.compress(folder)
        except ConfigurationError as error:
            raise PluginError(str(error)) from error
