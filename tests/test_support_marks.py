"""How a claim is supported, in a word: the order of kinds, one source or several, old sources, sources that fell."""

from __future__ import annotations

import datetime

import pytest
from citegate import bibliography
from citegate.policy import Policy
from citegate.sourcetypes import _table
from citegate.support_marks import KINDS, mark

TODAY = datetime.date(2026, 11, 23)
ENTRY = "@misc{{{key}, title = {{{key}}}, year = {{{year}}}, sourcetype = {{{kind}}}{more}}}\n"
WORKS = bibliography.parse(
    "".join(
        [
            ENTRY.format(key="guide", year=2024, kind="guideline", more=""),
            ENTRY.format(key="old-guide", year=2010, kind="guideline", more=", superseded_by = {guide}"),
            ENTRY.format(key="noted", year=2010, kind="guideline", more=", still_current = {2026-01-02: read again}"),
            ENTRY.format(key="label", year=2023, kind="label", more=""),
            ENTRY.format(key="trial", year=2015, kind="rct", more=""),
            ENTRY.format(key="edge", year=2016, kind="rct", more=""),
            ENTRY.format(key="undated", year="", kind="cohort", more=""),
            ENTRY.format(key="fallen", year=2019, kind="systematic-review", more=", retracted = {2020-06-05}"),
            ENTRY.format(key="odd", year=2024, kind="no such kind", more=""),
        ]
    ),
    "references.bib",
).works


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("guide label", "Guideline"),
        ("label guide", "Guideline"),
        ("label trial", "Trial"),
        ("label", "Drug label; single source"),
        ("label label", "Drug label; single source"),
        ("trial", "Trial; single source; older than 10 years"),
        ("edge", "Trial; single source"),
        ("trial label", "Trial"),
        ("noted", "Guideline; single source"),
        ("undated", "Observational study; single source"),
        ("old-guide", "Guideline; single source; older than 10 years; source superseded"),
        ("old-guide label", "Guideline; a source superseded"),
        ("fallen", "Retracted source"),
        ("fallen label", "Drug label; single source; another source retracted"),
        ("odd", "Other source; single source"),
        ("missing", "No source"),
        ("missing label", "Drug label; single source"),
        ("", "No source"),
    ],
)
def test_words(keys: str, words: str) -> None:
    """A claim is named after the first kind of source behind it, with what a reader should know of them."""
    assert mark(keys.split(), WORKS, TODAY, Policy()).words == words


def test_facts_behind_the_words() -> None:
    """The parts of a mark say the same as its words, for data files and indexes."""
    found = mark(["label", "guide"], WORKS, TODAY, Policy())
    assert (found.slug, found.others, found.sources, found.old) == ("guideline", ("Drug label",), 2, False)
    assert mark(["trial"], WORKS, TODAY, Policy()).old


def test_the_limit_is_the_policy_s() -> None:
    """A project that takes sources for old after five years has them marked so."""
    strict = Policy(source_age_years=5)
    assert mark(["edge"], WORKS, TODAY, strict).notes == ("single source", "older than 5 years")


def test_every_kind_of_source_has_a_mark() -> None:
    """Each kind that a bibliography can name belongs to one mark, but for the site itself, which supports nothing."""
    named = [slug for kind in KINDS.values() for slug in kind.types]
    assert len(named) == len(set(named))
    assert {kind.slug for kind in _table().values()} - set(named) == {"own-site"}
