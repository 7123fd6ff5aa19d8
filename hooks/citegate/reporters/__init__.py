"""Reporters: diagnostics → lines. One output format per file, each a pure function `report(run) -> str`."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.readings import Reading

FORMATS = ("text", "json", "github", "sarif", "junit", "rdjson")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found: the articles judged (pages among them), sources by path, every diagnostic.

    `notes` are closing sentences for people: lowered rules, what the baseline holds back. `links` are the addresses of
    rules' pages by code, empty where the project names no `site_url`. `colour` is for a terminal only. `brief`
    text puts errors first and gives each warning one line, as a build wants it.
    """

    articles: Sequence[Article | Reading]
    diagnostics: Sequence[Diagnostic]
    sources: Mapping[str, str]
    notes: Sequence[str] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    colour: bool = False
    brief: bool = False


def reporter(name: str) -> Callable[[Run], str]:
    """Return the function that writes a format."""
    module = importlib.import_module(f"{__name__}.{name}_format")
    return cast("Callable[[Run], str]", module.report)
