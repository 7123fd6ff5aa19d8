"""Findings in a large bibliography are kept: they are those of a run without a store, whatever has changed since."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from citegate import dependencies, engine, keptfindings, keptworks
from citegate.bench.workshop import bibliography
from citegate.project import Project
from citegate.rules import all_rules
from citegate.store import FILE, FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from citegate.diagnostics import Diagnostic

    from tests import small_project
else:
    import small_project

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
CITED, UNCITED = "chen-00002", "rossi-00000"
GUIDELINE = (
    "@article{guide, author = {Chen, M.}, title = {A guideline for oiling of every crank}, journal = {J}, "
    "year = {2014}, doi = {10.5555/guide.1}, sourcetype = {guideline}}\n"
)
Change = tuple[str, str, str]
"""A file of the project, a text in it, and what replaces it; an empty text stands for the end of the file."""
CHANGES: dict[str, tuple[Change, str]] = {
    "a cited entry": (("references.bib", "bench.00002}", "bench.00002.}"), "CI06"),
    "an entry that nothing cites": (("references.bib", "bench.00000}", "bench.00002}"), "CI11"),
    "an entry added": (("references.bib", "", "@misc{added, title = {A}}\n"), "CI14"),
    "a broken entry": (("references.bib", "", "@misc{broken, title = {Never closed\n"), "CI13"),
    "the quotations": (("docs/editorial/quotations.yml", "", "nobody-2020:\n  - 3\n"), "CI13"),
    "the age of sources": (("pyproject.toml", "[tool.citegate]", "[tool.citegate]\nsource-age-years = 20"), "SQ07"),
    "the issuers of guidelines": (
        ("pyproject.toml", "[tool.citegate]", '[tool.citegate]\nguideline-issuers = ["Crank"]'),
        "SQ01",
    ),
    "the level of a rule": (("pyproject.toml", "[tool.citegate]", '[tool.citegate]\nrules.CI14 = "error"'), "CI14"),
    "what an article cites": ((small_project.ARTICLE, f"[@{CITED}]", f"[@{UNCITED}]"), "CI14"),
    "the status of an article": ((small_project.ARTICLE, "status: submitted", "status: approved"), "SQ01"),
    "the name of the file": (("mkdocs.yml", "bib_file: references.bib", "bib_file: other.bib"), "CI14"),
}
Found = list[dict[str, Any]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose bibliography is large enough to be kept; the user's own store is not touched."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.timestamp())))
    monkeypatch.delenv("CITEGATE_NO_CACHE", raising=False)
    root = small_project.make(tmp_path / "project", f"A crank weighs 3 kg [@{CITED}]. A belt weighs 4 kg [@guide].\n")
    text = "\n".join(entry.text for entry in bibliography(400)) + "\n" + GUIDELINE
    for name in ("references.bib", "other.bib"):
        (root / name).write_text(text, encoding="utf-8")
        assert (root / name).stat().st_size > keptworks.LEAST
    return root


def check(root: Path, *options: str) -> Found:
    """Return what the command finds in files of the bibliography."""
    done = small_project.citegate("check", "--root", root, "--format", "json", *options)
    return [
        each for each in json.loads(done.stdout)["diagnostics"] if each["path"].endswith((".bib", "quotations.yml"))
    ]


def never(*_: object, **__: object) -> None:
    """Stand for what must not be asked."""
    raise AssertionError


def change(root: Path, made: Change) -> None:
    """Change a file of the project."""
    name, before, after = made
    text = (root / name).read_text(encoding="utf-8") if (root / name).is_file() else ""
    assert before in text
    (root / name).write_text(text.replace(before, after, 1) if before else text + after, encoding="utf-8")


def test_nothing_is_judged_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run asks no rule about the bibliography, and says the same as the first and as one without a store."""
    alone = check(root, "--no-cache")
    assert not (root / FOLDER).exists()
    assert check(root) == alone
    monkeypatch.setattr(engine, "judge_bibliography", never)
    assert check(root) == alone
    assert {"CI14", "SQ01"} <= {each["code"] for each in alone}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_seen(root: Path, name: str) -> None:
    """After a change of anything that the rules look at, findings are those of a run without a store."""
    before = check(root)
    made, code = CHANGES[name]
    change(root, made)
    anew = check(root)
    assert anew == check(root, "--no-cache") == check(root)
    assert [each for each in anew if each["code"] == code] != [each for each in before if each["code"] == code]


