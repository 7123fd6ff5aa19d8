"""Judge single texts and fixture folders as the project judges its articles, with one parser for all of them."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from citegate import engine, notices, policy, retractionlist, transitions
from citegate.project import Project
from citegate.standing import Standings
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Diagnostic
    from citegate.transitions import BaseArticle

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
WORKS = ROOT / "tests" / "rules" / "references.bib"
TODAY = dt.date(2026, 12, 1)
FRONT = """\
---
title: The widget
question: What is a widget?
status: submitted
audience: professional
authors: ["A. B., MSc"]
created: 2026-11-01
updated: 2026-11-02
ai: none
coi: none
funding: none
search:
  date: 2026-11-01
  databases: [PubMed]
---

"""
BODY_LINE = FRONT.count("\n") + 1


@dataclass(frozen=True)
class Bench:
    """The project's own settings, policy and notices, with the bibliography of the rule fixtures or another one."""

    bib: Path = WORKS

    @cached_property
    def project(self) -> Project:
        """The project as it is, with this bibliography."""
        return Project(ROOT, self.bib)

    def folder(self, root: Path, stem: str) -> Case:
        """Return what the article `stem` of a fixture folder is judged with: its own files before the shared ones.

        `STEM.bib` and `STEM.notices/` stand for that article's bibliography and notices, `policy.toml` holds the
        folder's policy as `[tool.citegate]` would. The roster and the other articles are those of a folder `docs`.
        """
        bib, folder, table = root / f"{stem}.bib", root / f"{stem}.notices", root / "policy.toml"
        shared = self.project
        case = Project(root, bib if bib.is_file() else self.bib)
        given = case.__dict__
        given["settings"], given["parser"] = shared.settings, shared.parser
        given["policy"] = policy.read(tomllib.loads(table.read_text("utf-8"))) if table.is_file() else shared.policy
        given["notices"] = _notices(folder, root) if folder.is_dir() else shared.notices
        if not bib.is_file():
            given["bibliography"] = shared.bibliography
        return Case(case)

    def judge(self, source: str, name: str = "bad.md", base: Path | None = None) -> list[Diagnostic]:
        """Return the diagnostics of a text that is an article; `base` is a file that holds it as it was before."""
        article = self.project.parser.parse(source, name)
        return engine.judge([article], replace(self.project.context, today=TODAY, base=_base(base, name)))


@dataclass(frozen=True)
class Case:
    """One fixture folder's article, bibliography, notices and policy."""

    project: Project

    @property
    def context(self) -> Context:
        """What the rules may know, on a day that never changes; `base.md` is what both articles were before.

        An article with a bibliography of its own is all that cites it. The list of retractions is that of `docs`.
        """
        project = self.project
        base = _base(project.root / "base.md", "bad.md", "good.md")
        file = project.docs / retractionlist.PATH
        known = retractionlist.read(file.read_bytes(), file.name, TODAY) if file.is_file() else None
        held = Standings(project.bibliography.works, known, TODAY) if known else None
        return replace(project.context, today=TODAY, base=base, standings=held, complete=project.bib != WORKS)

    def read(self, name: str) -> Article:
        """Return the article of a file in the folder."""
        parser = self.project.parser
        setting, bibliography = parser.setting, self.project.bibliography
        parser.setting = replace(setting, known=bibliography.works, policy=self.project.policy)
        try:
            return self.project.read(self.project.root / name)
        finally:
            parser.setting = setting

    def judge(self, stem: str) -> list[Diagnostic]:
        """Return what all rules find in `stem.md`, and in the page `stem.html` written for it where there is one."""
        folder = self.project.root
        name = f"{stem}.md" if (folder / f"{stem}.md").is_file() else "good.md"
        article = self.read(name)
        found = engine.judge([article], self.context)
        page = folder / f"{stem}.html"
        if page.is_file():
            written = WrittenPage(page.name, page.read_text("utf-8"))
            found += engine.judge_written(written, article, self.context)
        return sorted(found)


def _base(file: Path | None, *names: str) -> dict[str, BaseArticle]:
    before = transitions.base(file.read_text("utf-8")) if file and file.is_file() else None
    return dict.fromkeys(names, before) if before else {}


def _notices(folder: Path, root: Path) -> notices.Notices:
    files: Mapping[str, Path] = {file.stem: file for file in sorted(folder.glob("*.md"))}
    relative = folder.relative_to(root).as_posix()
    read = {
        name: notices.parse(name, file.read_text("utf-8"), f"{relative}/{file.name}") for name, file in files.items()
    }
    return notices.Notices(read, relative)
