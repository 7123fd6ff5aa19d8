"""Measure false alarms: findings per rule and per 1,000 sentences over a folder of Markdown."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate import engine
from citegate.article import Role
from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project

_NO_SENTENCE = (Role.CODE, Role.RAW)
_SUFFIXES = (".md", ".rmd")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Files read, sentences in them (list items, rows and captions count as one), findings, per code and level."""

    files: int
    sentences: int
    claims: int
    findings: int
    rules: Sequence[tuple[str, str, int]]

    def per_thousand(self, number: int) -> float:
        """Return how many that is per 1,000 sentences."""
        return 1000 * number / self.sentences if self.sentences else 0.0


def files_of(folder: Path) -> list[Path]:
    """Return the Markdown files of a folder, sorted; R Markdown among them."""
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
    if not found:
        raise ConfigurationError(f"{folder} holds no .md and no .Rmd file")
    return found


def evaluate(project: Project, folder: Path) -> Evaluation:
    """Judge every Markdown file of a folder as an article; rules about the project and the .bib are left out."""
    articles = [project.read(file, "article") for file in files_of(folder)]
    found = [d for article in articles for d in engine.judge_article(article, project.context)]
    return count(articles, found)


def count(articles: Sequence[Article], found: Sequence[Diagnostic]) -> Evaluation:
    """Return the numbers of these articles and diagnostics."""
    units = [unit for article in articles for unit in article.units if unit.role not in _NO_SENTENCE]
    rules = Counter((diagnostic.code, diagnostic.level) for diagnostic in found)
    listed = [(code, level, number) for (code, level), number in sorted(rules.items())]
    return Evaluation(len(articles), len(units), sum(unit.is_claim for unit in units), len(found), listed)


def as_text(result: Evaluation) -> str:
    """Return a table: code, level, findings, findings per 1,000 sentences."""
    head = f"{result.files} files, {result.sentences} sentences, {result.claims} of them claims"
    rows = [*result.rules, ("all", "", result.findings)]
    lines = [f"{code:<5} {level:<8} {number:>7} {result.per_thousand(number):>9.2f}" for code, level, number in rows]
    return "\n".join([head, f"{'rule':<5} {'level':<8} {'number':>7} {'per 1,000':>9}", *lines])


def as_json(result: Evaluation) -> str:
    """Return `{"version": 1, "files", "sentences", "claims", "findings", "per_thousand", "rules": […]}`."""
    rules = [
        {"code": code, "level": level, "findings": number, "per_thousand": round(result.per_thousand(number), 3)}
        for code, level, number in result.rules
    ]
    numbers = {name: getattr(result, name) for name in ("files", "sentences", "claims", "findings")}
    whole = round(result.per_thousand(result.findings), 3)
    return json.dumps({"version": 1, **numbers, "per_thousand": whole, "rules": rules}, indent=2)
