"""The gate's sharpness: a clean article that is broken in one way is refused by the rule for that, at that place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate.rules import all_rules

if TYPE_CHECKING:
    from tests.mutations import LOADED
    from tests.mutations.registry import MUTATORS, Mutant, mutator
    from tests.mutations.report import table
    from tests.mutations.runner import SHIPPED, Bench, Result, check, every_nth, found
else:
    from mutations import LOADED
    from mutations.registry import MUTATORS, Mutant, mutator
    from mutations.report import table
    from mutations.runner import SHIPPED, Bench, Result, check, every_nth, found

PAGES = ("DI04", "DI05", "DI06", "DI07", "DI08")
CODES = [rule.code for rule in all_rules()]
KNOWN: dict[str, set[str]] = {}
"""Kinds of mutants that a rule is known to miss. An entry that is no longer needed fails."""
WITHOUT: frozenset[str] = frozenset()
"""Rules that have no mutator yet."""
EVERY = 25


@cache
def bench() -> Bench:
    """Return the samples, parsed once."""
    return Bench()


@cache
def written(site: Path) -> Bench:
    """Return the samples with the page that was written for the shipped article."""
    return Bench({SHIPPED: (site / "articles" / Path(SHIPPED).stem / "index.html").read_text("utf-8")})


@pytest.mark.parametrize("code", [code for code in LOADED if code not in PAGES])
def test_mutants_are_found(code: str) -> None:
    """Of the mutants made for a rule, a sample with each kind in it is found by that rule at its place."""
    result = bench().run([code], EVERY)[code]
    assert result.tried
    kinds = {miss.rpartition(": ")[2] for miss in result.missed}
    assert kinds == KNOWN.get(code, set()), "\n".join(result.missed)


@pytest.mark.parametrize("code", PAGES)
def test_mutants_of_pages_are_found(code: str, site: Path) -> None:
    """The same for rules that judge the written page, made from the page of the real site."""
    result = written(site).run([code], EVERY)[code]
    assert result.tried
    assert not result.missed, "\n".join(result.missed)


def test_every_rule_has_a_mutator() -> None:
    """A rule without a mutator is named, and one that has it is no longer listed as without."""
    assert {code for code in CODES if code not in LOADED} == WITHOUT


@pytest.mark.parametrize("number", [0, 1], ids=["shipped", "rich"])
def test_samples_are_sound(number: int) -> None:
    """No error is found in what the mutants are made from, or every mutant of it would be refused anyway."""
    sample = bench().samples[number]
    errors = [rule for rule in all_rules() if rule.level == "error"]
    found_in = [(rule.code, f.message) for rule in errors for f in check(rule, sample.article, sample.context[1])]
    assert found_in == []


def test_nothing_is_found_without_a_change() -> None:
    """A mutant that changes nothing is missed: what is measured is the change, not the sample."""
    sample = bench().samples[1]
    rule = next(rule for rule in all_rules() if rule.code == "CL01")
    assert not found(rule, Mutant("nothing", sample.text, (1, 999)), sample, set())


def test_wrong_line_is_a_miss() -> None:
    """A finding elsewhere does not count."""
    sample = bench().samples[1]
    rule = next(rule for rule in all_rules() if rule.code == "CL01")
    text = f"{sample.text}\nThe widget weighs 9 kg.\n"
    last = text.count("\n")
    assert found(rule, Mutant("", text, (last, last)), sample, set())
    assert not found(rule, Mutant("", text, (1, 9)), sample, set())


def test_sample_keeps_each_kind() -> None:
    """A sample of mutants holds the first of each kind and every n-th."""
    mutants = [Mutant("a" if number % 7 else "b", str(number), (1, 1)) for number in range(30)]
    assert [mutant.text for mutant in every_nth(mutants, 10)] == ["0", "1", "10", "20"]


def test_two_mutators_of_one_rule() -> None:
    """A second mutator for a rule is refused, since it would replace the first in silence."""
    with pytest.raises(ValueError, match="CL01"):
        mutator("CL01")(MUTATORS["CL01"])


def test_table() -> None:
    """The table has a line per rule, the sum and each miss."""
    result = Result("CL01", 3, ["rich:4-4 article: citation dropped"])
    assert table({"CL01": result}).splitlines()[2:] == [
        "| CL01 | 3 | 1 |",
        "| all | 3 | 1 |",
        "",
        "CL01 rich:4-4 article: citation dropped",
    ]
