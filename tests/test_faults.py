"""A fault of Citegate itself refuses, and says which part failed, on what, and where to report it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from citegate import __version__, engine, faults, frontmatter, judging
from citegate.rules import all_rules

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds, small_project
    from tests.workbench import FRONT, Bench
else:
    import builds
    import small_project
    from workbench import FRONT, Bench

FORM = "https://github.com/example/articles/issues/new?template=3-defect.yml"
CRASH = "\nraise_now = 1 / 0\n"


def crash(*_: object, **__: object) -> None:
    """Fail as a rule or a parser might."""
    raise KeyError("widget")


def test_rule_names_itself_article_and_form(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`citegate check` names the rule, the article, the version and the repository's own form for defects."""
    rules = [rule if rule.code != "CL02" else replace(rule, check=crash) for rule in all_rules()]
    monkeypatch.setattr(engine, "all_rules", lambda: tuple(rules))
    monkeypatch.setattr(engine, "_last", [])
    folder = small_project.make(tmp_path, "The widget is blue [@alpha].\n")
    builds.add(folder / "mkdocs.yml", "\nrepo_url: https://github.com/example/articles\n")
    done = small_project.citegate("check", "--root", folder)
    assert done.exit_code == 1
    assert f"{small_project.ARTICLE}:1:1: CG00 rule CL02 failed on {small_project.ARTICLE}" in done.output
    assert FORM in done.output
    assert __version__ in done.output


@pytest.mark.parametrize("part", ["read", "convert"])
def test_parser_that_fails_refuses(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """A reader of front matter or a Markdown extension that crashes is one CL03 that asks for a report."""
    bench = Bench()
    _ = bench.project.context, bench.project.parser  # read before anything fails
    owner: Any = frontmatter if part == "read" else bench.project.parser.markdown
    monkeypatch.setattr(owner, part, crash)
    found = [d for d in bench.judge(f"{FRONT}The widget is blue [@alpha].\n") if d.code == "CL03"]
    assert [(d.level, d.help) for d in found] == [("error", faults.ADVICE)]
    assert "KeyError: 'widget'" in found[0].message


def test_command_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A command that crashes prints one line with the module, no traceback, and ends with status 2."""
    monkeypatch.setattr(judging, "judge", crash)
    folder = small_project.make(tmp_path, "The widget is blue [@alpha].\n")
    done = small_project.citegate("check", "--root", folder)
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: citegate check failed in citegate.")
    assert "KeyError: 'widget'" in done.stderr
    assert done.stderr.count("\n") == 1


BREAKING = {
    "maker": ("hooks/citegate/site/makers/home.py", "def make(", "citegate.site.makers.home, line "),
    "part": ("hooks/citegate/site/parts/about.py", "def facts(", "citegate.site.parts.about, line "),
    "finisher": ("hooks/citegate/site/finishers/data.py", "def finish(", "citegate.site.finishers.data, line "),
}


@pytest.mark.parametrize("part", [*BREAKING, "template"])
def test_build_that_fails_names_module_and_page(tmp_path: Path, part: str) -> None:
    """A maker, part, finisher or template that crashes ends the build in one line and leaves the published site."""
    project = builds.copy_project(tmp_path / "project", "in-order.md")
    before = builds.publish_something(project / "site")
    if part == "template":
        builds.edit(project / "docs/.overrides/article.html", "{% block content %}", "{% block content %}{{ 1 / 0 }}")
        expected = "article.html, line "
    else:
        name, start, expected = BREAKING[part]
        head, _, tail = (project / name).read_text("utf-8").partition(start)
        signature, _, rest = tail.partition(":\n")
        (project / name).write_text(f"{head}{start}{signature}:\n    1 / 0\n{rest}", "utf-8")
    built = builds.build(project, PYTHONPATH=str(project / "hooks"))
    said = [line for line in built.output.splitlines() if "ZeroDivisionError" in line]
    assert built.status == 1
    assert len(said) == 1, built.output
    assert expected in said[0]
    assert "Traceback" not in built.output
    assert ("the page of " in said[0]) == (part in ("part", "template"))
    assert builds.digest(project / "site") == before
    assert builds.leftovers(project) == []


PRIVATE = {
    "a fence": "````{}\n\ue000\n````",
    "raw HTML": "<p>The widget weighs 3 kg \ue000.</p>",
    "a character reference": "<p>The widget weighs 3 kg &#xe000;.</p>",
}


@pytest.mark.parametrize("name", PRIVATE)
def test_private_character_is_no_citation(name: str) -> None:
    """A character that stands for citations inside the parser is text in raw HTML: it neither crashes nor cites."""
    text = f"{FRONT}{PRIVATE[name]}\n\nThe widget is blue [@alpha].\n"
    article = Bench().project.parser.parse(text, "x.md")
    assert [mark for mark in article.marks if mark.kind == "unparsed"] == []
    raw = [unit for unit in article.units if "\ufffd" in unit.text or unit.role == "raw"]
    assert not any(unit.groups for unit in raw)


def test_paragraph_of_many_citations_is_refused() -> None:
    """More citations in one paragraph than the parser can tell apart are refused, never given to other sentences."""

    found = Bench().judge(FRONT + "The lid holds [@alpha]. " * 6_001)
    assert [d.code for d in found if "6,000 citations" in d.message] == ["CL03"]
