"""Break doses: zeros, units, spaces, routes, limits, sums, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .registry import Mutant, Sample, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEUTRAL = "## Once more\n\n"
"""A heading that names neither route nor people, so that nothing above counts."""
_AFTER = "The oil is clear."
"""A sentence without a limit, so that nothing below counts."""


def _orders(sample: Sample, what: str, *sentences: str) -> Iterator[Mutant]:
    """Yield a mutant with each sentence below a neutral heading, at every place."""
    for line, sentence in sample.places(*sentences):
        yield sample.block_mutant(what, f"{_NEUTRAL}{sentence} [@{sample.key('drug-label')}, sec. 2]. {_AFTER}", line)


@mutator("DO01")
def trailing_zero(sample: Sample) -> Iterator[Mutant]:
    """Add a trailing zero to each dose in milligrams."""
    yield from sample.swap("whole dose", r"(?<![\d.,/–])(\d{1,3}) mg\b(?!/)", r"\1.0 mg")
    yield from sample.swap("decimal dose", r"(?<![\d.,/–])(\d\.\d) mg\b(?!/)", r"\g<1>0 mg")


@mutator("DO02")
def naked_decimal(sample: Sample) -> Iterator[Mutant]:
    """Take the leading zero from each dose."""
    yield from sample.swap("leading zero dropped", r"\b0(\.\d+ mg\b)", r"\1")


@mutator("DO03")
def error_prone(sample: Sample) -> Iterator[Mutant]:
    """Write each unit and frequency in a form that has led to overdoses."""
    yield from sample.swap("µg", r"(?<![/–])(\b\d[\d.]*) mg\b(?!/)", r"\1 µg")
    yield from sample.swap("U", r"(\d) units\b", r"\1 U")
    yield from sample.swap("IU", r"(\d) units\b", r"\1 IU")
    yield from sample.swap("cc", r"(\d) mL\b(?!/)", r"\1 cc")
    yield from sample.swap("QD", r"(mg) once daily", r"\1 QD")
    yield from _orders(sample, "order with U", "Adults: give 34 U subcutaneously once")


@mutator("DO04")
def dose_spacing(sample: Sample) -> Iterator[Mutant]:
    """Take the space from each dose, and the comma from each large one."""
    yield from sample.swap("no space", r"(\b\d[\d.]*) mg\b", r"\1mg")
    yield from sample.swap("no comma", r"(\b\d\d),(\d{3}) units\b", r"\1\2 units")


@mutator("DO05")
def dose_without_route(sample: Sample) -> Iterator[Mutant]:
    """Order a dose without a route, without people, and without both."""
    yield from _orders(sample, "no route", "Adults: give 5 mg once")
    yield from _orders(sample, "no people", "Give 5 mg orally once")
    yield from _orders(sample, "neither", "Give 5 mg")


@mutator("DO06")
def repeated_dose(sample: Sample) -> Iterator[Mutant]:
    """Order a repeated dose without its maximum, and without its frequency."""
    orders = ("Adults: give 5 mg orally three times daily", "Adults: give 5 mg orally every 6 hours")
    yield from _orders(sample, "no maximum", *orders)


@mutator("DO07")
def weight_dose_uncapped(sample: Sample) -> Iterator[Mutant]:
    """Order a dose per kilogram without a limit, and take the limit from those that have one."""
    yield from _orders(sample, "no limit", "Children: give 0.01 mg/kg intravenously once")
    limits = sample.swap("limit dropped", r"(mg/kg intravenously over 15 seconds), maximum [\d.]+ mg", r"\1")
    yield from limits


@mutator("DO08")
def dose_arithmetic(sample: Sample) -> Iterator[Mutant]:
    """Turn each range of doses round, and order more than a maximum."""
    yield from sample.swap("range turned round", r"(?<![\d.])(\d[\d.]*)–(\d[\d.]*) mg", r"\2–\1 mg")
    yield from _orders(
        sample,
        "above the maximum",
        "Adults: give 5 × 0.3 mg intravenously, maximum 1 mg",
        "Adults: give 40 mg orally once, maximum 20 mg",
    )


@mutator("DO09")
def look_alike(sample: Sample) -> Iterator[Mutant]:
    """Name look-alike drugs without their capitals."""
    for line, name in sample.places("hydroxyzine", "Hydralazine", "vinblastine"):
        yield sample.block_mutant(name, f"The widget is no {name} [@{sample.key()}, p. 4].", line)
