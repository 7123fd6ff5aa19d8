"""The command and the build judge alike."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds


def test_command_says_what_the_build_says(tmp_path: Path) -> None:
    """`citegate check` and `mkdocs build` find the same, place by place, in many defects of several files."""
    project = builds.copy_project(tmp_path / "project", "in-order.md", "three-defects.md", "many-defects.md")
    builds.edit(project / "docs/editorial/notices/dosing.md", "Verify", "Check")
    builds.edit(project / "docs/index.md", "title: Every", "colour: red\ntitle: Every")
    builds.add(project / "references.bib", "\n@article{widget,\n  title = {A widget\n")
    (project / "docs/articles/latin-1.md").write_bytes(b"---\ntitle: \xe9\n---\n")
    (project / "docs/editorial/page.md").write_text(
        "# Page\n\nAll articles are reviewed by experts.\n", encoding="utf-8"
    )
    built = builds.build(project)
    done = subprocess.run(
        [sys.executable, "-c", "from citegate.cli import main; main()", "check", "--format", "json"],
        cwd=project,
        env=builds.environment(PYTHONPATH="hooks"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)["diagnostics"]
    checked = {(d["path"], d["line"], d["column"], d["code"], d["message"]) for d in said}
    assert len(checked) >= 12
    assert len({path for path, *_ in checked}) >= 6
    assert set(built.diagnostics) == checked
    assert len(built.diagnostics) == len(checked)
