"""What counts as a claim that a page was reviewed: one sentence a line in tests/reviewclaims/."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from citegate.reviewclaims import claimed

CASES = Path(__file__).with_name("reviewclaims")
PROSE = Path(__file__).parents[2] / "shared" / "corpora" / "prose"


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
    start = time.perf_counter()
    claimed(piece * (500_000 // len(piece)) + " reviewed")
    assert time.perf_counter() - start < 3
