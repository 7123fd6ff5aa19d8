"""Reviewdog Diagnostic Format, with the safe edits as suggestions.

Source: `proto/rdf/reviewdog.proto` of reviewdog. Its columns count bytes of UTF-8 from 1; the end is exclusive.
"""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from citegate.offsets import LINE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from citegate.diagnostics import Diagnostic, Span
    from citegate.reporters import Run


def report(run: Run) -> str:
    """Return one `DiagnosticResult`."""

    @cache
    def lines(path: str) -> Sequence[str]:
        return LINE_END.split(run.sources.get(path, ""))

    found = [_diagnostic(d, partial(_range, lines(d.path)), run.links.get(d.code)) for d in run.diagnostics]
    source = {"name": "citegate"}
    return json.dumps({"source": source, "diagnostics": found}, ensure_ascii=False, indent=2)


def _diagnostic(diagnostic: Diagnostic, place: Callable[[Span], Any], link: str | None) -> dict[str, Any]:
    text = f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message
    found: dict[str, Any] = {
        "message": text,
        "location": {"path": diagnostic.path, "range": place(diagnostic.span)},
        "severity": diagnostic.level.upper(),
        "code": {"value": diagnostic.code, **({"url": link} if link else {})},
    }
    if diagnostic.edits:
        found["suggestions"] = [{"range": place(edit.span), "text": edit.text} for edit in diagnostic.edits]
    return found


def _range(lines: Sequence[str], span: Span) -> dict[str, Any]:
    return {
        "start": _position(span.line, span.column, lines),
        "end": _position(span.end_line, span.end_column, lines),
    }


def _position(line: int, column: int, lines: Sequence[str]) -> dict[str, int]:
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    beyond = max(0, column - 1 - len(before))
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + beyond + 1}
