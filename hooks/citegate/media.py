"""Media queries: whether a rule applies on a screen or a page of a given width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EM = 16.0
"""CSS pixels in an em or rem of a media query: the initial font size of browsers."""
UNITS = {"px": 1.0, "em": EM, "rem": EM, "pt": 4 / 3, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_LENGTH = r"(\d*\.?\d+)(px|r?em|pt|in|cm|mm)?"
_MIN_MAX = re.compile(rf"(min|max)-(?:device-)?width\s*:\s*{_LENGTH}")
_AFTER = re.compile(rf"width\s*(<=?|>=?|=)\s*{_LENGTH}")
_BEFORE = re.compile(rf"{_LENGTH}\s*(<=?|>=?|=)\s*width")
_TYPE = re.compile(r"(?:(not|only)\s+)?(all|screen|print|speech|tty|tv|projection|handheld|braille|embossed|aural)\b")
_FEATURE = re.compile(r"\(([^()]*)\)")
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


@dataclass(frozen=True, slots=True)
class Medium:
    """What a page is shown on: `screen` or `print`, the width in CSS pixels, and whether scripts run."""

    type: str = "screen"
    width: float = 1280.0
    scripts: bool = True


@lru_cache(maxsize=4096)
def applies(queries: tuple[str, ...], medium: Medium) -> bool | None:
    """Return whether all of nested lists of queries, in lower case, apply; None where that depends on more."""
    return _all([_any([_query(query.strip(), medium) for query in listed.split(",")]) for listed in queries])


@lru_cache(maxsize=4096)
def breakpoints(queries: tuple[str, ...]) -> frozenset[float]:
    """Return the widths at which queries change their answer, in CSS pixels."""
    found: set[float] = set()
    for query in queries:
        found.update(_pixels(match[2], match[3]) for match in _MIN_MAX.finditer(query))
        found.update(_pixels(match[2], match[3]) for match in _AFTER.finditer(query))
        found.update(_pixels(match[1], match[2]) for match in _BEFORE.finditer(query))
    return frozenset(found)


def _all(answers: Sequence[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _any(answers: Sequence[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


def _query(query: str, medium: Medium) -> bool | None:
    """Return whether one query applies; a form that is not read here is not known to."""
    match = _TYPE.match(query)
    rest = query[match.end() :] if match else query
    answers: list[bool | None] = [match[2] in ("all", medium.type)] if match else []
    answers += [_feature(feature.strip(), medium) for feature in _FEATURE.findall(rest)]
    beside = _FEATURE.sub(" ", rest).split()
    if set(beside) - {"and"}:
        answers = [answer for answer in answers if answer is False and match] or [None]
    answer = _all(answers)
    return not answer if match and match[1] == "not" and answer is not None else answer


def _feature(feature: str, medium: Medium) -> bool | None:
    sizes = [(match[1] == "min", _pixels(match[2], match[3])) for match in _MIN_MAX.finditer(feature)]
    if sizes:
        return all(medium.width >= size if least else medium.width <= size for least, size in sizes)
    bounds = [(match[1], _pixels(match[2], match[3])) for match in _AFTER.finditer(feature)]
    bounds += [(_MIRROR[match[3]], _pixels(match[1], match[2])) for match in _BEFORE.finditer(feature)]
    if bounds:
        return all(_compare(medium.width, sign, size) for sign, size in bounds)
    if feature.replace(" ", "") in ("scripting:none", "scripting:enabled"):
        return medium.scripts == feature.endswith("enabled")
    return None


def _compare(width: float, sign: str, size: float) -> bool:
    if sign == "=":
        return width == size
    return width == size if "=" in sign and width == size else (width < size if "<" in sign else width > size)


def _pixels(number: str, unit: str | None) -> float:
    return float(number) * UNITS.get(unit or "px", 1.0)
