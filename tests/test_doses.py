"""Amounts of drugs read into values: tables of expressions, and what must hold for every text."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import dose_signs, doses, once
from citegate.dose_sums import excesses
from citegate.names_tall import tall_names
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from citegate.dose_signs import Sign

TABLES = Path(__file__).parent / "doses"
RULES: dict[str, Callable[[str], Iterator[Sign]]] = {
    "DO01": dose_signs.trailing_zeros,
    "DO02": dose_signs.naked_decimals,
    "DO03": dose_signs.error_prone,
    "DO04": lambda text: chain(dose_signs.tight_units(text), dose_signs.ungrouped_thousands(text)),
}


def quantities(text: str) -> str:
    """Write amounts as the table has them."""
    return " ; ".join(
        f"{q.low.value}{f'-{q.high.value}' if q.high else ''} {'/'.join((q.unit, *q.per))} {q.kind}{' max' * q.maximum}"
        for q in doses.read(text).quantities
    )


def frequencies(text: str) -> str:
    """Write frequencies as the table has them."""
    return " ; ".join(f"{f.count}{' in all' if f.total else '/day'}" for f in doses.read(text).frequencies)


def signs(text: str) -> str:
    """Write what each rule finds, with the text that it would write."""
    return " ; ".join(f"{code}: {_mended(text, sign)}" for code, rule in RULES.items() for sign in rule(text))


def _mended(text: str, sign: Sign) -> str:
    return text[: sign.start] + sign.write + text[sign.end :] if sign.write else "?"


def sums(text: str) -> str:
    """Say whether the doses do not add up."""
    return "yes" if list(excesses(text)) else "no"


SHOWN: dict[str, Callable[[str], str]] = {
    "quantities": quantities,
    "frequencies": frequencies,
    "signs": signs,
    "sums": sums,
}


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of all tables, each with the table's name."""
    return [
        (name, *line.split(" | "))  # type: ignore[misc]
        for name in SHOWN
        for line in (TABLES / f"{name}.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]


@pytest.mark.parametrize(("name", "text", "expected"), rows())
def test_table(name: str, text: str, expected: str) -> None:
    """Each expression is read, judged and mended as its table says."""
    assert (SHOWN[name](text) or "-") == expected


AMOUNTS = st.decimals(min_value="0.01", max_value="9999", places=2).map(lambda d: d.normalize()).map(lambda d: f"{d:f}")
UNITS = st.sampled_from(["mg", "mcg", "g", "mL", "units", "mmol", "mEq", "tablets", "milligrams"])
PER = st.sampled_from(
    [("", ()), ("/kg", ("kg",)), (" per kg", ("kg",)), ("/kg/day", ("kg", "day")), (" a day", ("day",))]
)


@given(AMOUNTS, UNITS, PER, st.sampled_from([" ", "", "\u00a0", "-"]))
def test_dose_round_trip(amount: str, unit: str, per: tuple[str, tuple[str, ...]], gap: str) -> None:
    """A dose is read back as it was written, with its unit, its place and what it is given per."""
    text = f"Adults: give {amount}{gap}{unit}{per[0]} now."
    (found,) = doses.read(text).quantities
    assert (found.low.value, found.unit, found.per) == (Decimal(amount), unit, per[1])
    assert text[found.start : found.end] == f"{amount}{gap}{unit}{per[0]}"
    assert text[found.unit_start : found.unit_end] == unit


@given(AMOUNTS, AMOUNTS, UNITS, st.sampled_from(["–", "-", " to ", " – "]))
def test_range_round_trip(low: str, high: str, unit: str, joined: str) -> None:
    """A range is read back with both ends, and is wrong exactly where it is turned round."""
    text = f"Adults: give {low}{joined}{high} {unit} now."
    (found,) = doses.read(text).quantities
    assert found.high is not None
    assert (found.low.value, found.high.value) == (Decimal(low), Decimal(high))
    assert bool(list(excesses(text))) == (Decimal(low) > Decimal(high))


@given(st.integers(1, 9), st.integers(1, 90), st.integers(1, 900))
def test_sums(count: int, amount: int, most: int) -> None:
    """A dose times its count is wrong exactly where it is above its maximum."""
    text = f"give {count} × {amount} mg, maximum {most} mg"
    assert bool(list(excesses(text))) == (count * amount > most)


PIECES = st.lists(
    st.sampled_from(
        [
            *"give 1.0 .5 10 5–10 mg mg/kg µg U cc 100000 units QD SC MS MgSO4 ( ) , . ; × mL/min 2.50".split(),
            *("maximum", "at most", "daily", "mean", "10mg", "34U", "\t", "three times daily", "every 6 hours"),
        ]
    ),
    max_size=30,
)


@given(st.one_of(st.text(), PIECES.map(" ".join), PIECES.map("".join)))
def test_every_text_is_read(text: str) -> None:
    """No text raises, and every range lies inside the text."""
    found = doses.read(text)
    ranges = [
        (item.start, item.end) for group in (found.quantities, found.frequencies, excesses(text)) for item in group
    ]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    for rule in RULES.values():
        for sign in rule(text):
            assert 0 <= sign.start < sign.end <= len(text)


@given(PIECES.map(" ".join))
def test_mending_keeps_every_value(text: str) -> None:
    """What is mended has the same doses, in the same order, and mending comes to an end."""
    for _ in range(60):
        found = [sign for rule in RULES.values() for sign in rule(text) if sign.write]
        if not found:
            break
        changed = text[: found[0].start] + found[0].write + text[found[0].end :]
        assert _values(changed) == _values(text)
        text = changed
    assert not [sign for rule in RULES.values() for sign in rule(text) if sign.write]


def _values(text: str) -> list[tuple[Decimal, Decimal | None, str]]:
    return [
        (q.low.value * q.factor, q.high.value * q.factor if q.high else None, q.dimension)
        for q in doses.read(text).quantities
    ]


@pytest.mark.parametrize(
    "piece", ["5 mg three times daily, maximum 80 mg a day; ", "5 mg ", "10mg", "5–", "1", "1,", "up to ", "MS "]
)
def test_linear_time(piece: str) -> None:
    """A text eight times as long takes about eight times as long, not sixty-four times."""

    def seconds(times: int) -> float:
        text = piece * times
        start = time.process_time()
        once.forget()
        doses.read(text)
        list(excesses(text))
        for rule in RULES.values():
            list(rule(text))
        return time.process_time() - start

    seconds(50)
    assert seconds(4000) < 24 * max(seconds(500), 0.004)


def test_tall_names_are_pairs() -> None:
    """Each listed name is confused with at least one other, differs from its lower case, and keeps its letters."""
    for low, (tall, others) in tall_names().items():
        assert tall != low
        assert tall.lower() == low
        assert others
        assert low not in {other.lower() for other in others}
