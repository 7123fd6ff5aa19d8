"""The short text report of a build: errors whole and first, warnings one line each, none left out."""

from __future__ import annotations

from citegate.diagnostics import Diagnostic, Span
from citegate.reporters import Run, reporter

FOUND = (
    Diagnostic("a.md", Span(1, 2, 1, 3), "CL02", "warning", "first", "cite"),
    Diagnostic("a.md", Span(2, 1, 2, 2), "CL01", "error", "second", "cite it"),
    Diagnostic("b.md", Span(1, 2, 1, 3), "CL02", "warning", "third", "cite"),
)
SOURCES = {"a.md": "one\ntwo\n", "b.md": "three\n"}


def test_brief() -> None:
    """Errors come first with their line and advice; each warning keeps its place, code and message."""
    assert reporter("text")(Run([], FOUND, SOURCES, brief=True)).splitlines() == [
        "a.md:2:1: CL01 second",
        "    2 | two",
        "      | ^",
        "    cite it",
        "a.md:1:2: CL02 first (warning)",
        "b.md:1:2: CL02 third (warning)",
        "0 articles judged: 1 error, 2 warnings; not to be published",
    ]


def test_whole() -> None:
    """The report of the command keeps the order of the files and shows every line."""
    said = reporter("text")(Run([], FOUND, SOURCES))
    assert said.count(" | ") == 6
    assert said.index("first") < said.index("second") < said.index("third")
