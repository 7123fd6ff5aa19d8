"""Whether a text tells somebody to give a dose, and what it says with it: route, population, frequency, maximum."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate import effects, tiers
from citegate.article import Role
from citegate.doses import read
from citegate.wordlists import has, pattern

if TYPE_CHECKING:
    from citegate.article import Unit
    from citegate.doses import Quantity
    from citegate.surroundings import Around, Surroundings

_PROSE = (Role.SENTENCE, Role.ROW, Role.LEAD_IN)
_SHORT = 60
_FORM = re.compile(r"\s(?:tablet|capsule|vial|ampoule|pen|patch|sachet|strength)")
_BRACKET = re.compile(r"[(\[]\s?\Z")
_CONDITION = (
    re.compile(r"\b(?:if|when|unless|where)\s(?:the\s|a total of\s)?\Z", re.IGNORECASE),
    re.compile(r"\s(?:[a-z]+\s){0,2}?(?:do|does|fails?|has|have|brings?|shows?|wakes?|works?)\b"),
)
"""What stands before and behind an amount of which only the outcome is told: "if 10 mg does nothing, …"."""
_ALTERNATIVE = re.compile(r"[^,;.:\d()]{0,25}\b(?:or|and)\s(?:[a-z]+\s)?")
_FINITE = re.compile(
    r"\bfor\s(?:\d{1,3}|one|two|three|four|five|six|seven|ten)(?:\s?(?:-|to)\s?\d{1,3})?\s(?:days?|weeks?|months?)\b"
)
_STEPS = re.compile(r"\b(?:then|titrat\w*|increas\w*|rais\w*|step\w*)\b", re.IGNORECASE)
_REPEATED = re.compile(
    r"\b(?:repeat(?:ed|s)?|maintenance|every\s\w+\s(?:hours|minutes|seconds|days|weeks)|every\s\d|q\d{1,2}h)\b",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\bevery\s(?:\d|\w+\s(?:hours?|minutes?|seconds?|days?|weeks?))|\b\d{1,3}[\s-](?:second|minute|hour|day)\sintervals?|\bafter\s\d"
    r"|\b(?:once|twice|\w+\stimes|additional|further)\b|\bintervals?\b|\bcontinuous|\bover\s\d|\bq\d{1,2}h\b|\bhour(?:ly)?\b",
    re.IGNORECASE,
)


def instructed(unit: Unit, around: Surroundings, units: tuple[str, ...] = ()) -> tuple[Quantity, ...]:
    """Return the doses that a unit tells somebody to give; nothing where it reports, measures or only bounds."""
    if unit.role not in _PROSE or unit.gap:
        return ()
    found = _proper(unit.text, units)
    if not found or _reports(unit.text) or _stands_in_report(unit, around.of(unit)):
        return ()
    return found if _orders(unit, around, units) else ()


def _proper(text: str, units: tuple[str, ...]) -> tuple[Quantity, ...]:
    """Return the doses of a text without maxima, their alternatives, and amounts in brackets that repeat another."""
    found: list[Quantity] = []
    before: Quantity | None = None
    bound = False
    for quantity in read(text, units).given:
        between = text[before.end : quantity.start] if before else ""
        bound = quantity.maximum or (bound and bool(_ALTERNATIVE.fullmatch(between)))
        repeats = before is not None and bool(_BRACKET.search(text[max(0, quantity.start - 3) : quantity.start]))
        strength = text[quantity.unit_start - 1] == "-" and bool(_FORM.match(text, quantity.end))
        if not bound and not repeats and not strength and not _is_condition(text, quantity):
            found.append(quantity)
        before = quantity
    return tuple(found)


def _is_condition(text: str, quantity: Quantity) -> bool:
    before, behind = _CONDITION
    return bool(before.search(text[max(0, quantity.start - 20) : quantity.start]) and behind.match(text, quantity.end))


def _reports(text: str) -> bool:
    """Return whether a text tells what was given, seen or sold: words of a report, or the statistics of one."""
    found = effects.read(text)
    return bool(found.estimates or found.ps) or has(text, "doseunits", "reports")


def _stands_in_report(unit: Unit, place: Around) -> bool:
    """Return whether the heading, lead-in or table header of a unit says that it was given in a study.

    An order that stands there ("Give …") is one all the same.
    """
    titles = "\n".join((*place.headings[-1:], *place.leads, place.header))
    if not has(titles, "doseunits", "studies") or has(titles, "doseunits", "advice"):
        return False
    return "directive" not in tiers.reasons(unit.text)


def _orders(unit: Unit, around: Surroundings, units: tuple[str, ...]) -> bool:
    """Return whether the words, the heading, the header or the shortness of an item make its amount a dose to give."""
    if has(unit.text, "doseunits", "orders") or has(unit.text, "doseunits", "routes") or is_repeated(unit.text, units):
        return True
    place = around.of(unit)
    titles = "\n".join((*place.headings, *place.leads, place.header))
    return has(titles, "doseunits", "headers") or (len(unit.text) < _SHORT and unit.role is Role.SENTENCE)


def is_repeated(text: str, units: tuple[str, ...] = ()) -> bool:
    """Return whether a text speaks of a dose that is given more than once."""
    if _REPEATED.search(text) or has(text, "doseunits", "frequencies"):
        return True
    return any("day" in q.per for q in read(text, units).given)


def has_frequency(text: str, units: tuple[str, ...] = ()) -> bool:
    """Return whether a text says how often a dose is given."""
    doses = read(text, units)
    often = has(text, "doseunits", "frequencies") or any({"day", "week", "month"} & set(q.per) for q in doses.given)
    return bool(often or doses.frequencies or _HOW_OFTEN.search(text))


def has_maximum(text: str) -> bool:
    """Return whether a text bounds a dose: "at most 80 mg a day", "whichever is lower"."""
    return bool(pattern("doseunits", "maxima").search(text))


def is_bounded(text: str) -> bool:
    """Return whether the doses of a text end by themselves: one amount, for a given number of days."""
    return bool(_FINITE.search(text)) and not _STEPS.search(text)


def has_cap(text: str, units: tuple[str, ...] = ()) -> bool:
    """Return whether a text bounds a weight-based dose by an amount that does not depend on weight."""
    fixed = [q for q in read(text, units).given if "kg" not in q.per]
    return any(q.maximum for q in fixed) or (bool(fixed) and has_maximum(text))
