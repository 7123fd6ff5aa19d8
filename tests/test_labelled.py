"""How well the gate agrees with people about what a claim is."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.labelled_set import HERE, Labelled, Measure, Passage, classes, judge_all, measure, passages
    from tests.workbench import Bench
else:
    from labelled_set import HERE, Labelled, Measure, classes, judge_all, measure, passages
    from workbench import Bench

THRESHOLDS = tomllib.loads((HERE / "thresholds.toml").read_text("utf-8"))


@cache
def bench() -> Bench:
    """Return the workbench that all tests of this file share."""
    return Bench()


@cache
def judged() -> tuple[Labelled, ...]:
    """Return the whole set, judged once."""
    return tuple(judge_all(bench().project.parser))


@pytest.mark.parametrize("name", THRESHOLDS)
def test_threshold(name: str) -> None:
    """The set is as large, and the gate agrees with it as often, as the thresholds say; what differs is listed."""
    found: Measure = measure(list(judged()))
    differing = [f"{u.place}: labelled {u.label}, found {u.found}: {u.text}" for u in judged() if u.label != u.found]
    assert getattr(found, name) >= THRESHOLDS[name], "\n".join(differing)


@pytest.mark.parametrize("passage", passages(), ids=lambda passage: passage.title)
def test_passage(passage: Passage) -> None:
    """Each unit of a passage has the class and the tier that a person gave it."""
    assert [got for _, got in classes(passage, bench().project.parser)] == list(passage.expected)


def test_no_text_is_labelled_twice() -> None:
    """No file of the set holds a text twice, so that no sentence counts more than another."""
    lines = [(file.name, line) for file in HERE.glob("*.txt") for line in file.read_text("utf-8").splitlines()]
    assert len(set(lines)) == len(lines)
    assert {unit.label for unit in judged()} == {"A", "B", "-"}
