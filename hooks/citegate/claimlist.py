"""Print an article's units: what the gate saw, how it classed it and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citegate.article import Article, Unit


def as_json(articles: Iterable[Article]) -> str:
    """Return `{"version": 1, "articles": [{"path", "units": […]}]}`."""
    listed = [{"path": article.path, "units": [_unit(unit) for unit in article.units]} for article in articles]
    return json.dumps({"version": 1, "articles": listed}, ensure_ascii=False, indent=2)


def as_text(articles: Iterable[Article]) -> str:
    """Return one line per unit: place, class, tier, reason, keys, text."""
    return "\n".join(
        f"{article.path}:{unit.span.line}:{unit.span.column}: {unit.coverage}"
        f"{f' {unit.tier}' if unit.tier else ''} ({unit.reason}) [{', '.join(unit.covering)}] "
        + " | ".join(unit.text.split("\t"))
        for article in articles
        for unit in article.units
    )


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "class": str(unit.coverage),
        "tier": unit.tier,
        "reason": unit.reason,
        "role": str(unit.role),
        "keys": list(unit.covering),
        "line": unit.span.line,
        "column": unit.span.column,
        "end_line": unit.span.end_line,
        "end_column": unit.span.end_column,
        "text": unit.text,
    }
