"""`mkdocs.yml` is judged before MkDocs reads it: no tag in it may run code."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from citegate.siteconfig import problems

if TYPE_CHECKING:
    from pathlib import Path

BAD = {
    "site_name: !!python/object/apply:os.system ['touch ran']\n": "mkdocs.yml:1:12: the tag `!!python/object/apply:os",
    "a:\n  - b: !!python/name:os.system\n": "mkdocs.yml:2:8: the tag `!!python/name:os.system`",
    "%TAG !x! tag:yaml.org,2002:python/\n---\na: !x!name:os.system\n": "mkdocs.yml:3:4: the tag `!!python/name",
    "a: !<tag:yaml.org,2002:python/tuple> [1]\n": "mkdocs.yml:1:4: the tag `!!python/tuple`",
    "a: !other x\n": "mkdocs.yml:1:4: the tag `!other`",
    "? !!python/name:os.system\n: x\n": "mkdocs.yml:1:3: the tag",
    "INHERIT: ../base.yml\n": "mkdocs.yml:1:1: `INHERIT`",
    "a: [b\n": "mkdocs.yml:2:1: it is no YAML",
    "[" * 100_000: "mkdocs.yml:1:1: it is no YAML",
}


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_tags_that_run_code_are_refused(text: str) -> None:
    """Each way to name a tag of Python's is found at its place, and a file that is no YAML has one too."""
    found = list(problems(text, "mkdocs.yml"))
    assert len(found) == 1
    assert found[0].startswith(BAD[text])


def test_plain_settings_pass(root: Path) -> None:
    """The project's own file passes, and so do MkDocs' own tags, anchors, merges and an empty file."""
    assert list(problems((root / "mkdocs.yml").read_text(encoding="utf-8"), "mkdocs.yml")) == []
    assert list(problems("a: &x {b: !ENV [HOME, 1]}\nc: {<<: *x, d: !relative $docs_dir}\ne: *x\n", "x")) == []
    assert list(problems("", "x")) == []


def test_make_asks_first(root: Path, tmp_path: Path) -> None:
    """`make site` and `make serve` judge the file before they start MkDocs, and nothing in it runs."""
    rules = (root / "Makefile").read_text(encoding="utf-8")
    assert "@$(BIN)/python -m citegate.siteconfig mkdocs.yml\n\t@$(BIN)/mkdocs serve" in rules
    assert "\t@$(BIN)/citegate build $(if" in rules
    assert rules.count("(BIN)/mkdocs") == 1
    (tmp_path / "mkdocs.yml").write_text(next(iter(BAD)), encoding="utf-8")
    for start in (
        ["-m", "citegate.siteconfig", "mkdocs.yml"],
        ["-c", "from citegate.cli import main; main()", "build"],
    ):
        command = [sys.executable, *start]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 1
        assert done.stderr.startswith("mkdocs.yml:1:12: ")
        assert not (tmp_path / "ran").exists()
