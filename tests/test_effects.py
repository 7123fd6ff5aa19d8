"""Statistics read into values: tables of expressions, and what must hold for every text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import consistency, effects, once, repeats, shares
from citegate.statistics_style import slips
from citegate.values import plain
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from citegate.effects import Estimate

TABLES = Path(__file__).parent / "effects"
RATIOS = ("OR", "aOR", "RR", "HR", "odds ratio", "hazard ratio", "risk ratio of", "Rate ratio was")
DIFFERENCES = ("MD", "SMD", "mean difference", "Risk difference was")


def estimates(text: str) -> str:
    """Write estimates as the table has them."""
    return " ; ".join(_estimate(estimate) for estimate in effects.read(text).estimates)


def _estimate(estimate: Estimate) -> str:
    own, p = estimate.interval, estimate.p
    parts = [estimate.kind or "unnamed", estimate.measure, str(estimate.value.value) + "%" * estimate.percent]
    parts += [f"[{own.low.value}, {own.high.value}]", str(own.level or ""), "credible" * own.credible] if own else []
    parts += [f"p{p.sign}{p.value.value}"] if p else []
    return " ".join(part for part in parts if part)


def ps(text: str) -> str:
    """Write p values as the table has them."""
    return " ; ".join(f"{p.sign} {p.value.value} {p.about}".strip() for p in effects.read(text).ps)


def parts(text: str) -> str:
    """Write shares as the table has them."""
    found = effects.read(text).shares
    return " ; ".join(f"{s.part.value}/{s.whole.value} {s.percent.value if s.percent else ''}".strip() for s in found)


def judgement(text: str) -> str:
    """Write what is wrong with the first estimate."""
    first = effects.read(text).estimates[0]
    said = {
        "outside": consistency.outside,
        "lopsided": consistency.lopsided,
        "neutral": consistency.reaches_neutral,
        "p": consistency.p_disagrees,
    }
    return " ".join(word for word, judge in said.items() if judge(first))


def mended(text: str) -> str:
    """Write the text with every slip mended."""
    changed = text
    for slip in sorted(slips(text), key=lambda slip: -slip.start):
        changed = changed[: slip.start] + slip.write + changed[slip.end :]
    return "" if changed == text else changed


SHOWN: dict[str, Callable[[str], str]] = {
    "estimates": estimates,
    "ps": ps,
    "shares": parts,
    "judgements": judgement,
    "slips": mended,
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


NUMBERS = st.decimals(min_value="0.01", max_value="99", places=2)


@given(st.sampled_from(RATIOS), NUMBERS, NUMBERS, NUMBERS, st.sampled_from([" to ", "–", "-", ", "]), st.booleans())
def test_ratio_round_trip(name: str, value: object, low: object, high: object, joined: str, named: bool) -> None:  # noqa: FBT001
    """A ratio with its interval is read back as it was written, in every usual way of writing."""
    label = "95% CI " if named else ""
    (found,) = effects.read(f"It was {name} {value} ({label}{low}{joined}{high}) here.").estimates
    assert found.kind == "ratio"
    assert found.interval is not None
    assert (found.value.value, found.interval.low.value, found.interval.high.value) == (value, low, high)


@given(st.sampled_from(DIFFERENCES), *[st.decimals(min_value=-99, max_value=99, places=1)] * 3)
def test_difference_round_trip(name: str, value: object, low: object, high: object) -> None:
    """A difference with its interval is read back with its signs, minus signs and hyphens alike."""
    text = f"{name} {value} (95% CI {low} to {high})"
    for written in (text, text.replace("-", "\N{MINUS SIGN}")):
        (found,) = effects.read(written).estimates
        assert found.interval is not None
        assert (found.value.value, found.interval.low.value, found.interval.high.value) == (value, low, high)


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_right_percentage_passes(part: int, whole: int, places: int) -> None:
    """A percentage that is k divided by n, rounded to any number of decimals, is never called wrong."""
    part = min(part, whole)
    (share,) = effects.read(f"{part} of {whole} ({100 * part / whole:.{places}f}%)").shares
    assert share.percent is not None
    assert not consistency.impossible_percentage(share.part, share.whole, share.percent)


@given(st.integers(0, 500), st.integers(50, 500), st.integers(2, 40))
def test_wrong_percentage_fails(part: int, whole: int, off: int) -> None:
    """A percentage that is off by two points or more is called wrong."""
    part = min(part, whole)
    (share,) = effects.read(f"{part} of {whole} ({round(100 * part / whole) + off}%)").shares
    assert share.percent is not None
    assert consistency.impossible_percentage(share.part, share.whole, share.percent)


@given(st.floats(0.1, 10), st.floats(1.05, 4), st.integers(2, 3))
def test_symmetric_interval_passes(middle: float, factor: float, places: int) -> None:
    """A ratio in the geometric middle of its bounds is neither outside nor lopsided, however it was rounded."""
    text = f"OR {middle:.{places}f} (95% CI {middle / factor:.{places}f} to {middle * factor:.{places}f})"
    (found,) = effects.read(text).estimates
    assert not consistency.outside(found)
    assert not consistency.lopsided(found)


PIECES = st.lists(
    st.sampled_from(
        [
            *"OR RR HR MD 95% CI 0.87 -0.5 (0.77–0.99) ; , . p = <.05 of / 7 60 12% to [ ] 1,234 –1".split(),
            *(" ", "\t", "(", ")", "µg", "odds ratio", "patients", "confidence interval"),
        ]
    ),
    max_size=40,
)


@given(st.one_of(st.text(), PIECES.map(" ".join), PIECES.map("".join)))
def test_every_text_is_read(text: str) -> None:
    """No text raises, every range lies inside the text, and every range holds what it says."""
    found = effects.read(text)
    flat = plain(text)
    assert len(flat) == len(text)
    values = (found.estimates, found.intervals, found.ps, found.shares)
    ranges = [(item.start, item.end) for group in values for item in group]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    for estimate in found.estimates:
        written = flat[estimate.value.start : estimate.value.end].replace(",", "").replace(" ", "")
        assert float(written) == float(estimate.value.value)
    for slip in slips(text):
        assert 0 <= slip.start < slip.end <= len(text)
    assert all(number.value > 100 for number in shares.beyond_whole(flat))
    assert isinstance(repeats.outcome_words(text), frozenset)


@given(PIECES.map(" ".join))
def test_mending_changes_no_number_and_ends(text: str) -> None:
    """What is mended has the same digits, and mending comes to an end."""
    first = mended(text) or text
    assert [c for c in first if c.isdigit()] == [c for c in text if c.isdigit()]
    for _ in range(5):
        first = mended(first) or first
    assert mended(first) == ""


@pytest.mark.parametrize(
    "piece",
    ["OR 4.63 (95% CI 1.00 to 21.48; p = 0.05), ", "7 of 60 ", "95% CI ", "(((", "odds ratio of a ", "1", "1,", "OR "],
)
def test_linear_time(piece: str) -> None:
    """A text eight times as long takes about eight times as long, not sixty-four times."""

    def seconds(times: int) -> float:
        text = piece * times
        start = time.process_time()
        once.forget()
        effects.read(text)
        list(slips(text))
        return time.process_time() - start

    seconds(50)
    assert seconds(8000) < 24 * max(seconds(1000), 0.004)
