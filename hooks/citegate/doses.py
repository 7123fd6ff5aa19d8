"""Amounts of drugs in a text as values: quantity, unit, per what, whether it is a maximum, a measurement or a dose.

Every value has its range in the text. A text that cannot be read with certainty gives fewer values, never wrong ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from citegate import ownunits
from citegate.glance import has_digit, lowered, words
from citegate.lexicon import alternation, load
from citegate.once import per_text
from citegate.values import NUMBER, Number, group, plain
from citegate.wordlists import has, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Doses", "Frequency", "Quantity", "has_dose_to_give", "read"]

Kind = Literal["dose", "measurement", "concentration"]
_CLAUSE = re.compile(r"[;\t\n]|[.:]\s")
_NEAR, _NEAR_AFTER, _NEAR_MAXIMUM = 45, 22, 48
_COUNTS = {
    "once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10,
}  # fmt: skip
_WORD_COUNT = alternation(_COUNTS)
_TIMES = re.compile(
    rf"(?<![\w.])(?:(?P<n>\d{{1,2}}|{_WORD_COUNT})(?:\stimes)?\s(?:a|per|each|every|/)\s?day"
    rf"|(?P<m>\d{{1,2}}|{_WORD_COUNT})(?:\stimes)?\sdaily"
    r"|every\s(?P<hours>\d{1,2}|two|three|four|six|eight)\s(?:hours|h)\b"
    r"|(?P<short>[btq]\.?i\.?d\b\.?))",
    re.IGNORECASE,
)
_SHORT = {"b": 2, "t": 3, "q": 4}
_ADDITIONAL = re.compile(
    r"\b(?:up to|at most|a maximum of|maximum|repeated?)\s(?:an?\s)?(?:up to\s|at most\s)?"
    rf"(?P<n>\d{{1,2}}|{_WORD_COUNT})"
    r"\s(?:(?P<more>additional|further|more)\s)?(?P<what>times|doses|repeats|repetitions)\b",
    re.IGNORECASE,
)
_OFTEN = frozenset({"b", "bi", "bid", "every", "q", "qi", "qid", "t", "ti", "tid"})
"""Words of which one stands in each text that says how often, unless "day" or "daily" does."""
_COUNTED = frozenset({"doses", "repeats", "repetitions", "times"})
_LETTERS = re.compile(r"µ?[a-z]+")
_AFTER_DIGIT = re.compile(rf"\d[\s-]{{0,2}}({_LETTERS.pattern})")
_MULTIPLIED = re.compile(r"(?<![\w.])(?P<n>\d{1,2})\s?[×x]\s?\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount at `start:end`. `high` is the upper end of a range; `per` what it is given per ("kg", "day", …).

    `kind` is "measurement" for a result or a body's value and "concentration" for an amount per volume; `maximum` is
    true for a bound ("at most 80 mg"). `unit` is as written, `dimension` and `factor` turn it into mg, mL, units.
    """

    low: Number
    high: Number | None
    unit: str
    unit_start: int
    unit_end: int
    dimension: str
    factor: Decimal
    per: tuple[str, ...]
    kind: Kind
    maximum: bool
    start: int
    end: int

    @property
    def top(self) -> Decimal:
        """Return the amount, the upper end of a range, in the dimension's own unit."""
        return (self.high or self.low).value * self.factor


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a dose is given: `count` per day, or in all where `total` is true."""

    count: int
    total: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doses:
    """Everything that a text says of amounts, in the order of the text."""

    quantities: tuple[Quantity, ...] = ()
    frequencies: tuple[Frequency, ...] = ()

    @property
    def given(self) -> tuple[Quantity, ...]:
        """Return the amounts that are doses, maxima included."""
        return tuple([q for q in self.quantities if q.kind == "dose"]) if self.quantities else ()


NOTHING = Doses()


@cache
def _units(own: tuple[str, ...]) -> dict[str, tuple[str, Decimal]]:
    """Return dimension and factor of each unit, symbols as they are, words in lower case and in both numbers.

    A project's own unit is a dimension of its own.
    """
    data = load("doseunits")
    units = {name: (dimension, Decimal(factor)) for name, (dimension, factor) in data["symbols"].items()}
    for name, (dimension, factor) in data["words"].items():
        units[name] = units[ownunits.plural(name)] = (dimension, Decimal(factor))
    added = {form: (name, Decimal(1)) for name in own for form in (name, *ownunits.words((name,)))}
    return {**added, **units}


@cache
def _quantity(own: tuple[str, ...]) -> re.Pattern[str]:
    data = load("doseunits")
    cased = {*data["symbols"], *ownunits.symbols(own)}
    symbols, names = alternation(cased), alternation(name for name in _units(own) if name not in cased)
    unit = rf"(?:{symbols}|(?i:{names}))(?![A-Za-z0-9]|-[A-Za-z])"
    pers = alternation(data["per"])
    return re.compile(
        rf"(?:(?<![\w.,])|(?<![\d.])(?=\.\d))(?<!\d[-/])(?P<minus>(?<![\d\s])-|(?<=\s)-(?=\d))?(?P<low>{NUMBER})"
        rf"(?:(?:\s?-?{unit})?\s?(?:-|\bto\b)\s?(?P<high>{NUMBER}))?(?P<gap>[\s-]{{0,2}})(?P<unit>{unit})"
        rf"(?P<per>(?:\s?/\s?(?:{pers})\b|\s(?:per|a|an|each|every)\s(?:{pers})\b|\sdaily\b){{0,3}})"
    )


@cache
def _symbols() -> frozenset[str]:
    """Return the first letters of each unit in lower case, as they stand after a number."""
    return frozenset(_LETTERS.findall(lowered(unit))[0] for unit in _units(()))


@cache
def _per_names() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9.])(?:{alternation(load('doseunits')['per'])})\b")


@per_text
def read(text: str, own: tuple[str, ...] = ()) -> Doses:
    """Return the amounts of a text, `own` the units that a project adds. Never raises; linear in the text."""
    if not has_digit(text):
        return NOTHING
    flat = plain(text)
    quantities, frequencies = tuple(_quantities(flat, own)), sorted(_frequencies(flat), key=lambda found: found.start)
    return Doses(quantities, tuple(frequencies)) if quantities or frequencies else NOTHING


def _quantities(flat: str, own: tuple[str, ...]) -> Iterator[Quantity]:
    if not own and _symbols().isdisjoint(_AFTER_DIGIT.findall(lowered(flat))):
        return
    units = _units(own)
    for match in _quantity(own).finditer(flat):
        unit = match["unit"]
        dimension, factor = units[unit] if unit in units else units[unit.lower()]
        per = tuple(load("doseunits")["per"][name] for name in _per_names().findall(match["per"]))
        kind = _kind(flat, match, dimension, per)
        yield Quantity(
            low=group(match, "low"),
            high=group(match, "high") if match["high"] else None,
            unit=unit,
            unit_start=match.start("unit"),
            unit_end=match.end("unit"),
            dimension=dimension,
            factor=factor,
            per=per,
            kind=kind,
            maximum=kind == "dose" and _is_maximum(flat, match),
            start=match.start(),
            end=match.end(),
        )


def _kind(flat: str, match: re.Match[str], dimension: str, per: tuple[str, ...]) -> Kind:
    """Tell a dose from a concentration or clearance by its unit, and from a measurement by the words near it."""
    if per and (per[0] in {"volume", "mass"} or (dimension == "volume" and per[0] == "minute" and "kg" not in per)):
        return "concentration"
    before, after = _near(flat, match.start(), match.end())
    if match["minus"] or re.search(r"[±]\s?\Z", before) or after.startswith((" ±", "±")):
        return "measurement"
    if has(before, "doseunits", "measured") or has(after, "doseunits", "measured"):
        return "measurement"
    return "dose"


def _near(flat: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a range that belong to its clause."""
    before = _CLAUSE.split(flat[max(0, start - _NEAR) : start])[-1]
    return before, _CLAUSE.split(flat[end : end + _NEAR_AFTER])[0]