def test_the_day_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was new enough is old twenty years later."""
    before = check(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.replace(year=2046).timestamp())))
    anew = check(root)
    assert anew == check(root, "--no-cache")
    assert [each for each in anew if each["code"] == "SQ07"] != [each for each in before if each["code"] == "SQ07"]


def test_one_article_is_not_the_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run over one article says nothing of what nothing cites, after and before one over all."""
    article = str(root / small_project.ARTICLE)
    before, whole = check(root, article), check(root)
    assert before == check(root, article) == check(root, article, "--no-cache")
    assert "CI14" in {each["code"] for each in whole} - {each["code"] for each in before}
    monkeypatch.setattr(keptfindings, "FEW", 0)
    assert before == check(root, article) == check(root, article)


def test_another_program_judges_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program found is not asked for."""
    check(root)
    monkeypatch.setattr(dependencies, "program", lambda: "another")
    monkeypatch.setattr(engine, "judge_bibliography", lambda *_, **__: ())
    assert check(root) == []


def test_two_files_are_named_in_order(root: Path) -> None:
    """Of two files the first wins, so that their order is something that findings depend on."""
    named = "bib_file: references.bib", "bib_dir: bibs"
    change(root, ("mkdocs.yml", *named))
    (root / "bibs").mkdir()
    text = (root / "other.bib").read_text(encoding="utf-8")
    for name, year in (("a.bib", "2025"), ("b.bib", "1925")):
        (root / "bibs" / name).write_text(text.replace("{2025}", f"{{{year}}}"), encoding="utf-8")
    before = check(root)
    assert before == check(root) == check(root, "--no-cache")
    (root / "bibs" / "a.bib").rename(root / "bibs" / "c.bib")
    after = check(root)
    assert after == check(root) == check(root, "--no-cache")
    assert [each for each in after if each["code"] == "SQ07"] != [each for each in before if each["code"] == "SQ07"]


def test_a_damaged_store_changes_no_finding(root: Path) -> None:
    """Values that were changed in place, or put under each other's keys, are not believed."""
    alone = check(root)
    for statement in (
        "UPDATE entry SET value = substr(value, 1, length(value) - 3) || x'000000'",
        "UPDATE entry SET value = (SELECT value FROM entry AS other WHERE other.key != entry.key LIMIT 1)",
    ):
        with sqlite3.connect(root / FOLDER / FILE) as base:
            base.execute(statement)
        base.close()
        assert check(root) == alone


@pytest.mark.parametrize("name", ["notices", "roster", "signoffs", "base", "articles", "standings", "tree", "pages"])
def test_what_is_no_part_of_the_key_is_hidden(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A rule about the bibliography that looks at anything else refuses the run, and that is not kept."""
    asked = _asking("CI12", lambda _bibliography, _cited, context: [*getattr(context, name)])
    monkeypatch.setattr(engine, "all_rules", lambda: asked)
    _assert_refused(root)


@pytest.mark.parametrize(
    "ask",
    [
        lambda _bibliography, cited, _context: [each for each in cited if each == "none"],
        lambda _bibliography, _cited, context: [bool(context.complete)][:0],
        lambda _bibliography, _cited, context: [context.today.year][:0],
    ],
)
def test_a_rule_without_cited_keys_knows_none(
    root: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[..., list[Any]]
) -> None:
    """A rule that says `CITED = False` cannot look at what is cited, at the day or at whether all is judged."""
    asked = _asking("CI11", ask)
    monkeypatch.setattr(engine, "all_rules", lambda: asked)
    _assert_refused(root)


def _asking(code: str, ask: Callable[..., Any]) -> tuple[Any, ...]:
    return tuple(replace(rule, check=ask) if rule.code == code else rule for rule in all_rules())


def _assert_refused(root: Path) -> None:
    for _ in range(2):
        assert [d for d in judged(root) if d.code == engine.INTERNAL]


def judged(root: Path) -> list[Diagnostic]:
    """Return what the rules about the bibliography find where an article cites one work."""
    project = Project(root)
    return list(keptfindings.of_bibliography(project, {CITED}, "submitted", replace(project.context, complete=True)))
