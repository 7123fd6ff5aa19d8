"""`citegate check --fix`: what is written, what is left alone, and how often an article is read."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest
from citegate import atomic, mending
from citegate.errors import ConfigurationError
from citegate.parsing import Parser
from citegate.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.article import Article

    from tests.small_project import ARTICLE, FRONT, citegate, make
else:
    from small_project import ARTICLE, FRONT, citegate, make

DOSES = "Give 1.0 mg by mouth to adults once daily, maximum 5.0 mg a day [@alpha, p. 4].\n"


def test_fix_writes_and_reports_what_remains(tmp_path: Path) -> None:
    """`--fix` writes the file, keeps its mode, and reports what a person must decide."""
    project = make(tmp_path, f"{DOSES}\nThe widget weighs 3 kg.\n")
    article = project / ARTICLE
    article.chmod(0o640)
    done = citegate("check", "--root", project, "--fix")
    text = article.read_text(encoding="utf-8")
    assert "Give 1 mg by mouth to adults once daily, maximum 5 mg a day" in text
    assert stat.S_IMODE(article.stat().st_mode) == 0o640
    assert "2 findings mended in 1 file" in done.stderr
    assert "DO01" not in done.stdout
    assert "CL01" in done.stdout
    assert done.exit_code == 1
    assert sorted(path.name for path in article.parent.iterdir()) == ["widgets.md"]


def test_diff_writes_nothing_and_can_be_applied(tmp_path: Path) -> None:
    """`--diff` leaves every file as it is; what it prints is a diff that git applies, with the result of `--fix`."""
    body = f"{DOSES}{'Widgets are blue.' * 3}\n\n{DOSES}".replace("\n", "\r\n").removesuffix("\r\n")
    project = make(tmp_path / "project", body)
    before = (project / ARTICLE).read_bytes()
    done = citegate("check", "--root", project, "--fix", "--diff")
    assert (project / ARTICLE).read_bytes() == before
    assert "nothing was written" in done.stderr
    assert done.exit_code == 1
    copy = shutil.copytree(project, tmp_path / "copy")
    patch = tmp_path / "fixes.patch"
    patch.write_bytes(done.stdout_bytes)
    subprocess.run(["git", "apply", "--whitespace=nowarn", str(patch)], cwd=copy, check=True)
    citegate("check", "--root", project, "--fix")
    assert (project / ARTICLE).read_bytes() != before
    assert (copy / ARTICLE).read_bytes() == (project / ARTICLE).read_bytes()


def test_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """What was typed while the gate judged is not overwritten."""
    project = Project(make(tmp_path, DOSES))
    mended = mending.mend(project, [project.read(tmp_path / ARTICLE)])
    (tmp_path / ARTICLE).write_text("typed meanwhile", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="was changed while it was judged"):
        mending.write(project, mended)
    assert (tmp_path / ARTICLE).read_text(encoding="utf-8") == "typed meanwhile"


def test_failed_write_leaves_the_old_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fails, the file is as it was and nothing is left beside it."""
    file = tmp_path / "a.md"
    file.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        atomic.write(file, b"new")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("a.md", "old")]


def test_no_fix_no_write(tmp_path: Path) -> None:
    """A file without anything to mend is not touched, and no byte order mark comes in."""
    project = make(tmp_path, "What is a widget?\n")
    before = (project / ARTICLE).stat().st_mtime_ns
    assert citegate("check", "--root", project, "--fix").exit_code == 0
    assert (project / ARTICLE).stat().st_mtime_ns == before


def test_fix_reads_an_article_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that one round mends is parsed when it is read, and once after its mending; the others once."""
    root = make(tmp_path, "Adults: give 1.0 mg orally [@label, sec. 2].\n")
    (root / "docs" / "articles" / "other.md").write_text(f"{FRONT}What is a widget?\n", encoding="utf-8")
    parsed: list[str] = []
    parse = Parser.parse

    def counted(parser: Parser, source: str, path: str, kind: str = "article") -> Article:
        parsed.append(path)
        return parse(parser, source, path, kind)

    monkeypatch.setattr(Parser, "parse", counted)
    said = citegate("check", "--root", root, "--fix").output
    assert "1 finding mended in 1 file" in said
    assert "DO01" not in said
    assert (parsed.count(ARTICLE), parsed.count("docs/articles/other.md")) == (2, 1)
