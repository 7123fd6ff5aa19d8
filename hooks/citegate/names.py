"""Reads the names in the author and editor fields of a .bib entry, as BibTeX does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from citegate.texts import decode, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.bibliography import Work


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`, `suffix` such as Jr) or an organisation as it is written (`literal`)."""

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""

    @property
    def initials(self) -> str:
        """Return the initials of the given names without points: `Morten Bækbo` gives `MB`, `Hung-Yuan` `HY`."""
        return "".join(_initials(word) for word in re.split(r"[\s.\-\u2010\u2011]+", self.given) if word)

    @property
    def short(self) -> str:
        """Return the name that a reader knows it by: the family name, or the organisation."""
        return self.literal or self.family or self.given


OTHERS = Name(literal="et al.")
"""Stands last in a list of names that ends with `and others`."""

_AND = re.compile(r"(?<!\\)[{}]|\s+and(?=\s)", re.IGNORECASE)
_COMMA_OR_SPACE = re.compile(r"(?<!\\)[{}]|,|[\s~]+")
_EXTENDED = re.compile(r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*", re.IGNORECASE)


def authors(work: Work, field: str = "author") -> tuple[Name, ...]:
    """Return the names in a field of a work, in order; `and others` gives `OTHERS` as the last one."""
    return read_names(work.raw.get(field) or work.fields.get(field, ""))


@lru_cache(maxsize=2048)
def read_names(text: str) -> tuple[Name, ...]:
    """Return the names in the TeX text of an author field."""
    names = [read_name(part) for part in _split_at_and(text) if part]
    return tuple(name for name in names if name.short)


def read_name(text: str) -> Name:
    """Return one name: `First von Last`, `von Last, First`, `von Last, Jr, First`, `{Organisation}`, `others`."""
    if text.lower() == "others":
        return OTHERS
    if text.startswith("{") and _closes_at(text) == len(text) - 1:
        return Name(literal=decode(text))
    parts = [part for part in _words(text) if part]
    if not parts:
        return Name()
    if all(_EXTENDED.match(" ".join(part)) for part in parts):
        return _extended(parts)
    if len(parts) == 1:
        return _first_von_last(parts[0])
    suffix = decode(" ".join(parts[1])) if len(parts) > 2 else ""
    given = " ".join(word for part in parts[2 if suffix else 1 :] for word in part)
    return Name(family=decode(" ".join(parts[0])), given=decode(given), suffix=suffix)


def _first_von_last(words: list[str]) -> Name:
    """Split at the first lower-case word, or else before the last word."""
    cut = next((i for i, word in enumerate(words[:-1]) if decode(word)[:1].islower()), len(words) - 1)
    return Name(family=decode(" ".join(words[cut:])), given=decode(" ".join(words[:cut])))


def _extended(parts: list[list[str]]) -> Name:
    values: dict[str, str] = {}
    for part in parts:
        label, _, value = " ".join(part).partition("=")
        values[label.strip().lower().removesuffix("-i")] = decode(value.strip().strip('"'))
    family = fold(f"{values.get('prefix', '')} {values.get('family', '')}")
    return Name(family=family, given=values.get("given", ""), suffix=values.get("suffix", ""))


def _split_at_and(text: str) -> Iterator[str]:
    """Yield the parts between ` and ` outside braces."""
    text = f" {fold(text)} "
    depth = start = 0
    for mark in _AND.finditer(text):
        if mark[0] in "{}":
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
        elif depth == 0:
            yield text[start : mark.start()].strip()
            start = mark.end()
    yield text[start:].strip()


def _words(text: str) -> list[list[str]]:
    """Return the words of each part between commas; braces keep words together."""
    parts: list[list[str]] = [[]]
    depth = start = 0
    for mark in _COMMA_OR_SPACE.finditer(text):
        if mark[0] in "{}":
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
            continue
        if depth:
            continue
        if start < mark.start():
            parts[-1].append(text[start : mark.start()])
        if mark[0] == ",":
            parts.append([])
        start = mark.end()
    if start < len(text):
        parts[-1].append(text[start:])
    return parts


def _closes_at(text: str) -> int:
    """Return where the brace that opens a text is closed, or -1."""
    depth = 0
    for brace in re.finditer(r"(?<!\\)[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return -1


def _initials(word: str) -> str:
    """Return the initial of a word; a short word in capitals is initials already."""
    if len(word) <= 3 and word.isupper():
        return word
    return word[0].upper()
