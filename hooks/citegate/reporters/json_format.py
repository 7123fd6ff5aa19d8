"""JSON for machines: `{"version": 1, "articles": […], "diagnostics": […]}`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citegate.diagnostics import Diagnostic
    from citegate.reporters import Run


def report(run: Run) -> str:
    """Return the report; lines and columns are 1-based, the end exclusive."""
    articles = [
        {"path": article.path, "status": article.status, "claims": article.claims}
        for article in run.articles
        if article.kind == "article"
    ]
    found = [_diagnostic(diagnostic) for diagnostic in run.diagnostics]
    return json.dumps({"version": 1, "articles": articles, "diagnostics": found}, ensure_ascii=False, indent=2)


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "level": diagnostic.level,
        "path": diagnostic.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }
