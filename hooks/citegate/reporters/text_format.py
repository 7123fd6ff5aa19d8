"""Text for people: `path:line:column: CODE message`, the source line with carets, what to do, a count at the end."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import click

from citegate.diagnostics import FILE
from citegate.offsets import LINE_END
from citegate.reporters.excerpt import excerpt, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from citegate.diagnostics import Diagnostic
    from citegate.reporters import Run

__all__ = ["report", "safe"]
_COLOURS = {"error": "red", "warning": "yellow"}


def report(run: Run) -> str:
    """Return one paragraph per diagnostic, the notes of the run, and a closing line that counts."""

    @cache
    def lines(path: str) -> Sequence[str]:
        return LINE_END.split(run.sources.get(path, ""))

    paint = click.style if run.colour else _plain
    said: list[str] = []
    for diagnostic in sorted(run.diagnostics, key=lambda d: run.brief and d.level != "error"):
        said.append(_first_line(diagnostic, paint))
        if diagnostic.level == "error" or not run.brief:
            said += _more(diagnostic, lines(diagnostic.path), paint)
    return "\n".join([*said, *(safe(note) for note in run.notes), _closing(run)])


def _plain(text: str, **_: object) -> str:
    return text


def _first_line(diagnostic: Diagnostic, paint: Callable[..., str]) -> str:
    kind = "" if diagnostic.level == "error" else f" ({diagnostic.level})"
    place, code, message = safe(str(diagnostic)).partition(f" {diagnostic.code} ")
    return paint(place, bold=True) + paint(code, fg=_COLOURS[diagnostic.level], bold=True) + message + kind


def _more(diagnostic: Diagnostic, source: Sequence[str], paint: Callable[..., str]) -> Iterator[str]:
    """Yield the line of the source with its marks, and what to do."""
    shown = None if diagnostic.span == FILE else excerpt(source, diagnostic.span)
    if shown:
        number = str(diagnostic.span.line)
        yield f"    {paint(f'{number} |', dim=True)} {shown[0]}"
        yield f"    {paint(' ' * len(number) + ' |', dim=True)} {paint(shown[1], fg=_COLOURS[diagnostic.level])}"
    if diagnostic.help:
        yield f"    {safe(diagnostic.help)}"


def _closing(run: Run) -> str:
    errors = sum(1 for d in run.diagnostics if d.level == "error")
    warnings = len(run.diagnostics) - errors
    articles = sum(1 for article in run.articles if article.kind == "article")
    judged = f"{articles} article{'' if articles == 1 else 's'} judged"
    if not errors:
        return f"{judged}: no error" + (f", {count(warnings, 'warning')}" if warnings else "")
    return f"{judged}: {count(errors, 'error')}, {count(warnings, 'warning')}; not to be published"


def count(number: int, word: str) -> str:
    """Return a number with its noun: `1 error`, `2 errors`."""
    return f"{number} {word}{'' if number == 1 else 's'}"