def _is_maximum(flat: str, match: re.Match[str]) -> bool:
    before, after = _near(flat, match.start(), match.end())
    if before.rstrip().endswith(("<", ">", "≤", "≥")):
        return True
    bound = list(pattern("doseunits", "maxima").finditer(before[-_NEAR_MAXIMUM:]))
    if bound and not re.search(r"\d", before[-_NEAR_MAXIMUM:][bound[-1].end() :]):
        return True
    return bool(re.match(r"\s?(?:\([^()]{0,20}\)\s?)?(?:in total|total|maximum|max\b|at most|cumulative)", after))


def _frequencies(flat: str) -> Iterator[Frequency]:
    found = words(flat)
    for match in _TIMES.finditer(flat) if "da" in lowered(flat) or not _OFTEN.isdisjoint(found) else ():
        if match["hours"]:
            hours = _count(match["hours"])
            if 24 % hours == 0:
                yield Frequency(24 // hours, total=False, start=match.start(), end=match.end())
        elif match["short"]:
            yield Frequency(_SHORT[match["short"][0].lower()], total=False, start=match.start(), end=match.end())
        else:
            yield Frequency(_count(match["n"] or match["m"]), total=False, start=match.start(), end=match.end())
    for match in _ADDITIONAL.finditer(flat) if not _COUNTED.isdisjoint(found) else ():
        extra = 1 if match["more"] or match["what"].lower().startswith("repe") else 0
        yield Frequency(_count(match["n"]) + extra, total=True, start=match.start(), end=match.end())


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def multiplier(text: str, quantity: Quantity) -> int:
    """Return 5 for the 0.3 mg of "5 × 0.3 mg", else 1."""
    match = _MULTIPLIED.search(plain(text[max(0, quantity.start - 6) : quantity.start]))
    return int(match["n"]) if match else 1


def has_dose_to_give(text: str) -> bool:
    """Return whether a text holds an amount that is a dose."""
    return bool(read(text).given)
