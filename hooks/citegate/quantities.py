"""Numbers that claim something: quantities, doses and measures of effect, as against years, labels and names."""

# ruff: noqa: RUF001 - signs of mathematics are meant as they stand

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from citegate import glance, ownunits
from citegate.lexicon import alternation, fold, listed, load, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = re.compile(r"\d")
_BARE_CELL = re.compile(r"[^A-Za-z\d]*+\d[^A-Za-z]*+")
_END = r"(?![A-Za-z0-9])"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NAMES = re.compile(
    rf"(?:https?://|www\.|\b10\.\d{{4,9}}/)\S+|\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    rf"|\b\d{{1,2}} {_MONTH}(?: {_YEAR})?\b|\b{_MONTH} \d{{1,2}}(?:, {_YEAR})?\b|\b{_YEAR};\d+(?:\(\d+\))?:\d+(?:-\d+)?"
    rf"|\b{_YEAR}s\b"
)
"""Addresses, dates, decades and volume numbers: digits that measure nothing, whatever stands around them."""
_DATED = re.compile(r"\d{4}(?:-\d|;\d|s)")
_CODED = re.compile(r"\d(?:(?<=[A-Za-z]\d)|(?<=[A-Za-z]-\d)|(?<=1)[5-9]\d\d|(?<=2)0\d\d)")
"""What stands in every text that holds one of the codes below."""
_EFFECT = re.compile(r"[A-Z][A-Zr]|[<>=≤≥]")
"""What stands in every measure of effect with a sign: an acronym, "CrI" among them, or what it is compared by."""
_GLUED = re.compile(r"\d[A-Za-z]")
_LETTERS = re.compile(r"[a-z]+")


