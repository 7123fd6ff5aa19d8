"""The examples in the README are true: they are run, and what they show is what is printed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAME = "docs/articles/how-flumazenil-is-given.md"
PARTS = ("mkdocs.yml", "pyproject.toml", "references.bib", "docs/editorial")


def example(language: str) -> str:
    """Return the first block of that language in the part of the README about the first article."""
    part = README.partition("## The first article")[2]
    found = re.search(rf"^```{language}\n(.*?)^```$", part, re.DOTALL | re.MULTILINE)
    assert found, language
    return found[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with this one's settings and sources, and the README's article as its only one."""
    for part in PARTS:
        target = tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        copy(ROOT / part, target)
    (tmp_path / "docs" / "articles").mkdir()
    return tmp_path


def check(project: Path, article: str) -> subprocess.CompletedProcess[str]:
    """Judge an article in that project with the real command."""
    (project / NAME).write_text(article, encoding="utf-8")
    command = [str(Path(sys.executable).parent / "citegate"), "check", NAME]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=60)


def test_first_article_passes(project: Path) -> None:
    """An editor who copies the first article gets no finding."""
    done = check(project, example("markdown"))
    assert (done.returncode, done.stderr) == (0, "")
    assert NAME not in done.stdout


def test_refusal_is_what_is_printed(project: Path) -> None:
    """Without its citation the article is refused with the very lines that the README shows."""
    article = re.sub(r" \[@.*?\]", "", example("markdown"))
    done = check(project, article)
    assert done.returncode == 1
    assert example("text") in done.stdout


def test_source_is_the_one_of_the_project() -> None:
    """The README's `.bib` entry stands in references.bib, field for field."""
    entry = [line.strip().rstrip(",") for line in example("bibtex").splitlines()]
    have = {line.strip().rstrip(",") for line in (ROOT / "references.bib").read_text(encoding="utf-8").splitlines()}
    assert len(entry) > 3
    assert not [line for line in entry if line not in have]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_files_that_are_linked_exist(name: str) -> None:
    """Each relative link of the documents leads to a file of the project."""
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert not [target for target in targets if not (ROOT / target).exists()]


def test_every_command_is_in_the_readme() -> None:
    """The README's table names the commands that there are, no more and no fewer."""
    from citegate.cli import main

    assert set(re.findall(r"^\| `citegate ([\w-]+)", README, re.MULTILINE)) == set(main.commands)
