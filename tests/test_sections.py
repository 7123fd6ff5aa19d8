"""A site joined from sections that were built apart is the site of one build, byte for byte, or is not published."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from citegate.bench.site import write
from citegate.project import Project
from citegate.site import sections

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests import builds, small_project
else:
    import builds
    import small_project

NUMBER = 4
BUILD = ["-c", "from citegate.cli import main; main()"]


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a command of Citegate in a process of its own; return its exit status and what it said."""
    done = subprocess.run(
        [sys.executable, *BUILD, *arguments, "--root", str(folder)],
        env=builds.environment(SOURCE_DATE_EPOCH=builds.EPOCH),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    return done.returncode, done.stdout + done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose two sections, a folder and the rest, were built apart; `whole` is a build in one piece."""
    folder = tmp_path_factory.mktemp("sections") / "project"
    write(folder, NUMBER, builds.ROOT)
    shutil.rmtree(folder / "hooks" / "citegate")  # the package is the installed one
    (folder / "docs/articles/tools").mkdir()
    for number, file in enumerate(sorted((folder / "docs/articles").rglob("*.md"))):
        text = file.read_text(encoding="utf-8").partition("## Structure")[0]
        place = "tools" if number % 2 else "."
        (folder / "docs/articles" / place / file.name).write_text(text, encoding="utf-8")
        file.unlink()
        file.parent.rmdir()
    for arguments in (("build", "-q"), ("build", "-q", "--section", "tools"), ("build", "-q", "--section", ".")):
        status, said = run(folder, *arguments)
        assert status == 0, said
    (folder / "site").rename(folder / "whole")
    return folder


def test_the_joined_site_is_that_of_one_build(project: Path) -> None:
    """Pages, data, evidence, search, sitemap: every file of the joined site has the bytes of the site of one build."""
    assert sections.names(Project(project)) == ("tools", sections.REST)
    status, said = run(project, "merge-site")
    assert status == 0, said
    joined, whole = files(project / "site"), files(project / "whole")
    assert joined.keys() == whole.keys()
    assert [path for path in whole if joined[path] != whole[path]] == []
    part = files(project / ".cache/sections/section-tools")
    pages = {path for path in part if path.endswith(".html")}
    assert len(pages) == NUMBER / 2
    assert all(path.startswith("articles/tools/") for path in pages)
    assert not any(path.startswith("search/") for path in part)


def test_copies_are_made_when_sections_are_joined(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are asked for, pages have compressed copies; the next site without them has none left."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", builds.EPOCH)
    for more, expected in ((["--precompress"], True), ([], False)):
        monkeypatch.setenv("CITEGATE_PRECOMPRESS", "")
        done = small_project.citegate("merge-site", "--root", project, *more)
        assert done.exit_code == 0, done.output
        assert (project / "site/index.html.br").exists() is expected
        assert (project / "site/search/index.html.gz").exists() is expected


def _spoil(part: Path, path: str, text: bytes) -> None:
    (part / path).write_bytes((part / path).read_bytes() + text)


def _smuggle(part: Path, path: str) -> None:
    manifest = part / sections.MANIFEST
    data = json.loads(manifest.read_text(encoding="utf-8"))
    data["files"][path] = "0" * 64
    manifest.write_text(json.dumps(data), encoding="utf-8")


def _rename(part: Path, **changes: object) -> None:
    manifest = part / sections.MANIFEST
    data = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**data, **changes}), encoding="utf-8")


TOOLS, REST = "section-tools", "rest"
SPOILT: list[tuple[str, Callable[[Path], object]]] = [
    ("section `tools` is missing", lambda parts: shutil.rmtree(parts / TOOLS)),
    ("section `.` is missing", lambda parts: shutil.rmtree(parts / REST)),
    ("is section `tools`, as", lambda parts: shutil.copytree(parts / TOOLS, parts / "twice")),
    ("is not the file that was built", lambda parts: _spoil(parts / REST, "index.html", b"<p>More.</p>")),
    ("is not the file that was built", lambda parts: _smuggle(parts / TOOLS, "../../../escaped.txt")),
    ("is not the file that was built", lambda parts: _smuggle(parts / TOOLS, "articles/tools/none.html")),
    ("holds no section", lambda parts: (parts / TOOLS / sections.MANIFEST).write_text("[]", encoding="utf-8")),
    ("holds no section", lambda parts: _rename(parts / TOOLS, files={"a": 1})),
    ("belongs to another section", lambda parts: _rename(parts / TOOLS, sections=["others", "."])),
    ("is stale", lambda parts: _rename(parts / TOOLS, rests="0")),
]


def test_what_is_no_whole_set_of_sections_is_not_published(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A section that is missing, twice there, changed or from elsewhere ends the join; the published site stays."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", builds.EPOCH)
    kept, parts = tmp_path / "kept", project / ".cache/sections"
    shutil.copytree(parts, kept)
    before = files(project / "site") if (project / "site").exists() else None
    rests = json.loads((parts / REST / sections.MANIFEST).read_text(encoding="utf-8"))["rests"]
    monkeypatch.setattr(sections, "rests_on", lambda _: rests)
    for expected, spoil in SPOILT:
        spoil(parts)
        done = small_project.citegate("merge-site", "--root", project)
        assert done.exit_code == 2, done.output
        assert expected in done.output
        assert done.output.count("\n") == 1
        shutil.rmtree(parts)
        shutil.copytree(kept, parts)
    assert before is None or files(project / "site") == before
    assert not list(project.glob(".site-building-*[0-9]"))


def test_a_section_must_be_there(project: Path) -> None:
    """A name that is no folder of articles ends the build before it begins."""
    status, said = run(project, "build", "--section", "widgets")
    assert status == 2
    assert "there is no section `widgets`; there are `tools`, `.`" in said
