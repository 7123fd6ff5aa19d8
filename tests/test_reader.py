"""Reading from the store and on several cores finds what reading one article after another finds."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from citegate import judging, reader
from citegate.bench.workshop import article, bibliography
from citegate.errors import ConfigurationError
from citegate.project import Project
from citegate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests import small_project
else:
    import small_project

NUMBER = 5
EDITS = 100
SECRET = b"s" * 32
ENTRIES = bibliography(60)
MOST_SECONDS = 120
KILLED = """\
import multiprocessing, os, sys
from pathlib import Path
from citegate import reader, workers
from citegate.errors import ConfigurationError
from citegate.project import Project

def killed(*_):
    os._exit(9)

reader.FEW, reader._judged = 1, killed
if __name__ == "__main__":
    os.environ["CITEGATE_PROCESSES"] = "2"
    workers.forks = lambda: sys.argv[2] == "fork"
    project = Project(Path(sys.argv[1]))
    try:
        reader.read(project, list(project.pages()))
    except ConfigurationError as error:
        print(error)
    finally:
        print("left:", multiprocessing.active_children())
"""
"""A run of its own, in which no other thread stands: each process that reads articles is killed at once."""


class Answer(NamedTuple):
    """What a run tells of each article, and every diagnostic."""

    articles: list[object]
    diagnostics: list[object]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of six articles, one of them with findings; even so few are kept, and shared among processes."""
    monkeypatch.setattr(reader, "FEW", 1)
    made = small_project.make(tmp_path / "project", "The widget weighs 3 kg.\n")
    for number in range(NUMBER):
        path, text = article(number, ENTRIES)
        (made / "docs/articles" / path).parent.mkdir(parents=True, exist_ok=True)
        (made / "docs/articles" / path).write_text(text.partition("## Structure")[0], encoding="utf-8")
    with (made / "references.bib").open("a", encoding="utf-8") as file:
        file.write("\n".join(entry.text for entry in ENTRIES))
    return made


def ask(folder: Path, store: Store | None = None) -> Answer:
    """Read and judge a project as the commands do."""
    project = Project(folder)
    readings = reader.read(project, list(project.pages()), store=store)
    articles: list[object] = [(each.path, each.claims, each.article) for each in readings]
    return Answer(articles, list(judging.judge(project, readings).diagnostics))


def test_on_one_core_and_on_two(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles and findings are the same for any number of processes, and those of the articles read one by one."""
    answers = []
    for number in ("1", "2", "3"):
        monkeypatch.setenv("CITEGATE_PROCESSES", number)
        answers.append(ask(folder))
    project = Project(folder)
    plain = [project.read(file) for file in project.pages()]
    assert answers[0] == answers[1] == answers[2]
    assert [each[2] for each in answers[0].articles] == plain  # type: ignore[index]
    assert answers[0].diagnostics == judging.judge(project, plain).diagnostics


def killed(folder: Path, way: str, script: str = KILLED) -> subprocess.CompletedProcess[str]:
    """Read a folder in a run of its own, and end it where it waits in vain."""
    file = folder / "killed.py"
    file.write_text(script, encoding="utf-8")
    command = [sys.executable, str(file), str(folder), way]
    environment = {**os.environ, "PYTHONPATH": str(small_project.ROOT / "hooks")}
    return subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False, env=environment)


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_a_process_that_dies_is_told(folder: Path, way: str) -> None:
    """Where a process is killed, as for want of memory, the run ends with one line instead of waiting."""
    done = killed(folder, way)
    assert "ended before its time" in done.stdout, done.stderr


def test_what_goes_wrong_in_a_process_goes_wrong_here(folder: Path) -> None:
    """An exception in another process is raised where the articles were asked for, and no process is left."""
    done = killed(folder, "fork", KILLED.replace("os._exit(9)", "raise KeyError('widget')"))
    assert "KeyError: 'widget'" in done.stderr
    assert "left: []" in done.stdout


def test_nothing_is_read_twice(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run parses and judges nothing, and answers the same."""
    monkeypatch.setenv("CITEGATE_PROCESSES", "1")
    first = ask(folder, Store(tmp_path, 1, SECRET))

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(reader, "_judged", never)
    assert ask(folder, Store(tmp_path, 1, SECRET)) == first


def _insert(file: Path, chance: random.Random, text: str) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    lines.insert(chance.randint(0, len(lines)), text)
    file.write_text("\n".join(lines), encoding="utf-8")


def _article(folder: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((folder / "docs/articles").rglob("*.md")))
    texts = ["A claim of 5 mg without a source.", "See [other](../valves/article-00001.md).", "[@nokey]", "Words."]
    _insert(file, chance, chance.choice([*texts, f"It weighs {chance.random()} kg [@{chance.choice(ENTRIES).key}]."]))


def _delete_line(folder: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((folder / "docs/articles").rglob("*.md")))
    lines = file.read_text(encoding="utf-8").split("\n")
    del lines[chance.randrange(len(lines))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _source(folder: Path, chance: random.Random) -> None:
    file = folder / "references.bib"
    text = file.read_text(encoding="utf-8")
    key = chance.choice(ENTRIES).key
    changes = [(f"{{{key},", f"{{{key}x,"), (f"{{{key}x,", f"{{{key},"), ("2024", "1999"), ("1999", "2024")]
    file.write_text(text.replace(*chance.choice(changes), 1), encoding="utf-8")


def _policy(folder: Path, chance: random.Random) -> None:
    file = folder / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    table, _, notices = text.partition("notices.")
    limits = f"[tool.citegate]\nreach = {chance.randint(1, 4)}\nsource-age-years = {chance.randint(1, 9)}\n"
    file.write_text(f"{limits}notices.{notices}" if table else text, encoding="utf-8")


def _notice(folder: Path, chance: random.Random) -> None:
    _insert(chance.choice(sorted((folder / "docs/editorial/notices").glob("*.md"))), chance, "More words.")


def _rename(folder: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((folder / "docs/articles").rglob("*.md")))
    file.rename(file.with_name(f"renamed-{chance.randint(0, 99)}.md"))


def _extension(folder: Path, chance: random.Random) -> None:
    file = folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    changes = [("  - def_list\n", ""), ("  - admonition\n", "  - admonition\n  - def_list\n")]
    file.write_text(text.replace(*chance.choice(changes), 1), encoding="utf-8")


KINDS: list[Callable[[Path, random.Random], None]] = [
    *[_article] * 6,
    *[_delete_line] * 3,
    *(_source, _policy, _notice, _rename, _extension),
]


def test_after_any_edit_the_store_answers_as_if_it_were_not_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each of a hundred edits of articles, sources, policy, notices, names, extensions: the answer without it."""
    monkeypatch.setenv("CITEGATE_PROCESSES", "1")
    for extra in sorted((folder / "docs/articles").rglob("*.md"))[2:]:
        extra.unlink()  # two articles: each edit reads all of them anew
    chance = random.Random(7)  # noqa: S311 - edits, not secrets
    backup = tmp_path / "backup"
    shutil.copytree(folder, backup)
    for number in range(EDITS):
        if number % 40 == 39:  # back to text that was read before
            shutil.rmtree(folder)
            shutil.copytree(backup, folder)
        chance.choice(KINDS)(folder, chance)
        try:
            without = ask(folder)
        except ConfigurationError as error:
            without = Answer([], [str(error)])
        try:
            with_store = ask(folder, Store(tmp_path, 1, SECRET))
        except ConfigurationError as error:
            with_store = Answer([], [str(error)])
        assert with_store == without, number
