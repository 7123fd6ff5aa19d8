"""Snippets come from their own folder only, whatever a path, a link or an address says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from citegate import settings
from citegate.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workbench import BODY_LINE, FRONT
else:
    from workbench import BODY_LINE, FRONT

CONFIGURATION = """markdown_extensions:
  - pymdownx.snippets:
      base_path: [docs/.snippets]
      url_download: true
      check_paths: false
      restrict_base_path: false
"""
HIDDEN = "The key of the safe is 1234"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose snippets' folder holds a good file and ways out, beside a secret."""
    folder = tmp_path / "docs" / ".snippets"
    folder.mkdir(parents=True)
    (tmp_path / "docs" / ".snippets-evil").mkdir()
    for secret in (tmp_path / "secret.md", tmp_path / "docs" / ".snippets-evil" / "secret.md"):
        secret.write_text(HIDDEN, encoding="utf-8")
    (folder / "good.md").write_text("The widget weighs 3 kg.", encoding="utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "outside").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.md")
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    return Project(tmp_path)


@pytest.mark.parametrize(
    "path",
    [
        "../../secret.md",
        "../.snippets-evil/secret.md",
        "{root}/secret.md",
        "link.md",
        "outside/secret.md",
        "pipe.md",
        "https://example.org/secret.md",
        "file:///etc/passwd",
        "nowhere.md",
    ],
)
def test_nothing_comes_from_outside(project: Project, path: str) -> None:
    """Ways up, absolute paths, links, pipes and addresses are refused at their line, and nothing is read there."""
    source = f'{FRONT}--8<-- "{path.replace("{root}", str(project.root))}"\n'
    article = project.parser.parse(source, "x.md")
    assert HIDDEN not in article.html
    unparsed = [mark for mark in article.marks if mark.kind == "unparsed"]
    assert [mark.span.line for mark in unparsed] == [BODY_LINE]
    assert article.snippets == ()


def test_a_snippet_of_the_folder_is_read(project: Project) -> None:
    """A file in the folder is part of the article, and named among what the article depends on."""
    article = project.parser.parse(f'{FRONT}--8<-- "good.md"\n', "x.md")
    assert "The widget weighs" in article.html
    assert article.snippets == (str(project.root / "docs" / ".snippets" / "good.md"),)


def test_settings_cannot_open_the_folder(tmp_path: Path) -> None:
    """What would let snippets come from elsewhere is set by the gate, not by `mkdocs.yml`."""
    given = settings.read(CONFIGURATION, tmp_path).extension_configs["pymdownx.snippets"]
    assert (given["restrict_base_path"], given["url_download"], given["check_paths"]) == (True, False, True)
