"""What counts as a claim that a page was reviewed: one sentence a line in tests/reviewclaims/."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from citegate.article import Article, Block, Coverage, Role, Unit
from citegate.bibliography import Bibliography
from citegate.context import Context
from citegate.diagnostics import Span
from citegate.frontmatter import read
from citegate.notices import Notices
from citegate.policy import Policy
from citegate.reviewclaims import claimed
from citegate.rules import gv10_review_claimed

CASES = Path(__file__).with_name("reviewclaims")
PROSE = Path(__file__).parents[2] / "shared" / "corpora" / "prose"


CONTEXT = Context(Bibliography(), Notices(), Policy(), dt.date(2026, 3, 1))


def article(front: str, sentence: str, kind: str) -> Article:
    """Return a file with one sentence on its fifth line."""
    source = f"---\n{front}\n---\n\n{sentence}\n"
    span = Span(5, 1, 5, len(sentence) + 1)
    unit = Unit("", Role.SENTENCE, sentence, Coverage.UNCITED, "B", "", (), (), span, 0)
    block = Block(0, "p", "", span, (unit,))
    return Article("a.md", source, read(source, kind), (block,), (), "", kind)


def sentences(name: str) -> list[str]:
    return (CASES / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", sentences("claimed.txt"))
def test_claimed(sentence: str) -> None:
    """A sentence that says that this page, or every page, was reviewed is found, with words that stand in it."""
    words = claimed(sentence)
    assert words
    assert words in sentence


@pytest.mark.parametrize("sentence", sentences("silent.txt"))
def test_silent(sentence: str) -> None:
    """A sentence about other works, about the future, or that denies a review, is left alone."""
    assert claimed(sentence) == ""


def test_published_prose_is_quiet() -> None:
    """Prose by others, which is not about its own review, claims none."""
    if not PROSE.exists():
        pytest.skip("the corpus of prose is not here")
    paragraphs = [
        q for p in PROSE.rglob("*") if p.suffix in {".md", ".Rmd"} for q in p.read_text("utf-8").split("\n\n")
    ]
    assert len(paragraphs) > 1000
    assert [q for q in paragraphs if claimed(" ".join(q.split()))] == []


@pytest.mark.parametrize("piece", ["all articles ", "reviewed by our ", "this article is fully ", "our a b ", "no, "])
def test_long_text_is_quick(piece: str) -> None:
    """Half a megabyte in one sentence takes no more than a second or two."""
    start = time.process_time()
    claimed(piece * (500_000 // len(piece)) + " reviewed")
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("front", "kind", "places"),
    [
        ("title: Home", "page", [(5, 1)]),
        ("title: Medically reviewed answers", "page", [(2, 8), (5, 1)]),
        ("status: submitted", "article", [(5, 1)]),
        ("status: aproved", "article", [(5, 1)]),
        ("status: approved", "article", []),
    ],
)
def test_only_an_approved_article_may_claim_a_review(front: str, kind: str, places: list[tuple[int, int]]) -> None:
    """A page has no status, and a status that is misspelled is none: both may not claim what an approval says."""
    page = article(front, "All articles are medically reviewed.", kind)
    found = [(f.span.line, f.span.column) for f in gv10_review_claimed.check(page, CONTEXT)]
    assert found == places
