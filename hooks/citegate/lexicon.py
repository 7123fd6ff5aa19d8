"""Word lists kept as data, and how they are found in a sentence: by whole words, in one pass."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_LOOKALIKES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc", "'") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
NEUTRAL = ""
"""The kind of a phrase that hides its words from every other list ("rather than")."""


@cache
def load(name: str) -> dict[str, Any]:
    """Return `data/<name>.toml` as it stands."""
    source = resources.files("citegate").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


@cache
def listed(name: str, *keys: str) -> frozenset[str]:
    """Return one list of a data file as a set: `listed("units", "numbers", "words")`."""
    data: Any = load(name)
    for key in keys:
        data = data[key]
    return frozenset(data)


def fold(text: str) -> str:
    """Return the text with one form for each sign: compatibility characters, apostrophes, hyphens and dashes."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)


def words(text: str) -> list[str]:
    """Return the words of a folded text in order, their case kept; hyphens part words."""
    return _WORD.findall(text)


def inflect(verb: str) -> tuple[str, ...]:
    """Return the forms of a regular verb: `reduce`, `reduces`, `reduced`, `reducing`."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = "es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    return verb, verb + third, stem + "ed", stem + "ing"


_DOUBLING = frozenset(
    {"permit", "remit", "transmit", "stop", "refer", "prefer", "label", "occur", "recur", "submit", "omit", "admit"}
)


def alternation(phrases: Iterable[str]) -> str:
    """Return a regular expression for any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


class Phrasebook:
    """Phrases of one or more lower-case words, each of a kind; finds the kinds that a sentence holds."""

    def __init__(self) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], str]]] = {}

    def add(self, kind: str, phrases: Iterable[str]) -> None:
        """Add phrases; hyphens in them part words, as they do in texts."""
        for phrase in phrases:
            first, *rest = words(phrase.lower())
            self._entries.setdefault(first, []).append((tuple(rest), kind))
            self._entries[first].sort(key=lambda entry: (-len(entry[0]), entry[1]))

    def kinds(self, sentence: Sequence[str]) -> set[str]:
        """Return the kinds found among the lower-case words of a sentence, in linear time."""
        found: set[str] = set()
        entries_of = self._entries.get
        skip, last = 0, len(sentence) - 1
        for index, word in enumerate(sentence):
            entries = entries_of(word)
            if not entries or index < skip:
                continue
            following = sentence[index + 1] if index < last else None
            for rest, kind in entries:
                if not rest or (rest[0] == following and tuple(sentence[index + 1 : index + 1 + len(rest)]) == rest):
                    if kind == NEUTRAL:
                        skip = index + 1 + len(rest)
                        break
                    found.add(kind)
        return found
