"""Starting an article: the schema accepts the skeleton, and the gate refuses it for each thing that is missing."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml
from citegate.cli import main
from citegate.fields import AUDIENCES
from citegate.frontmatter import read, schema
from citegate.skeleton import LONGEST_SLUG, MOST_CAUTIOUS, NOBODY, Plan, is_slug, skeleton, slug
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
QUESTION = "Is flumazenil given only intravenously?"
FILE = Path("docs/articles/is-flumazenil-given-only-intravenously.md")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without articles, on a known day, in a place where git knows nobody."""
    for name in ("mkdocs.yml", "pyproject.toml", "references.bib"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "docs" / "editorial" / "notices", tmp_path / "docs" / "editorial" / "notices")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str) -> Result:
    """Run `citegate new` in the working directory."""
    return CliRunner().invoke(main, ["new", *arguments])


def check(*arguments: str) -> list[dict[str, str]]:
    """Return the findings of `citegate check` in the working directory."""
    result = CliRunner().invoke(main, ["check", "--format", "json", *arguments])
    found: list[dict[str, str]] = json.loads(result.stdout)["diagnostics"]
    assert result.exit_code == (1 if any(finding["level"] == "error" for finding in found) else 0)
    return found


def front(text: str) -> dict[str, object]:
    """The front matter of an article as data, dates as text."""
    loaded: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in loaded.items()}


def test_the_schema_accepts_the_skeleton(project: Path) -> None:
    """The front matter is complete: the published JSON Schema and the strict reader find nothing wrong with it."""
    assert new(QUESTION).exit_code == 0
    text = (project / FILE).read_text(encoding="utf-8")
    values = front(text)
    jsonschema.validate(values, schema())
    assert read(text).problems == ()
    assert values == {
        "title": QUESTION.rstrip("?"),
        "question": QUESTION,
        "status": "submitted",
        "audience": ["professional"],
        "authors": [NOBODY],
        "created": "2026-09-21",
        "updated": "2026-09-21",
        "ai": MOST_CAUTIOUS,
    }


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_gate_refuses_it_for_each_missing_thing(project: Path, audience: str) -> None:
    """Each TODO of a skeleton is an error at its line whose message quotes it whole, and there is no other error."""
    assert new(QUESTION, "--audience", audience).exit_code == 0
    lines = (project / FILE).read_text(encoding="utf-8").splitlines()
    missing = {number: line.strip(" -") for number, line in enumerate(lines, start=1) if "TODO" in line}
    assert len(missing) >= 9
    errors = [finding for finding in check(str(FILE)) if finding["level"] == "error"]
    assert {int(finding["line"]) for finding in errors} == set(missing)
    for finding in errors:
        assert f"“{missing[int(finding['line'])]}”" in finding["message"]


def test_what_approval_needs_is_told_as_well(project: Path) -> None:
    """Credentials, interests, funding and search are named by warnings, since they are needed for approval only."""
    new(QUESTION, "--author", "Ann Beta")
    told = " ".join(finding["message"] for finding in check(str(FILE)) if finding["level"] == "warning")
    for word in ("credentials", "interests", "funding", "search", "TODO"):
        assert word in told


def test_nothing_is_overwritten(project: Path) -> None:
    """A second article with the same name is refused, and the first one stays as it was."""
    new(QUESTION)
    (project / FILE).write_text("mine", encoding="utf-8")
    result = new(QUESTION, "--title", "Other")
    assert result.exit_code == 2
    assert f"{FILE.as_posix()} exists; nothing is overwritten" in result.output
    assert (project / FILE).read_text(encoding="utf-8") == "mine"
    assert new(QUESTION, "--slug", "other").exit_code == 0


def test_given_values_are_used(project: Path) -> None:
    """Title, audiences, authors, use of AI and the file's name are what was given; the next steps name the file."""
    given = ["--title", "Routes", "--audience", "student", "--audience", "patient", "--slug", "routes"]
    result = new(QUESTION, *given, "--author", "A. B., PharmD", "--author", "C. D., MD", "--ai", "none")
    assert result.exit_code == 0
    assert "citegate check docs/articles/routes.md" in result.output
    values = front((project / "docs/articles/routes.md").read_text(encoding="utf-8"))
    assert (values["title"], values["audience"]) == ("Routes", ["student", "patient"])
    assert (values["authors"], values["ai"]) == (["A. B., PharmD", "C. D., MD"], "none")


def test_the_author_is_the_one_whom_git_knows(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --author git's `user.name` is the author; nobody is invented where git knows none."""
    config = project / "gitconfig"
    config.write_text('[user]\n\tname = "O\'Neil, \\"Ann\\": MD"\n', encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert new(QUESTION).exit_code == 0
    assert front((project / FILE).read_text(encoding="utf-8"))["authors"] == ['O\'Neil, "Ann": MD']


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["What?", "--audience", "doctors"], "`doctors` is no value of `audience`"),
        (["What?", "--ai", "yes"], "`yes` is no value of `ai`"),
        (["What?", "--slug", "../what"], "only a-z, 0-9 and single hyphens"),
        (["What?", "--slug", "Two Words"], "only a-z, 0-9 and single hyphens"),
        (["What?", "--title", "x" * 201], "`title` has 201 characters"),
        (["What?", "--root", "docs"], "there is no folder docs"),
        (["Что?"], "give one with --slug"),
        (["  "], "`question` is empty"),
    ],
)
def test_what_cannot_be_is_refused(project: Path, arguments: list[str], told: str) -> None:
    """An argument that the article could not hold is named in one message; nothing is written."""
    result = new(*arguments)
    assert result.exit_code == 2
    assert told in result.output
    assert not list(project.rglob("articles/*"))


@settings(deadline=None)
@given(st.text(max_size=120), st.text(max_size=40))
def test_any_question_makes_sound_yaml(question: str, author: str) -> None:
    """Whatever is asked: the front matter says exactly that, or the reader refuses it; it never says something else."""
    plan = Plan(" ".join(question.split()), dt.date(2026, 1, 5), authors=(author,))
    found = read(skeleton(plan))
    if not found.problems:
        assert found.values["question"] == plan.question
        assert found.values["authors"] == (author.strip(),)


@pytest.mark.parametrize(
    ("question", "made"),
    [
        ("What are the differences between X & Y?", "what-are-the-differences-between-x-y"),
        ("Rösner’s Øre-Ångström: 0.5 mg?", "rosner-s-ore-angstrom-0-5-mg"),
        ("Что такое Widget?", "widget"),
        ("a" * 80, ""),
        ("Is widget\u2120 heavy?", "is-widgetsm-heavy"),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_slug(question: str, made: str) -> None:
    """A slug is ASCII, of whole words, and at most 60 characters long."""
    assert slug(question) == made


@given(st.text())
def test_every_slug_names_a_file(question: str) -> None:
    """Whatever the question, its slug is empty or may name a file."""
    made = slug(question)
    assert len(made) <= LONGEST_SLUG
    assert not made or is_slug(made)
