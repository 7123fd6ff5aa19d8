"""Run mutants: each broken sample is given to the one rule that must find it, in process."""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from citegate import bibliography
from citegate.project import Project
from citegate.rules import all_rules
from citegate.written import WrittenPage

from . import LOADED
from .registry import ARTICLE, BIB, MUTATORS, OTHER, PAGE, Mutant, Sample

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Finding
    from citegate.rules import Rule

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2026, 12, 1)
SHIPPED = "docs/articles/flumazenil-versus-baclofen.md"
RICH = "tests/mutations/rich.md"


@dataclass
class Result:
    """How often a rule was tried, and the mutants that it missed: sample, lines and what was done."""

    code: str
    tried: int = 0
    missed: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass
class Bench:
    """The samples and the parser that judges their mutants; `pages` are written pages by article path."""

    pages: dict[str, str] = field(default_factory=dict)

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """The shipped article with its bibliography, and the rich one with its own."""
        return self._sample(SHIPPED, "references.bib"), self._sample(RICH, "tests/mutations/rich.bib")

    def _sample(self, path: str, bib: str) -> Sample:
        project = Project(ROOT, ROOT / bib)
        article = project.read(ROOT / path, "article")
        context = replace(project.context, today=TODAY)
        text = (ROOT / bib).read_text("utf-8")
        return Sample(Path(path).stem, article, text, str(TODAY), self.pages.get(path, ""), (project, context))

    @classmethod
    def with_pages(cls) -> Bench:
        """Return a bench that also has the page which the site build writes for the shipped article."""
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
            subprocess.run(command, cwd=ROOT, check=True)
            page = Path(folder, "articles", Path(SHIPPED).stem, "index.html")
            return cls({SHIPPED: page.read_text("utf-8")})

    def run(self, codes: Collection[str] = (), every: int = 1) -> dict[str, Result]:
        """Return a result for each code (for all that have a mutator, where none is given); try every n-th mutant."""
        rules = {rule.code: rule for rule in all_rules()}
        results = {code: Result(code) for code in sorted(codes or LOADED) if code in rules and code in MUTATORS}
        for sample in self.samples:
            for code, result in results.items():
                clean = {finding.message for finding in check(rules[code], sample.article, sample.context[1])}
                for mutant in every_nth(MUTATORS[code](sample), every):
                    result.tried += 1
                    result.kinds[mutant.what] += 1
                    if not found(rules[code], mutant, sample, clean):
                        first, last = mutant.lines
                        result.missed.append(f"{sample.name}:{first}-{last} {mutant.where}: {mutant.what}")
        return results


def every_nth(mutants: Iterable[Mutant], every: int) -> Iterator[Mutant]:
    """Yield every n-th mutant, and the first of each kind, so that a sample leaves no kind out."""
    seen: set[str] = set()
    for number, mutant in enumerate(mutants):
        if number % every == 0 or mutant.what not in seen:
            yield mutant
        seen.add(mutant.what)


def found(rule: Rule, mutant: Mutant, sample: Sample, clean: Collection[str]) -> bool:
    """Return whether a rule finds a mutant at one of its lines, in the right file, with a message not given before."""
    first, last = mutant.lines
    return any(
        finding.message not in clean
        and finding.span.line <= last
        and finding.span.end_line >= first
        and _in(finding, mutant)
        for finding in findings(rule, mutant, sample)
    )


def _in(finding: Finding, mutant: Mutant) -> bool:
    if mutant.where == OTHER:
        return True
    elsewhere = finding.path is not None
    return elsewhere if mutant.where == BIB else not elsewhere


def findings(rule: Rule, mutant: Mutant, sample: Sample) -> Iterable[Finding]:
    """Return what a rule finds in a mutant; only what the mutant broke is parsed again."""
    project, clean = sample.context
    context: Context = replace(clean, **dict(mutant.context))
    article = sample.article
    if mutant.file == PAGE:
        return rule.check_written(WrittenPage("page.html", mutant.text), article, context) if rule.check_written else ()
    if mutant.file == BIB:
        context = replace(context, bibliography=bibliography.parse(mutant.text, "references.bib"))
    elif mutant.file == ARTICLE and mutant.text != sample.text:
        article = project.parser.parse(mutant.text, article.path)
    return check(rule, article, context)


def check(rule: Rule, article: Article, context: Context) -> Iterable[Finding]:
    """Return what a rule finds, whatever its scope."""
    if rule.check is None:
        return ()
    if rule.scope == "bibliography":
        return list(rule.check(context.bibliography, set(article.cited_keys), context))
    return list(rule.check(context) if rule.scope == "project" else rule.check(article, context))
