"""What is refused before parsing, because it would keep a parser busy for minutes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from citegate import bibliography, engine, limits

if TYPE_CHECKING:
    from tests.workbench import BODY_LINE, FRONT, Bench
else:
    from workbench import BODY_LINE, FRONT, Bench

MANY = 60_000
HOSTILE = {
    "brackets": "[" * MANY,
    "images": "![" * MANY,
    "citations never closed": "[@" * MANY,
    "links never closed": "[a](" * MANY,
    "tags never closed": "<a " * MANY,
    "attribute lists never closed": "a {: " * MANY,
    "elements never closed": "<div>\n\n" * MANY,
    "nested lists": "".join("    " * depth + "- a\n" for depth in range(300)),
    "size": "word " * 500_000,
    "blocks of code": "```\nwidget\n```\n\n" * 20_000,
}
HARMLESS = (
    "Give [a](b), `[` and \\[ (see [@alpha, p. 4]) {.gap} <https://example.org> p < 0.05.\n\n" * 2000
    + "<br>\n" * 2000
    + "".join("    " * depth + "- a\n" for depth in range(12))
    + "```\nwidget\n```\n\n" * 400
)
BENCH = Bench()


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_in_no_time(name: str) -> None:
    """An input that would take a parser minutes is one CL03 with a place in the body, within five seconds."""
    started = time.process_time()
    article = BENCH.project.parser.parse(FRONT + HOSTILE[name] + "\n", "x.md")
    found = [d for d in engine.judge_article(article, BENCH.project.context) if d.code == "CL03"]
    assert time.process_time() - started < 5
    assert len(found) == 1
    assert found[0].span.line >= BODY_LINE
    assert "the article cannot be parsed" in found[0].message


def test_harmless_text_is_within_the_limits() -> None:
    """Text as people write it, however much of it, exceeds no limit."""
    assert limits.exceeded(HARMLESS) is None


def test_file_that_is_broken_throughout() -> None:
    """Of thousands of problems the first thousand are told, and that more follow."""
    found = bibliography.parse("@misc{lid\n" * 5_000, "x.bib").problems
    assert len(found) == 1_001
    assert found[-1].message == "more problems follow from here on"
