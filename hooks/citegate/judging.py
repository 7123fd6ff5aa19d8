"""One run, as the command and the build both make it: judge, read the sources of findings, hold the baseline back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from citegate import baseline, engine, faults, keptfindings
from citegate.errors import SettingsError, fault
from citegate.readings import Reading
from citegate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project

    Judged = Article | Reading
    """An article that was read here, or one that was judged alone before."""

_TEXTS = frozenset({".md", ".bib", ".toml", ".yml", ".txt", ".json"})
"""Files of which lines are shown; an image has none."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a run found, the sources that findings lie in, and what people are told at the end."""

    diagnostics: list[Diagnostic]
    sources: Mapping[str, str]
    notes: tuple[str, ...]


def judge(project: Project, articles: Sequence[Judged], *, whole: bool = True) -> Judgement:
    """Return the judgement on articles of a project; `whole` where they are all of them, pages included."""
    found = faults.addressed(findings(project, articles, whole=whole), project.settings.repository)
    sources = read_sources(project, articles, found)
    notes = lowered(project)
    entries = load(project)
    if entries:
        judged = None if whole else {article.path for article in articles}
        kept, stale = baseline.hold_back(found, sources, entries, judged)
        held = len(found) - len(kept)
        if held:
            notes += (f"{held} finding{'' if held == 1 else 's'} held back by {project.policy.baseline}",)
        found = sorted([*kept, *baseline.warnings(stale, project.policy.baseline)])
    return Judgement(found, sources, notes)


def findings(project: Project, articles: Sequence[Judged], *, whole: bool) -> list[Diagnostic]:
    """Return every diagnostic, those that the baseline holds back as well."""
    context = replace(project.context, complete=whole)
    standing = project.reviews.stand([_needed(item, project, context) for item in articles])
    verdicts = {item.path: item.verdict for item in articles if isinstance(item, Reading)}
    known = {a.path: verdicts[a.path] for a in standing if a.path in verdicts and verdicts[a.path].status == a.status}
    return engine.judge(standing, context, known, partial(keptfindings.of_bibliography, project))


def _needed(item: Judged, project: Project, context: Context) -> Article:
    """Return as much of an article as the rules need that look at what is around it: most often its front matter."""
    if not isinstance(item, Reading):
        return item
    before = context.base.get(item.path)
    approved = item.status == "approved" or (before is not None and before.status == "approved")
    return item.article if approved or project.reviews.has_records(item.path) else item.outline


def lowered(project: Project) -> tuple[str, ...]:
    """Return a sentence for each rule that the project's policy lowers."""
    return tuple(map(str, project.policy.lowered({rule.code: rule.level for rule in all_rules()})))


def load(project: Project) -> list[baseline.Entry]:
    """Return the entries of the project's baseline, none where there is no such file."""
    file = project.root / project.policy.baseline
    if not file.is_file():
        return []
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = fault((file.name, 1, 1), f"the baseline cannot be read: {error}", "`citegate baseline` writes a new one")
        raise SettingsError(said) from error
    return baseline.parse(text, file.name)


def read_sources(project: Project, articles: Iterable[Judged], found: Iterable[Diagnostic]) -> dict[str, str]:
    """Return the sources of articles, and of other files of the project that findings lie in, by path."""
    sources = {article.path: article.source for article in articles}
    for path in {diagnostic.path for diagnostic in found} - sources.keys():
        file = project.root / path
        shown = file.suffix in _TEXTS and file.is_file() and not file.is_symlink()
        sources[path] = file.read_bytes().decode("utf-8-sig", "replace") if shown else ""
    return sources
