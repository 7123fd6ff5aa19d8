"""Annotations for GitHub Actions: workflow commands, most severe first, within the limit of a step.

Source: "Workflow commands for GitHub Actions" and, for what is escaped, `command.ts` of the `@actions/core` package.
GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so the rest is counted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.reporters.excerpt import safe
from citegate.reporters.text_format import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.diagnostics import Diagnostic
    from citegate.reporters import Run

LIMIT = 10
"""Annotations of one level that GitHub shows for a step."""
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def report(run: Run) -> str:
    """Return at most ten commands for errors, ten for warnings, and a notice that says how many more there are."""
    by_level = {level: [d for d in run.diagnostics if d.level == level] for level in ("error", "warning")}
    lines = [_command(diagnostic) for found in by_level.values() for diagnostic in found[:LIMIT]]
    return "\n".join([*lines, *_more(by_level["error"][LIMIT:], by_level["warning"][LIMIT:]), *_notes(run)])


def commands(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the commands of the first diagnostics, of which all have one level."""
    return "\n".join(_command(diagnostic) for diagnostic in diagnostics[:LIMIT])


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    places = {"file": safe(diagnostic.path), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # columns are allowed only within one line
        places |= {"col": span.column, "endColumn": span.end_column}
    properties = {**places, "title": f"Citegate {diagnostic.code}"}
    listed = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    text = "\n".join(safe(line) for line in (diagnostic.message, diagnostic.help) if line)
    return f"::{diagnostic.level} {listed}::{text.translate(_DATA)}"


def _more(errors: Sequence[Diagnostic], warnings: Sequence[Diagnostic]) -> Iterator[str]:
    if errors or warnings:
        many = " and ".join(count(len(d), w) for d, w in ((errors, "error"), (warnings, "warning")) if d)
        yield f"::notice title=Citegate::{many} more; `citegate check` lists all of them"


def _notes(run: Run) -> Iterator[str]:
    """Yield the notes as plain text that starts no command."""
    return (f"citegate: {safe(note)}" for note in run.notes)
