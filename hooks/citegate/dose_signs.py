"""How the number and unit of a dose are written: zeros, spaces, thousands, and abbreviations that are misread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from citegate.doses import read
from citegate.lexicon import alternation, load
from citegate.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.doses import Quantity
    from citegate.values import Number

_UNGROUPED = 5
_WORDY = frozenset({"tablet", "capsule", "puff", "drop", "lozenge", "sachet", "suppository", "ampoule", "vial"})
_ADJACENT = r"[\s,;()]{1,2}"
_LED_BY = re.compile(r"\b(?:in|with|for|from|have|has|had|and|of|active|progressive)\s\Z", re.IGNORECASE)
"""Words before a name that is a disease's and no drug's: "in MS 10 mg was given"."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece `start:end` of a text that is to be written `write` ("" where a person must decide), and why."""

    start: int
    end: int
    write: str
    why: str


def trailing_zeros(text: str, own: tuple[str, ...] = ()) -> Iterator[Sign]:
    """Yield each number of a dose that ends in a zero after the decimal point: "1.0 mg", "2.50 mL"."""
    for number in _numbers(text, own):
        written = text[number.start : number.end]
        if number.decimals and written.endswith("0"):
            yield Sign(number.start, number.end, written.rstrip("0").rstrip(".·"), written)


def naked_decimals(text: str, own: tuple[str, ...] = ()) -> Iterator[Sign]:
    """Yield each number of a dose that begins with its decimal point: ".5 mg"."""
    for number in _numbers(text, own, kinds=("dose", "measurement", "concentration")):
        written = text[number.start : number.end]
        if written[0] in ".·":
            yield Sign(number.start, number.end, f"0{written}", written)


def _numbers(text: str, own: tuple[str, ...], kinds: tuple[str, ...] = ("dose",)) -> Iterator[Number]:
    for quantity in read(text, own).quantities:
        if quantity.kind in kinds:
            yield quantity.low
            if quantity.high:
                yield quantity.high


def tight_units(text: str, own: tuple[str, ...] = ()) -> Iterator[Sign]:
    """Yield each dose whose number touches its unit: "10mg"; a unit that DO03 replaces gets its space there."""
    for quantity in read(text, own).quantities:
        number = quantity.high or quantity.low
        if quantity.kind != "measurement" and number.end == quantity.unit_start and quantity.dimension not in _WORDY:
            written = text[number.start : quantity.unit_end]
            spaced = f"{text[number.start : number.end]} {text[quantity.unit_start : quantity.unit_end]}"
            fixed_elsewhere = plain(quantity.unit) in load("errorprone")["units"]
            yield Sign(number.start, quantity.unit_end, "" if fixed_elsewhere else spaced, written)


def ungrouped_thousands(text: str, own: tuple[str, ...] = ()) -> Iterator[Sign]:
    """Yield each number of a dose with five digits or more and no thousands separator: "100000 units"."""
    for number in _numbers(text, own):
        written = text[number.start : number.end]
        if written.isdigit() and len(written) >= _UNGROUPED and written[0] != "0":
            yield Sign(number.start, number.end, f"{int(written):,}", written)


def error_prone(text: str, own: tuple[str, ...] = ()) -> Iterator[Sign]:
    """Yield each abbreviation of the list that is a unit, a frequency, a route or a drug of a dose in the text."""
    doses = [quantity for quantity in read(text, own).quantities if quantity.kind == "dose"]
    if not doses:
        return
    for quantity in doses:
        yield from _unit(quantity, text)
    flat = plain(text)
    frequencies, after, drugs, beside = _patterns()
    for match in frequencies.finditer(flat):
        yield _sign("frequencies", match[0], match.start())
    for match in drugs.finditer(flat):
        if _LED_BY.search(flat[max(0, match.start() - 12) : match.start()]):
            continue
        yield _sign("drugs", match["name"], match.start("name"))
    for quantity in doses:
        for name, group in ((after, "after"), (beside, "drugs")):
            found = name.match(flat, quantity.end)
            if found:
                yield _sign(group, found["name"], found.start("name"))


def _unit(quantity: Quantity, text: str) -> Iterator[Sign]:
    entry = load("errorprone")["units"].get(plain(quantity.unit))
    if entry:
        one = quantity.high is None and quantity.low.value == 1
        write = entry["one"] if one else entry["write"]
        space = " " if text[quantity.unit_start - 1].isdigit() else ""
        written = f"“{text[quantity.unit_start : quantity.unit_end]}” is {entry['why']}"
        yield Sign(quantity.unit_start, quantity.unit_end, space + write, f"{written}: write “{write}”")


def _sign(group: str, name: str, start: int) -> Sign:
    entry = load("errorprone")[group][name]
    advice = f"“{entry['write']}”" if entry["write"] else entry["say"]
    return Sign(start, start + len(name), entry["write"], f"“{name}” is {_reason(entry['why'])}: write {advice}")


def _reason(why: str) -> str:
    return (
        why.replace("it means either", "ambiguous")
        .replace("the q is read", "misread, its q")
        .replace("os is read", "misread, os")
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = load("errorprone")
    frequencies, after, drugs = (alternation(data[name]) for name in ("frequencies", "after", "drugs"))
    number_and_unit = r"\d[\d.,]{0,8}\s?(?:mg|mcg|µg|g|mL|ml|units|U|mEq|mmol)\b"
    days = r"(?:[\s,]{1,2}(?:once|twice|three times|daily|bid|tid|qid)){0,2}"
    return (
        re.compile(rf"(?<![\w.])(?:{frequencies})(?!\w)"),
        re.compile(rf"{days}{_ADJACENT}(?:at\s)?(?P<name>{after})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?P<name>{drugs})\s(?:(?:IV|PO|IM|i\.v\.)\s)?(?={number_and_unit})"),
        re.compile(rf"{_ADJACENT}(?:of\s)?(?:IV\s|IM\s|PO\s)?(?P<name>{drugs})(?![\w-]|\s(?:patients|people|relapse))"),
    )
