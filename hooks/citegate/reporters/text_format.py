"""Text for people: `path:line:column: CODE message`, the help below it, a count at the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.diagnostics import Diagnostic
    from citegate.reporters import Run

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def safe(text: str) -> str:
    """Return text that a terminal shows as it is: control and direction-changing characters written out."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text.replace("\n", " "))


def report(run: Run) -> str:
    """Return one paragraph per diagnostic and a closing line that counts."""
    lines = [line for diagnostic in run.diagnostics for line in _lines(diagnostic)]
    return "\n".join([*lines, _closing(run)])


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    kind = "" if diagnostic.level == "error" else f" ({diagnostic.level})"
    yield safe(str(diagnostic)) + kind
    if diagnostic.help:
        yield f"    {safe(diagnostic.help)}"


def _closing(run: Run) -> str:
    errors = sum(1 for d in run.diagnostics if d.level == "error")
    warnings = len(run.diagnostics) - errors
    articles = sum(1 for article in run.articles if article.kind == "article")
    judged = f"{articles} article{'' if articles == 1 else 's'} judged"
    if not errors:
        return f"{judged}: no error" + (f", {_count(warnings, 'warning')}" if warnings else "")
    return f"{judged}: {_count(errors, 'error')}, {_count(warnings, 'warning')}; not to be published"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
