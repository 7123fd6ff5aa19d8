"""Grades of recommendations and of evidence in a text: which scheme they belong to, and whether it has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from citegate.lexicon import alternation, load
from citegate.values import plain
from citegate.wordlists import has

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

_HINT = re.compile(r"COR|LOE|[Cc]lass |USPSTF|CEBM|Oxford|GRADE|[Gg]rade |[Ll]evel ")
_HINTS = ("COR", "LOE", "lass ", "USPSTF", "CEBM", "Oxford", "GRADE", "rade ", "evel ")
"""One of these stands in every text that the pattern finds, and they are looked for ten times as fast."""
_COR = re.compile(r"(?<![\w-])COR\s?(?:[:=]\s?)?(?P<grade>\d[A-Za-z]?|I{1,3}V?[A-Za-z]?)(?![\w-])")
_LOE = re.compile(r"(?<![\w-])LOE\s?(?:[:=]\s?)?(?P<grade>[A-Z](?:-[A-Z]{1,2})?)(?![\w-])")
_CLASS = re.compile(
    r"(?<![\w-])[Cc]lass\s(?P<grade>\d[a-z]?|I{1,3}[ab]?)(?=\s?[:;,.()]|\t|\Z|\s(?:recommend|(?:in|for|by|here)\b))"
)
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|as|remains?|graded|rated|classified|carr(?:y|ies))\s(?:now\s|only\s)?(?:an?\s|in\s)?\Z"
)
_USPSTF = re.compile(
    r"\bUSPSTF(?:\s[a-z]+){0,2}[\s,:(]{1,2}"
    r"(?:(?i:grade)\s?[:=]?\s?(?P<grade>[A-Z])|(?P<early>[A-Z])\s(?:grade|recommendation))\b"
)
_OXFORD = re.compile(
    r"\b(?:Oxford|OCEBM|CEBM)(?:\sCEBM)?(?:\s[a-z]+){0,3}[\s,:(]{1,2}"
    r"(?i:level)\s?(?:of evidence\s)?(?P<grade>\d[a-z]?)\b"
)
_OXFORD_LETTER = re.compile(r"\b(?:Oxford|OCEBM|CEBM)(?:\s[a-z]+){0,3}[\s,:(]{1,2}(?i:grade)\s?(?P<grade>[A-Z])\b")
_NICE = re.compile(r"\b(?:NICE|SIGN)(?:\s[a-z]+){0,3}[\s,:(]{1,2}(?i:grade)\s?(?P<grade>GPP|[A-Z])\b")
_GRADE = re.compile(
    r"\bGRADE\b[\s:,(]{0,2}(?:(?:certainty|quality|rating|level|rated|as|is|was|of|the|evidence)[\s:,]{1,2}){0,5}"
    r"(?P<grade>\d[A-Za-z]\b|very high|very low|[a-z]+)"
)
_LETTER = re.compile(r"\b[Gg]rade\s(?P<grade>[A-DI])\b(?=\s(?:recommendation|evidence|statement)|\)|\t|\Z|[,;.])")
_LEVEL = re.compile(
    r"\b[Ll]evel\s(?P<grade>[1-5][abc]?|I{1,3}|IV|[A-D])\sevidence\b"
    r"|\b[Ll]evel of evidence[\s:]{1,2}(?P<late>[1-5][abc]?|[A-D])(?![\w-])"
)
_CERTAINTY = re.compile(
    r"\b(?P<word>very[\s-]low|low|moderate|high)[\s-](?:certainty|quality)(?:[\s-]of(?:\sthe)?)?[\s-](?:evidence|GRADE)\b"
    r"|\b(?P<of>very[\s-]low|low|moderate|high)[\s-]certainty\b"
    r"|\b(?:certainty|quality(?=\sof(?:\sthe)?\sevidence))(?:\sof(?:\sthe)?\sevidence)?(?:\sfor\s[\w\s-]{1,40}?)?[\s:]{1,2}"
    r"(?:(?:is|was|rated|as)\s){0,3}(?P<late>very low|low|moderate|high)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class GradeFault:
    """A grade at `start:end` of a text that its scheme lacks, or that names no scheme."""

    start: int
    end: int
    message: str
    help: str


@cache
def _grades(scheme: str, key: str = "grades") -> tuple[str, ...]:
    return tuple(load("grades")[scheme][key])


NO_SCHEMES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def hinted(text: str, own: Collection[str] = ()) -> bool:
    """Return whether a text may hold a grade of a shipped scheme, or of one of these."""
    shipped = any(hint in text for hint in _HINTS) and bool(_HINT.search(text))
    return shipped or any(name in text for name in own)


def faults(
    text: str, around: Callable[[], str], own: Mapping[str, tuple[str, ...]] = NO_SCHEMES, *, guided: bool = False
) -> Iterator[GradeFault]:
    """Yield the wrong grades of a text; `around` gives what is read with it, where a scheme may be named.

    `own` are the schemes that a project adds: the grades of each by its name. `guided` says that the text cites a
    guideline, so that a class in it is one of recommendation.
    """
    if not hinted(text, own):
        return
    flat = plain(text)
    for name, grades in own.items():
        for match in _own(name).finditer(flat):
            if match["grade"] not in grades:
                yield _unknown(match, name, grades)
    for pattern, scheme, key, name in _SCHEMES:
        for match in pattern.finditer(flat):
            grade = next(value for value in match.groups() if value)
            known = _grades(scheme, key)
            if grade not in known and (scheme != "grade" or _is_grade(grade)):
                yield _unknown(match, name, known)
    yield from _nameless(flat, f"{flat}\n{around()}", tuple(own), guided=guided)


@cache
def _own(name: str) -> re.Pattern[str]:
    """Return the pattern of a grade of a project's own scheme: "Widget Council grade B"."""
    return re.compile(
        rf"(?<!\w){re.escape(name)}(?:\s[a-z]+){{0,3}}[\s,:(]{{1,2}}(?i:grade|class|level|strength)\s?[:=]?\s?"
        r"(?P<grade>\d[A-Za-z+-]?|[A-Z][A-Za-z+-]{0,3})(?![\w-])"
    )


