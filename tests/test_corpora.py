"""Text by others: the gate never fails on it, and its findings stand where their words stand."""

from __future__ import annotations

import html
import re
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest
from citegate import engine

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic

    from tests.workbench import CORPORA, WORKS, Bench
else:
    from workbench import CORPORA, WORKS, Bench

PROSE = sorted(p for p in (CORPORA / "prose").rglob("*") if p.suffix in (".md", ".Rmd"))
SPECIFICATION = CORPORA / "text" / "commonmark-spec.txt"
NAUGHTY = CORPORA / "text" / "blns.txt"
MOST_SECONDS = 5
FORMULAS = {"MethodValidity": 1}
"""Findings in chapters whose formulas look like attribute lists, which move the text behind them."""
FRONT = "---\ntitle: x\n---\n"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile("“(.*?)(?: …)?”$|`([^`]*?)…?`$", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")


@cache
def bench(bib: Path = WORKS) -> Bench:
    """Return the workbench of a corpus: one bibliography, one parser."""
    return Bench(bib)


def sized(source: str) -> list[str]:
    """Return the lines of a source as editors count them, and one beyond for what stands at its end."""
    return [*re.split(r"\r\n|\r|\n", source), ""]


def misplaced(article: Article, diagnostics: list[Diagnostic]) -> list[str]:
    """Return the diagnostics that lie outside their file, or whose quoted words do not stand on their lines."""
    lines = sized(article.source)
    found = []
    for d in (d for d in diagnostics if d.path == article.path):
        if not 1 <= d.span.line <= d.span.end_line <= len(lines) or d.span.column > len(lines[d.span.line - 1]) + 1:
            found.append(f"outside the file: {d}")
        elif d.code[:2] in ("CL", "CI") and d.message.count("“") + d.message.count("`") and not _stands(d, lines):
            found.append(f"not on its lines: {d}")
    return found


def _stands(diagnostic: Diagnostic, lines: list[str]) -> bool:
    """Return whether every word that the message quotes stands on the diagnostic's lines."""
    match = _QUOTED.search(diagnostic.message)
    quoted = (match[1] or match[2] or "") if match else ""
    text = " ".join(lines[diagnostic.span.line - 1 : diagnostic.span.end_line])
    if "{" in quoted + text:  # braces start attribute lists, which take text away or move it; SE01 refuses those
        return True
    there = set(_WORD.findall(text)) | set(_WORD.findall(html.unescape(text)))
    shown = _WORD.findall(quoted)
    return there.issuperset(shown[:-1] if "…" in diagnostic.message else shown)


@pytest.mark.skipif(not PROSE, reason="the corpora of prose are not here")
@pytest.mark.parametrize("file", PROSE, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_prose(file: Path) -> None:
    """A chapter by others is judged within seconds; each finding stands on lines that hold its words."""
    bibliographies = [bib for bib in sorted(file.parent.glob("*.bib")) if bib.stem != "packages"]
    project = bench(bibliographies[0] if bibliographies else WORKS).project
    started = time.process_time()
    article = project.read(file, "article")
    diagnostics = engine.judge([article], project.context)
    seconds = time.process_time() - started
    print(f"{file.name}: {seconds:.2f} s, {len(diagnostics)} findings")
    assert engine.INTERNAL not in {d.code for d in diagnostics}
    assert "unparsed" not in {mark.kind for mark in article.marks}
    found = misplaced(article, diagnostics)
    assert len(found) <= FORMULAS.get(file.stem, 0), found
    assert seconds < MOST_SECONDS


def survives(text: str) -> None:
    """Judge a text as the body of an article; nothing is raised, and findings lie in the file."""
    project = bench().project
    article = project.parser.parse(FRONT + text, "x.md")
    diagnostics = engine.judge([article], project.context)
    assert engine.INTERNAL not in {d.code for d in diagnostics}, text
    outside = [m for m in misplaced(article, diagnostics) if m.startswith("outside")]
    assert outside == [], text


@pytest.mark.skipif(not SPECIFICATION.is_file(), reason="the specification of CommonMark is not here")
def test_examples_of_commonmark() -> None:
    """Each example of the CommonMark specification can be judged."""
    examples = [match[1].replace("→", "\t") for match in _EXAMPLE.finditer(SPECIFICATION.read_text("utf-8"))]
    assert len(examples) > 600
    for example in examples:
        survives(example)


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="the list of naughty strings is not here")
def test_naughty_strings() -> None:
    """Each naughty string can be judged as a paragraph, and all of them as one article."""
    text = NAUGHTY.read_text("utf-8")
    strings = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert len(strings) > 400
    for string in strings:
        survives(f"The widget is {string} [@alpha].")
    survives(text)
