"""Numbers of a text as values, and the numbers that the facts about a source bear out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from citegate.article import Unit
    from citegate.bibliography import Work

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: number for number, word in enumerate([*_ONES, *_TEENS], start=1)},
    **{word: number * 10 for number, word in enumerate(_TENS, start=2)},
    "once": 1,
    "twice": 2,
    "thrice": 3,
}
_ONE = "|".join(_ONES)
_BELOW = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONE})\b)?|{'|'.join(_TEENS)}|{_ONE})"
_WORD = rf"\b(?P<word>(?:{_ONE})[ ]hundred(?:(?:[ ]and)?[ ]{_BELOW})?|{_BELOW}|once|twice|thrice)\b"
_FRACTIONS = str.maketrans({"½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4", "·": "."})
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_COUNTS = r"(?:mg|mcg|g|mL|kcal|patients|people|participants|children|adults)"
_DATE = re.compile(
    rf"\b(?:[0-9]{{1,2}} {_MONTH} [0-9]{{4}}|{_MONTH} [0-9]{{1,2}}, [0-9]{{4}}|{_MONTH} [0-9]{{4}}"
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|(?:19|20)[0-9]{{2}}(?![0-9,.]*[0-9])(?! ?{_COUNTS}\b))"
)
_DIABETES = re.compile(r"\b[Tt]ypes? [12](?: (?:and|or) (?:type )?[12])?(?= diabet)")
"""A name and no quantity."""
_FIGURE = re.compile(
    rf"""
      (?<![A-Za-z0-9.])(?<![A-Z][-\u2010\u2011])                         # not in SGLT2, B12, GLP-1
      (?P<digits>[0-9]{{1,3}}(?:[,\u2009\u202f][0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
    | (?i:{_WORD})
    """,
    re.VERBOSE,
)
_WHEN = re.compile(
    r"\s(?:an?\b(?! (?:day|week|month|year|night|hour))|[a-z]+ed\b|drawn|given|he|it|its|no|patients|people|she|stable"
    r"|the|their|they|this|we|you|your)\b",
    re.IGNORECASE,
)
"""What makes `once` a conjunction: "once they were stable"."""
_OUT_OF = re.compile(r"[0-9] out of (?:every )?100\b(?![.,][0-9])")
"""A share in percent in other words: 63% is said as "63 out of 100"."""
_COUNTED = re.compile(
    r"[\s-](?:hour|day|week|month|year|minute|second|dose|tablet|capsule|vial|litre|liter|third|half|quarter|time)s?\b"
)
"""What makes `one` a number and no pronoun."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: its value, how it is written, where in the `spelled` text; `dated` if it belongs to a year or date."""

    value: Decimal
    shown: str
    start: int
    dated: bool = False


@dataclass(frozen=True)
class Evidence:
    """The numbers that are known of each source: in the facts about it, and in its bibliographic data."""

    facts: Mapping[str, list[str]]
    works: Mapping[str, Work] = field(default_factory=dict)
    _known: dict[tuple[str, bool], set[Decimal]] = field(default_factory=dict)

    def bears_out(self, figure: Figure, keys: Iterable[str]) -> bool:
        """Return whether one of the sources has that number; a date may also be that of its publication."""
        return any(figure.value in self._of(key, dated=figure.dated) for key in keys)

    def _of(self, key: str, *, dated: bool) -> set[Decimal]:
        if (key, dated) not in self._known:
            self._known[key, dated] = self._read(key, dated=dated)
        return self._known[key, dated]

    def _read(self, key: str, *, dated: bool) -> set[Decimal]:
        texts = list(self.facts.get(key, ()))
        if dated and key in self.works:
            texts += [self.works[key].fields.get(name, "") for name in ("year", "date", "title", "howpublished")]
        return {figure.value for text in texts for figure in figures(text, pronouns=True)}


def load(folders: Iterable[Path]) -> dict[str, list[str]]:
    """Return what the files of facts hold about each source: its facts, quotations and notes."""
    known: dict[str, list[str]] = {}
    for file in sorted(file for folder in folders for file in folder.glob("*.yml")):
        for fact in yaml.safe_load(file.read_text(encoding="utf-8"))["facts"]:
            known.setdefault(fact["source"], []).extend(str(fact.get(part, "")) for part in ("fact", "quote", "note"))
    return known


def spelled(text: str) -> str:
    """Return a text with signs such as `½` written as `1/2` and decimal points as points."""
    return text.translate(_FRACTIONS)


def figures(text: str, *, pronouns: bool = False) -> Iterator[Figure]:
    """Yield the numbers of a text in order; ranges give both bounds, `1/3` gives 1 and 3, ordinals in words none.

    "63 out of 100" gives 63. `one` counts only before what can be counted in days, doses and the like, `once` only
    where it is no conjunction; with `pronouns` both count everywhere.
    """
    text = spelled(text)
    dates = [match.span() for match in _DATE.finditer(text)]
    names = [match.span() for match in _DIABETES.finditer(text)]
    names += [(match.start() + 1, match.end()) for match in _OUT_OF.finditer(text)]
    for match in _FIGURE.finditer(text):
        at = match.start()
        word = (match["word"] or "").lower()
        uncounted = _is_pronoun(word, text, match) and not pronouns
        if uncounted or any(start <= at < end for start, end in names):
            continue
        value = _value(word, match["digits"] or "")
        yield Figure(value, match[0], at, any(start <= at < end for start, end in dates))


def _is_pronoun(word: str, text: str, match: re.Match[str]) -> bool:
    """Return whether `one` or `once` counts nothing: "one of them", "at once", "once they were stable"."""
    if word == "once":
        return text[: match.start()].endswith("at ") or bool(_WHEN.match(text, match.end()))
    return word == "one" and not _COUNTED.match(text, match.end())


def unsupported(unit: Unit, evidence: Evidence) -> list[Figure]:
    """Return the numbers of a claim that no source which it cites bears out."""
    return [figure for figure in figures(unit.text) if not evidence.bears_out(figure, unit.covering)]


def _value(word: str, digits: str) -> Decimal:
    if not word:
        return Decimal(re.sub("[,\u2009\u202f]", "", digits)).normalize()
    total = 0
    for part in re.split("[ -]", word):
        total = total * 100 if part == "hundred" else total + _WORDS.get(part, 0)
    return Decimal(total)
