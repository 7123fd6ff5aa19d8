"""One defect alone in an otherwise clean article gives exactly its own code, at its own line.

`defects/NAME.toml` says how the article `clean.md` is spoilt: `[[change]]` replaces a text that stands there once,
`works` replaces entries of the bibliography, `encoding` is the file's, `body-only` and `empty` take text away. `at`
is how article or bibliography go on from the place of the finding.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from citegate import engine
from citegate.bibliography import parse
from citegate.parsing import Parser

if TYPE_CHECKING:
    from citegate.bibliography import Bibliography
    from citegate.diagnostics import Diagnostic

    from tests.workbench import TODAY, WORKS, Bench
else:
    from workbench import TODAY, WORKS, Bench

HERE = Path(__file__).with_name("defects")
CLEAN = (HERE / "clean.md").read_text("utf-8")
DEFECTS = sorted(HERE.glob("*.toml"))


@cache
def bench() -> Bench:
    """Return a workbench whose snippets are those of the defects' folder."""
    made = Bench()
    setting = made.project.parser.setting
    snippets = {**setting.extension_configs["pymdownx.snippets"], "base_path": [str(HERE / "snippets")]}
    configs = {**setting.extension_configs, "pymdownx.snippets": snippets}
    made.project.__dict__["parser"] = Parser(replace(setting, extension_configs=configs))
    return made


def spoilt(defect: dict[str, Any]) -> bytes:
    """Return the clean article with one defect, as a file holds it."""
    text = CLEAN
    for change in defect.get("change", ()):
        assert text.count(change["replace"]) == 1, change["replace"]
        text = text.replace(change["replace"], change["with"])
    if defect.get("body-only"):
        text = text.split("---\n", 2)[2].lstrip("\n")
    return b"" if defect.get("empty") else text.encode(defect.get("encoding", "utf-8"))


def works(defect: dict[str, Any]) -> str:
    """Return the shared bibliography, with the entries that the defect gives in place of those of the same key."""
    text = WORKS.read_text("utf-8")
    for entry in re.split(r"^(?=@)", defect.get("works", ""), flags=re.MULTILINE)[1:]:
        key = entry[entry.index("{") : entry.index(",") + 1]
        old = re.compile(rf"@\w+{re.escape(key)}.*?^}}\n", re.DOTALL | re.MULTILINE)
        text = old.sub(entry.replace("\\", r"\\"), text)
    return text


def judged(article: bytes, bibliography: Bibliography, folder: Path) -> list[Diagnostic]:
    """Return what all rules find in a file that holds these bytes."""
    file = folder / "bad.md"
    file.write_bytes(article)
    project = bench().project
    context = replace(project.context, bibliography=bibliography, today=TODAY)
    return engine.judge([project.read(file, "article")], context)


def test_clean_article(tmp_path: Path) -> None:
    """Without a defect no rule has anything to say, so that each finding below is the defect's."""
    assert judged(CLEAN.encode(), bench().project.bibliography, tmp_path) == []


@pytest.mark.parametrize("file", DEFECTS, ids=lambda file: file.stem)
def test_defect(file: Path, tmp_path: Path) -> None:
    """The defect's own code is the only finding, and it stands at the defect's own line."""
    defect = tomllib.loads(file.read_text("utf-8"))
    article, text = spoilt(defect), works(defect)
    found = judged(article, parse(text, "references.bib"), tmp_path)
    assert [d.code for d in found] == [defect["code"]], [str(d) for d in found]
    source = text if found[0].path == "references.bib" else article.decode(defect.get("encoding", "utf-8"))
    span = found[0].span
    assert span.line == defect.get("line", span.line)
    assert [*source.split("\n"), ""][span.line - 1][span.column - 1 :].startswith(defect["at"]), str(found[0])
    assert found[0].level == "error"
    assert found[0].help


def test_every_defect_spoils_the_article() -> None:
    """No defect is a second name of another one, and none leaves article and bibliography as they were."""
    made = [(spoilt(defect), works(defect)) for defect in (tomllib.loads(f.read_text("utf-8")) for f in DEFECTS)]
    assert len(set(made)) == len(DEFECTS)
    assert (CLEAN.encode(), WORKS.read_text("utf-8")) not in made