@cache
def _units(own: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a number with its unit."""
    shipped = [load("units")[name] for name in ("dose", "time", "other")]
    symbols = alternation((*(unit for kind in shipped for unit in kind["symbols"]), *ownunits.symbols(own)))
    names = alternation((*(unit for kind in shipped for unit in kind["words"]), *ownunits.words(own)))
    return re.compile(rf"\d[.·]?\s{{0,2}}-?\s{{0,2}}(?:(?:{symbols}){_END}|(?i:{names}){_END})")


@cache
def _labels() -> re.Pattern[str]:
    """Return the pattern of numbers that name parts and kinds: "Figures 2 and 3", "type 2"."""
    labels = alternation(load("units")["labels"]["words"])
    return re.compile(rf"\b(?i:{labels})\.?\s{{0,2}}[A-Z]?\d[\w.]*(?:\s?(?:,|-|and|or|to)\s?\d[\w.]*)*+")


@cache
def _codes() -> re.Pattern[str]:
    """Return the pattern of numbers inside names and of years: "SGLT2", "COVID-19", "in 2019"."""
    counted = alternation(load("units")["count"]["words"])
    return re.compile(
        r"\b[A-Za-z]{1,20}(?:-[A-Za-z]{1,20}){0,3}-?\d[\w-]*"
        rf"|(?<![\d.,$€£<>=≤≥])\b{_YEAR}\b(?:\s?(?:-|/|to|and)\s?(?:{_YEAR}|\d\d)\b)?"
        rf"(?![.,]\d)(?!\s(?:[a-z-]+\s){{0,2}}(?:{counted})\b)"
        rf"|\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]efore)\s{_YEAR}\b,?"
    )


@cache
def _counted() -> tuple[re.Pattern[str], frozenset[str] | None]:
    """Return the pattern of a number with what it counts, and the words of which one stands in such a text."""
    counted = load("units")["count"]["words"]
    found = rf"(?i:(?<![\d,.])\d[\d,.]*+(?<![.,])\s(?:[a-z'-]+\s){{0,3}}?(?:{alternation(counted)})\b)"
    return re.compile(found), glance.firsts(counted)


@cache
def _bounded() -> tuple[re.Pattern[str], frozenset[str] | None]:
    """Return the pattern of a number after a word that makes it a bound, and those words."""
    bounds = load("units")["bounds"]["words"]
    found = rf"(?i:\b(?:{alternation(bounds)})(?:\s?[:=]\s?|\s)(?:of\s|was\s|is\s|than\s)?)[~$€£]?\d"
    return re.compile(found), glance.firsts(bounds)


_NUMBERS = re.compile(
    r"[<>≤≥=~≈±×$€£]\s{0,2}[-+]?\.?\d"
    r"|(?<![\d.·])\d*+[.·]\d++(?!\.\d)|\b\d{1,3}(?:[, ]\d{3})+\b|\b\d{5,}\b"
    r"|\bbetween\s\d[\d.,]*\s(?:and|to)\s\d|\d\s?[/⁄]\s?\d|\b\d+\s(?:of|out of|in)\s(?:the\s|every\s)?\d"
    r"|(?<![A-Za-z\d.-])\d++(?:\.\d++)?\s?(?:-|to)\s?\d"
    r"|(?<![\d.])\d[\d.]*+\s(?:or|and)\s(?:more|less|over|older|under|younger|above|below|fewer|greater|higher|lower)\b"
)
"""A number that claims something without a unit, a noun or a bound, once names are taken out."""


@cache
def _spelled(own: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a spelled number with what it counts: "two tablets", "one in five", "several weeks"."""
    data = load("units")
    numbers = alternation(data["numbers"]["words"])
    units = (*data["dose"]["words"], *data["time"]["words"], *ownunits.words(own))
    counted, vaguely = alternation((*data["count"]["words"], *units)), alternation(units)
    return re.compile(
        rf"\b(?:(?!several|few|couple)(?:{numbers})[\s-](?:[a-z']+[\s-]){{0,2}}?(?:{counted}|times|fold|per\s?cent|degrees)\b"
        rf"|(?:several|few|couple of)\s(?:more\s)?(?:{vaguely})\b"
        rf"|(?:{numbers})\s(?:in|of|out of)\s(?:the\s|every\s)?(?:{numbers})\b"
        r"|(?:one|two|three)[\s-](?:thirds?|quarters?|halves|half|fifths?)\b)",
        re.IGNORECASE,
    )


@cache
def _doses(own: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an amount of a drug, in digits and spelled; laboratory values and clearances are none."""
    data = load("units")
    dose = data["dose"]
    numbers = alternation(data["numbers"]["words"])
    laboratory, not_after = alternation(dose["laboratory"]), alternation(dose["not_after"])
    symbols = alternation((*dose["symbols"], *ownunits.symbols(own)))
    names = alternation((*dose["words"], *ownunits.words(own)))
    digits = (
        rf"\d(?:[.·]?\s{{0,2}}-?\s{{0,2}}(?!{laboratory})(?:(?:{symbols})|(?i:{names})){_END}(?!{not_after})"
        rf"|\s?(?:⁄|/)\s?\d\s(?:a\s|of\sa\s)?(?i:{names}){_END})"
    )
    spelled = rf"\b(?i:{numbers})[\s-](?:an?\s|or\s[a-z]+\s|and\sa\shalf\s)?(?i:{names}){_END}(?!{not_after})"
    return re.compile(digits), re.compile(spelled)


@cache
def _dosed() -> frozenset[str]:
    """Return the first word of each unit of doses: one of these stands in each dose, or is glued to its number."""
    dose = load("units")["dose"]
    return glance.firsts(unit for unit in (*dose["symbols"], *dose["words"]) if unit.isascii()) or frozenset()


@cache
def _effects() -> re.Pattern[str]:
    """Return the pattern of an effect measure that is written with a sign: "OR 4.63", "95% CI", "p < .05"."""
    data = load("effects")
    return re.compile(
        rf"\b(?:{alternation(data['acronyms'])})\b\s{{0,2}}(?:of|was|is|[=:(,\[~])?\s{{0,2}}[-+~<>]?[\d.·]"
        r"|\d\s?%\s?-?\s?(?:CI|CrI)\b"
        r"|\b[pP]\s?-?\s?(?:values?|for\s\w+)?\s?[<>=≤≥]\s?[\d.·]|\b[rRI]\^?2\s?=\s?\d|\b[rκχt]2?\s?=\s?-?[\d.]"
    )


def measures(folded: str, lower: Sequence[str], own: tuple[str, ...] = ()) -> bool:
    """Return whether a folded text, given with its lower-case words, holds a number that claims something.

    `own` are the units that a project adds, here and below.
    """
    if not listed("units", "numbers", "words").isdisjoint(lower) and _spelled(own).search(folded):
        return True
    if not _SIGN.search(folded):
        return False
    text = _unnamed(folded)
    if _units(own).search(text):
        return True
    if not listed("units", "labels", "words").isdisjoint(lower):
        text = _labels().sub(" ", text)
    if _CODED.search(text):
        text = _codes().sub(" ", text)
    if any(not glance.lacks(text, begins) and pattern.search(text) for pattern, begins in (_counted(), _bounded())):
        return True
    cells = text.split("\t")[1:]
    return bool(_NUMBERS.search(text)) or any(_BARE_CELL.fullmatch(cell) for cell in cells)


def _unnamed(folded: str) -> str:
    """Return a text without its names; few texts hold a sign of one."""
    may = "/" in folded or "www." in folded or _DATED.search(folded) or any(month in folded for month in _MONTHS)
    return _NAMES.sub(" ", folded) if may else folded


def estimates(folded: str, cased: Sequence[str]) -> bool:
    """Return whether a folded text, given with its words, holds an effect measure or its precision in signs."""
    if not listed("effects", "certain").isdisjoint(cased):
        return True
    return bool(_SIGN.search(folded) and _EFFECT.search(folded) and _effects().search(folded))


def has_quantity(text: str, own: tuple[str, ...] = ()) -> bool:
    """Return whether the text holds a quantity: a number with a unit, a share, a count, a bound or an estimate."""
    folded = fold(text)
    cased = words(folded)
    return measures(folded, [word.lower() for word in cased], own) or estimates(folded, cased)


def has_dose(text: str, own: tuple[str, ...] = ()) -> bool:
    """Return whether the text holds an amount of a drug: mass, volume, units or pieces, also per kg, hour or day."""
    folded = fold(text)
    if not own and folded.isascii() and _dosed().isdisjoint(glance.words(folded)) and not _GLUED.search(folded):
        return False
    text = _unnamed(folded)
    digits, spelled = _doses(own)
    if _SIGN.search(text) and digits.search(text):
        return True
    numbers = listed("units", "numbers", "words")
    may = not text.isascii() or not numbers.isdisjoint(_LETTERS.findall(text.lower()))
    return bool(may and spelled.search(text))
