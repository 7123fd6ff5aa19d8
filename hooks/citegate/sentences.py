"""Where one sentence ends and the next begins, in prose full of doses, names and citations.

Under-splitting costs precision, over-splitting takes a claim from its citation: in doubt nothing is split.
"""

# ruff: noqa: RUF001 - quotation marks and full stops of many scripts are meant as they stand

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from citegate.once import per_text

MARKERS = "\ue000-\uf8ff"
"""The characters that stand for a citation group (a regular-expression range): the private use area."""

_CLOSING = r"\"'”’»›)\]}」』）】〉》"
_OPENING = r"\"'“‘„«‹(\[{「『（【〈《¿¡"
_CJK_STOPS = frozenset("。！？｡")
_LOUD_STOPS = frozenset("!?؟।۔")
_STOP = re.compile(
    rf"(?P<stop>[.!?…‥。！？｡।؟۔]++)(?P<closing>[{_CLOSING}]*+)"
    rf"(?P<marks>(?:\s*+[{MARKERS}]++[{_CLOSING}]*+)*+)(?P<gap>\s*+)[{_OPENING}]*+"
)
_TRAILING = re.compile(rf"[\s{MARKERS}]++\Z")
_TOKEN = re.compile(rf"[^\s(\[{{“‘„«‹\"{MARKERS}]*+\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_VISIBLE = re.compile(r"\w")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_ENUMERATOR = re.compile(r"\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5}")
_LABEL = re.compile(r"[A-Z]{0,2}\d|[IVX]+\b|[A-Z]\b")
_NUMBER_SIGNS = re.compile(r"[~≈≥≤<>±$€£]\s?\d")
_GREEK_PREFIX = re.compile(r"[α-ω]-\w")
_YEAR_OF_REFERENCE = re.compile(r"\d{4}\s*[;:(]")
_VOWELS = frozenset("aeiouyáéíóúäöüàèìòù")
_WINDOW = 48


@cache
def _words(name: str) -> frozenset[str]:
    """Return one list of `data/abbreviations.toml`."""
    source = resources.files("citegate").joinpath("data", "abbreviations.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(source)[name])


@per_text
def split(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the sentences of `text`: a partition, in order, in linear time.

    `text` is the visible text of one block; a private-use character stands for a citation group. White space between
    two sentences and citations directly after a full stop belong to the sentence before. "" has no sentence.
    """
    ranges = []
    start = 0
    visible = _first_visible(text, 0)
    for match in _STOP.finditer(text):
        if match.end() < len(text) and visible < match.start() and _ends_sentence(text, match, start):
            end = match.end("gap")
            ranges.append((start, end))
            start = end
            visible = _first_visible(text, start)
    if start < len(text):
        ranges.append((start, len(text)))
    return ranges


def _first_visible(text: str, start: int) -> int:
    """Return where the first letter or digit stands, so that no sentence is made of punctuation alone."""
    match = _VISIBLE.search(text, start)
    return match.start() if match else len(text)


def _ends_sentence(text: str, match: re.Match[str], start: int) -> bool:
    """Return whether the stop that was matched is the end of the sentence that began at `start`."""
    separated = bool(match["gap"] or match["marks"])
    if not _CJK_STOPS.isdisjoint(match["stop"]):
        return separated or not match["closing"]
    follows = _what_follows(text, match.end())
    if not separated or not follows:
        return False
    return not _LOUD_STOPS.isdisjoint(match["stop"]) or _dots_end(text, match, start, follows)


def _dots_end(text: str, match: re.Match[str], start: int, follows: str) -> bool:
    """Judge one full stop or an ellipsis, where something that may begin a sentence follows."""
    before = _TRAILING.sub("", text[max(start, match.start() - _WINDOW) : match.start()])
    found = _TOKEN.search(before)
    if found is None or not found[0]:
        return before.endswith('"')
    if len(match["stop"]) > 1 or match["stop"] in "…‥":
        return follows == "word" and not text[match.start() - 1].isspace()
    first = match.start() - start <= _WINDOW and not _VISIBLE.search(before[: found.start()])
    if first and _ENUMERATOR.fullmatch(found[0]):
        return False
    return _full_stop_ends(text, match, before[: found.start()].rstrip(), found[0], follows)


def _what_follows(text: str, at: int) -> str:
    """Return `word` or `number` where a sentence may begin at `at`, else an empty string."""
    character = text[at]
    if character.isdigit() or _NUMBER_SIGNS.match(text, at):
        return "number"
    if not character.isalpha():
        return ""
    if not character.islower():
        return "word"
    word = _LETTERS.match(text, at, at + _WINDOW)
    mixed = word is not None and not word[0].islower() and word[0] not in _words("not_starts")
    return "word" if mixed or _GREEK_PREFIX.match(text, at) else ""


def _full_stop_ends(text: str, match: re.Match[str], before: str, token: str, follows: str) -> bool:
    """Judge a single full stop by the token that it stands after and by what follows it."""
    if not token[-1].isalnum():
        return True
    if _leads_on(text, match.end(), before, token.lower()):
        return False
    if follows == "number":
        return _ends_before_number(text, match, token)
    if _is_measured(before, token) or not _is_abbreviation(token):
        return True
    if match["closing"][:1] in {")", "]"}:
        return False
    route = token.islower() and bool(_DOTTED.fullmatch(token)) and any(map(str.isdigit, before))
    return route or _starts_surely(text, match.end(), before, token)


def _leads_on(text: str, at: int, before: str, token: str) -> bool:
    """Return whether the token is one that a name, an example or a number belongs to ("vs.", "Dr.", "Fig. 2")."""
    if token in _words("never"):
        return True
    return token in _words("before_number") and bool(_LABEL.match(text, at)) and not before[-1:].isdigit()


def _ends_before_number(text: str, match: re.Match[str], token: str) -> bool:
    """Judge "word. 24": split after a whole word, not after what may be an abbreviation or a broken decimal."""
    if _is_abbreviation(token):
        return False
    if match["marks"] or match["closing"]:
        return True
    whole = len(token) > 3 and token.isalpha() and not _VOWELS.isdisjoint(token.lower())
    return whole and not _YEAR_OF_REFERENCE.match(text, match.end())


def _is_measured(before: str, token: str) -> bool:
    """Return whether the token is a unit after a number ("over 15 s."), no initial after a year ("1998 J.")."""
    if not before[-1:].isdigit() or not token[0].isalpha():
        return False
    return not (token.isupper() and len(token) == 1 and before[-4:].isdigit())


def _is_abbreviation(token: str) -> bool:
    """Return whether a stop after this token may be a part of it."""
    low = token.lower()
    if len(token) == 1:
        return token.isalpha()
    if _DOTTED.fullmatch(token) or low in _words("soft"):
        return True
    consonants = len(token) <= 4 and token.isalpha() and _VOWELS.isdisjoint(low)
    return consonants and token.isascii() and (token.islower() or token.istitle())


def _starts_surely(text: str, at: int, before: str, token: str) -> bool:
    """Return whether the next word starts a sentence even after an abbreviation or an initial."""
    if len(token) == 1 and token.isupper():
        if before.rpartition(" ")[2].lower() in _words("lettered"):
            return True
        wanted = _words("strong_starters")
    else:
        wanted = _words("starters")
    word = _LETTERS.match(text, at, at + _WINDOW)
    return word is not None and word[0].lower() in wanted
