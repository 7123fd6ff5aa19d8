"""What people are told of an error that ended a build: which module or template, which page, what to do."""

from __future__ import annotations

import errno
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from citegate import faults

if TYPE_CHECKING:
    from citegate.site.publisher import Publisher

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Errors of a disk that is full, of a quota that is used up, of a file that may not grow further."""


def told(error: Exception, build: Publisher | None) -> str:
    """Return one line; a template or a file that cannot be used is no fault of Citegate."""
    page = build.at if build else ""
    about = f"the page of {page}" if page else "the build"
    template = _template(error)
    if template:
        return f"Aborted: {about} failed in {template} with {faults.words(error)}"
    if isinstance(error, OSError) and error.errno in _FULL:
        return f"Aborted: {error.strerror}: free some space (the site needs it twice while it is built) and build again"
    if isinstance(error, OSError):
        return f"Aborted with {faults.words(error)}"
    return f"Aborted: {faults.report(error, about, build.project.settings.repository if build else '')}"


def _template(error: Exception) -> str:
    """Return the template in which an error arose and its line; empty where it was no template."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}, line {error.lineno}"
    frames = list(extract_tb(error.__traceback__))
    found = [frame for frame in frames if Path(frame.filename).suffix == ".html"]
    return f"{found[-1].filename}, line {found[-1].lineno}" if found else ""
