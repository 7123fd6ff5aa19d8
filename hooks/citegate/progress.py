"""How far a long piece of work is, for a person who waits for it at a terminal; elsewhere nothing is shown."""

from __future__ import annotations

import atexit
import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 50
"""Things from which there is something to wait for."""


def teller(number: int, doing: str) -> Callable[[int], None]:
    """Return what is told how many more of a number of things are done; `doing` says what ("reading articles").

    It draws a bar on a terminal's standard error, and nothing where that is a file or a pipe, as in CI, or where
    MkDocs was told to be quiet.
    """
    if number < MANY or not sys.stderr.isatty() or not logging.getLogger("mkdocs").isEnabledFor(logging.WARNING):
        return _silent
    import click  # noqa: PLC0415 - start-up counts

    bar = click.progressbar(length=number, label=doing.capitalize(), file=sys.stderr)
    bar.render_progress()
    atexit.register(bar.render_finish)  # what ends in the midst of it leaves the terminal its cursor

    def tell(more: int) -> None:
        bar.update(more)
        if bar.finished:
            bar.render_finish()
            atexit.unregister(bar.render_finish)

    return tell


def _silent(_more: int) -> None:
    """Show nothing."""
