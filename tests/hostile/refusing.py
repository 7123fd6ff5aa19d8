"""Judge hostile cases as `citegate check` does, and say of each by what and where it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citegate import bibliography, engine
from citegate.diagnostics import Level
from citegate.project import Project
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from .payloads import HTML, Case

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[2]
HARMFUL = set(
    "script iframe object embed base meta link style form button svg math video source template noscript "
    "animate".split()
)
_SCRIPT = re.compile(r"(?:javascript|vbscript|data):|[/\\]{2}", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20]")
_ALIGNED = re.compile(r"text-align: (?:left|right|center);")


@dataclass(frozen=True)
class Verdict:
    """What was found on the payload's lines (codes), and whether a default build lets the payload run."""

    case: Case
    codes: tuple[str, ...]
    harmful: bool


class Judge:
    """Judges cases with one parser, each with the bibliography of its own entry."""

    @cached_property
    def _project(self) -> Project:
        return Project(ROOT)

    @cached_property
    def _default(self) -> Markdown:
        given = self._project.settings
        names = [name for name in given.extensions if not str(name).startswith("citegate")]
        configs: Any = {name: dict(value) for name, value in given.extension_configs.items()}
        return Markdown(extensions=names, extension_configs=configs)

    def judge(self, cases: Iterable[Case]) -> list[Verdict]:
        """Return a verdict on each case."""
        return [Verdict(case, self._codes(case), self.harmful(case)) for case in cases]

    def _codes(self, case: Case) -> tuple[str, ...]:
        works = bibliography.parse(case.entry, "references.bib")
        parser = self._project.parser
        parser.setting = replace(parser.setting, known=works.works)
        article = parser.parse(case.text, f"{case.name}.md")
        context = replace(self._project.context, bibliography=works, complete=False)
        first, last = case.lines
        found = [d for d in engine.judge([article], context) if d.level == Level.ERROR]
        if case.in_bib:
            return tuple(sorted({d.code for d in found if d.path == "references.bib"}))
        return tuple(sorted({d.code for d in found if d.path == article.path and first <= d.span.line <= last}))

    def harmful(self, case: Case) -> bool:
        """Return whether a default build, without any of our own code, would put the payload's markup on the page."""
        if not case.place.startswith("body"):
            return case.payload in HTML
        self._default.reset()
        return _runs(self._default.convert(case.text.partition("\n---\n")[2]))


def _runs(html: str) -> bool:
    body: Any = LexborHTMLParser(f"<!doctype html><body>{html}").body
    for node in body.css("*"):
        if node.tag in HARMFUL:
            return True
        for name, value in node.attributes.items():
            plain = _SPACE.sub("", value or "")
            if name.startswith("on") or (name == "style" and not _ALIGNED.fullmatch(value or "")):
                return True
            if name in ("href", "src", "action") and _SCRIPT.match(plain):
                return True
            if name == "src" and plain.startswith(("http:", "https:")):
                return True
    return False
