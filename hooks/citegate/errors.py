"""What cannot be judged at all: a path, a setting, a policy. One line for the person, exit status 2."""

from __future__ import annotations

import re

from citegate.diagnostics import Diagnostic, Level, Span

CODE = "CG02"
"""What reports call a file of the project without which nothing can be judged."""
_FAULT = re.compile(rf"^([^\n]+?):(\d+):(\d+): {CODE} ([^\n]*)\n {{4}}([^\n]*)$", re.MULTILINE)


class ConfigurationError(ValueError):
    """A path, `mkdocs.yml`, `pyproject.toml` or an option cannot be used."""


class SettingsError(ConfigurationError):
    """Files of the project cannot be used: for each fault a line with its place, as of a finding, and the remedy."""


def fault(place: tuple[str, int, int], message: str, remedy: str) -> str:
    """Return a fault at a place (path, line, column) as reports print findings."""
    path, line, column = place
    shown = "".join(char if char.isprintable() else " " for char in message)
    return f"{path}:{line}:{column}: {CODE} {shown}\n    {remedy}"


def diagnostics(error: SettingsError) -> list[Diagnostic]:
    """Return the faults of an error as findings, for reports that take nothing else."""
    return [
        Diagnostic(path, Span.point(int(line), int(column)), CODE, Level.ERROR, message, remedy)
        for path, line, column, message, remedy in _FAULT.findall(str(error))
    ]


def find(text: str, *words: str) -> tuple[int, int]:
    r"""Return line and column at which the first of these words stands that a text has, or those of its begin.

    >>> find("a: 1\nplugins: x\n", "nothing", "plugins")
    (2, 1)
    """
    for word in words:
        found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) if word else None
        if found:
            return place(text, found.start())
    return 1, 1


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of a character of a text, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
