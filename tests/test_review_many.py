"""Many articles against a base: what is read from the store, or in other processes, is judged by the base too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.review_project import Reviewed, reviewed
    from tests.small_project import FRONT
else:
    from review_project import Reviewed, reviewed
    from small_project import FRONT

NUMBER = 40


def many(folder: Path) -> Reviewed:
    """Return a project with so many articles that several processes read them, one of them without a citation."""
    project = reviewed(folder)
    for number in range(NUMBER):
        text = f"The widget number {number} weighs {number + 1} kg [@alpha].\n"
        project.write(f"docs/articles/part-{number}.md", FRONT.replace("Widgets", f"Part {number}") + text)
    project.edit(" [@alpha]", "", "docs/articles/part-7.md")
    project.commit("Add many")
    return project


def test_policy_of_the_base_reaches_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that the change lowers is judged at the base's level in each process and by each stored verdict."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("CITEGATE_PROCESSES", "2")
    project = many(tmp_path)
    lowered = '[tool.citegate]\nrules.CL01 = { level = "warning", reason = "it is in the way" }'
    project.edit("[tool.citegate]", lowered, "pyproject.toml")
    for _ in range(2):
        assert project.run("check").exit_code == 0
        found = project.run("check", "--base", "main")
        assert found.exit_code == 1
        assert "docs/articles/part-7.md:17:1: CL01" in found.output