def _unknown(match: re.Match[str], name: str, known: tuple[str, ...]) -> GradeFault:
    grade = next(value for value in match.groups() if value)
    message = f"“{match[0].strip()}”: {name} has no grade {grade}"
    return GradeFault(match.start(), match.end(), message, f"{name} has {', '.join(known)}")


def _is_grade(word: str) -> bool:
    """Return whether what follows GRADE is meant as a grade: a word of another scheme, or a number with a letter."""
    return word in _grades("grade", "foreign") or (
        word[0].isdigit() and word.upper() not in _grades("grade", "letters")
    )


_SCHEMES = (
    (_COR, "class", "grades", "ACC/AHA class of recommendation"),
    (_LOE, "loe", "grades", "ACC/AHA level of evidence"),
    (_USPSTF, "uspstf", "grades", "USPSTF"),
    (_OXFORD, "oxford", "levels", "Oxford CEBM"),
    (_OXFORD_LETTER, "oxford", "grades", "Oxford CEBM"),
    (_NICE, "nice", "grades", "NICE"),
    (_GRADE, "grade", "words", "GRADE"),
)


def _nameless(flat: str, around: str, own: tuple[str, ...], *, guided: bool) -> Iterator[GradeFault]:
    """Yield the grades that only a reader who knows the scheme understands."""
    for match in _CLASS.finditer(flat):
        known = match["grade"] in _grades("class") and not _named(around, "class", own)
        if known and _recommends(flat, match, guided=guided):
            yield _without_scheme(match, "(AHA 2023)")
    for pattern in (_LETTER, _LEVEL):
        for match in pattern.finditer(flat):
            if not _named(around, "letters", own):
                yield _without_scheme(match, "(USPSTF)")


def _recommends(flat: str, match: re.Match[str], *, guided: bool) -> bool:
    """Return whether a class is one of recommendation, and not of disease, drug or device."""
    before = flat[max(0, match.start() - 24) : match.start()]
    said = has(flat, "grades", "class", "cardiology")
    predicate = bool(_PREDICATE.search(before))
    if has(flat, "grades", "class", "others"):
        return said and predicate
    return said or guided or predicate or (before.endswith("(") and match["grade"][-1] in "ab")


def _without_scheme(match: re.Match[str], example: str) -> GradeFault:
    message = f"“{match[0]}” does not name its grading scheme"
    return GradeFault(match.start(), match.end(), message, f"name it: “{match[0]} {example}”")


def _named(around: str, scheme: str, own: tuple[str, ...]) -> bool:
    return bool(re.search(rf"(?<!\w)(?:{alternation((*_grades(scheme, 'names'), *own))})(?!\w)", around))


def certainties(text: str) -> list[tuple[int, int, str]]:
    """Return each certainty of evidence that a text states, with its place: "very low", "low", "moderate", "high"."""
    if "ertainty" not in text and "uality" not in text:
        return []
    found = []
    for match in _CERTAINTY.finditer(plain(text)):
        word = next(value for value in match.groups() if value)
        found.append((match.start(), match.end(), word.lower().replace("-", " ")))
    return found


def overstated(text: str) -> str:
    """Return the certainty, low or very low, beside which a text claims an effect without a word of doubt, or ""."""
    words = [word for _, _, word in certainties(text) if word.endswith("low")]
    if not words:
        return ""
    doubted = has(text, "grades", "wording", "hedges") or has(text, "grades", "wording", "denials")
    return words[0] if not doubted and has(text, "grades", "wording", "effects") else ""
