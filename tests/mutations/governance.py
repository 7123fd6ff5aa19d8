"""Break what an article says of itself: front matter, dates, authors, interests, review."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from citegate.roster import Member
from citegate.transitions import BaseArticle

from .registry import Mutant, Sample, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator

REVIEW_CLAIMS = (
    "This article has been reviewed by our board.",
    "This page was approved by a physician.",
)


def block(sample: Sample) -> tuple[int, int]:
    """Return the first and the last line of the front matter."""
    return 1, sample.article.front.body_line


def without_key(sample: Sample, key: str) -> Mutant | None:
    """Return a mutant without a key of the front matter, whatever its value spans, or None where it is not there."""
    match = re.search(rf"^{key}:.*\n(?:[ \t]+.*\n)*", sample.text[: sample.body], re.MULTILINE)
    if not match:
        return None
    text = sample.text[: match.start()] + sample.text[match.end() :]
    return Mutant(f"{key} dropped", text, block(sample))


def with_value(sample: Sample, key: str, value: str, what: str = "") -> Mutant | None:
    """Return a mutant with another value for a key of the front matter, on one line, or None where there is no key."""
    match = re.search(rf"^{key}:.*\n(?:[ \t]+.*\n)*", sample.text[: sample.body], re.MULTILINE)
    if not match:
        return None
    line = sample.text.count("\n", 0, match.start()) + 1
    text = f"{sample.text[: match.start()]}{key}: {value}\n{sample.text[match.end() :]}"
    return Mutant(what or f"{key}: {value}", text, (line, line))


def _given(*mutants: Mutant | None) -> Iterator[Mutant]:
    return (mutant for mutant in mutants if mutant)


@mutator("GV01")
def broken_front_matter(sample: Sample) -> Iterator[Mutant]:
    """Drop, misspell, repeat each key; give each one a value of the wrong kind; break the block."""
    keys = [name.removeprefix("key:") for name in sample.article.front.places if name.startswith("key:")]
    for key in keys:
        line = sample.article.front.places[f"key:{key}"].line
        start = sample.start(line)
        misspelled = sample.replaced(start, start + len(key), f"{key}x")
        yield Mutant("key misspelled", misspelled, (line, line))
        whole = sample.text[start : sample.start(line + 1)]
        if whole.rstrip().endswith((":", "-")):
            continue
        yield Mutant("key twice", sample.replaced(start, start, whole), (line, line + 1))
        yield from _given(with_value(sample, key, "{a: {b: 1}}", "wrong kind"))
    for key in ("title", "question", "status", "audience", "authors", "created", "updated"):
        yield from _given(without_key(sample, key))
    first = block(sample)
    yield from _given(with_value(sample, "status", "aproved"), with_value(sample, "created", "2026-02-30"))
    yield Mutant("blank line first", f"\n{sample.text}", first)
    yield Mutant("block never closed", sample.text.replace("\n---\n", "\n", 1), (1, sample.text.count("\n") + 1))
    yield Mutant("no block", sample.text[sample.body :], (1, 2))


@mutator("GV10")
def claim_a_review(sample: Sample) -> Iterator[Mutant]:
    """Claim a review between blocks and in the front matter."""
    for line, claim in sample.places(*REVIEW_CLAIMS):
        yield sample.block_mutant(claim[:9], claim, line)
    yield from _given(with_value(sample, "description", "Reviewed by our medical board.", "review in description"))


@mutator("GV12")
def hide_the_use_of_ai(sample: Sample) -> Iterator[Mutant]:
    """Drop the key `ai`."""
    yield from _given(without_key(sample, "ai"))


def _with_line(sample: Sample, what: str, line: str, **context: object) -> Mutant:
    """Return a mutant with another line at the top of the front matter."""
    start = sample.start(2)
    return Mutant(what, sample.replaced(start, start, f"{line}\n"), block(sample), context=context)


@mutator("GV02")
def unnamed_author(sample: Sample) -> Iterator[Mutant]:
    """Let nobody answer for the text, or somebody without credentials."""
    for author in ("Editors", "Medical team", "A. B.", "ChatGPT, PhD", "Jane Doe"):
        yield from _given(with_value(sample, "authors", f'["{author}"]', author))


@mutator("GV03")
def reviewer_not_eligible(sample: Sample) -> Iterator[Mutant]:
    """Name a reviewer who is not on the roster, has left, declares nothing or wrote the article; name none."""
    author = str(sample.article.front.values["authors"][0]).partition(",")[0].partition("(")[0].strip()
    long_ago = dt.date(2000, 1, 1)
    roster = {
        "left": Member("left", "Clara Doe", "MD", interests="none", start=long_ago, end=dt.date(2001, 1, 1)),
        "silent": Member("silent", "Clara Doe", "MD", start=long_ago),
        "self": Member("self", author, "MD", interests="none", start=long_ago),
    }
    for handle in ("nobody", *roster):
        yield _with_line(sample, f"reviewer {handle}", f"reviewers: [{handle}]", roster=roster)
    yield from _given(with_value(sample, "status", "under review", "no reviewer"))


@mutator("GV04")
def approval_unsigned(sample: Sample) -> Iterator[Mutant]:
    """Declare the article approved without a sign-off."""
    yield from _given(with_value(sample, "status", "approved"))


@mutator("GV05")
def dates_disordered(sample: Sample) -> Iterator[Mutant]:
    """Put each date in the future or before the one that it follows, and the next review too early and too late."""
    yield from _given(
        with_value(sample, "created", "2026-12-30"),
        with_value(sample, "updated", "2026-12-30"),
        with_value(sample, "updated", "2025-01-01"),
        with_value(sample, "search", "{date: 2026-12-30, databases: [PubMed]}"),
    )
    yield _with_line(sample, "review too early", "next_review: 2025-01-01")
    yield _with_line(sample, "review too late", "next_review: 2035-01-01")


@mutator("GV06")
def review_expired(sample: Sample) -> Iterator[Mutant]:
    """Approve the article with a review that is overdue, and with none."""
    approved = with_value(sample, "status", "approved")
    if approved:
        yield replace(approved, what="approved for ever")
        overdue = approved.text.replace("status: approved\n", "status: approved\nnext_review: 2026-11-30\n")
        yield Mutant("overdue", overdue, block(sample))


@mutator("GV07")
def interests_undeclared(sample: Sample) -> Iterator[Mutant]:
    """Drop interests and funding, and declare nothing."""
    for key in ("coi", "funding"):
        yield from _given(without_key(sample, key))
        yield from _given(with_value(sample, key, "n/a"), with_value(sample, key, "not declared"))


@mutator("GV08")
def search_unrecorded(sample: Sample) -> Iterator[Mutant]:
    """Drop the search."""
    yield from _given(without_key(sample, "search"))


@mutator("GV09")
def status_leaps(sample: Sample) -> Iterator[Mutant]:
    """Approve what was only submitted, and what was not there."""
    approved = with_value(sample, "status", "approved")
    path = sample.article.path
    bases = {"submitted before": {path: BaseArticle("submitted", "")}, "new": {"x.md": BaseArticle(None, "")}}
    for what, base in bases.items():
        if approved:
            yield replace(approved, what=what, context={"base": base})


@mutator("GV11")
def change_unexplained(sample: Sample) -> Iterator[Mutant]:
    """Change an approved text without a note."""
    base = {sample.article.path: BaseArticle("approved", "another text")}
    yield Mutant("changed", sample.text, block(sample), context={"base": base})
