"""Characters that readers cannot see, or take for others: a pure scanner over text.

Sources: Unicode Technical Report 36 (look-alikes), Technical Standard 39 (mixed scripts), Standard Annex 9
(direction), and "Trojan Source" (CVE-2021-42574). Decisions of ours:

* A soft hyphen is refused where a digit stands in its word (`1<SHY>0 mg`), else allowed: it only marks a line break.
* A joiner (U+200C, U+200D) is allowed between letters of scripts that are written with it, and in emoji.
* A variation selector is allowed after a symbol or emoji, where it chooses how that looks.
* Greek letters are symbols in science (TNF-alpha, NF-kappa-B, alpha-2 pass, with the letter itself). In a word with
  Latin letters one is refused where it is no symbol but looks Latin (capital alpha, omicron), or stands between small
  letters.
* Spaces of other widths are allowed: they are seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029"
_DIRECTION = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
_WIDTHLESS = "\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\u034f\\u180e"
_BLANK = (
    "\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0\\ufff9-\\ufffb\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
)
_SELECTOR = "\\u180b-\\u180d\\u180f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef"
_TAGS = "\\U000e0000-\\U000e00ff\\U000e01f0-\\U000e0fff"
_PRIVATE = "\\ue000-\\uf8ff\\U000f0000-\\U000ffffd\\U00100000-\\U0010fffd"
_NONE = "\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff" + "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17)
)

_KINDS = {
    "control": (_CONTROL, "control character", "delete it, or type the line again"),
    "direction": (_DIRECTION, "direction-changing character", "delete it: it can show text in another order"),
    "widthless": (_WIDTHLESS, "invisible character", "delete it"),
    "blank": (_BLANK, "invisible character", "delete it"),
    "selector": (_SELECTOR, "invisible variation selector", "delete it"),
    "tags": (_TAGS, "invisible tag character", "delete it: it can carry hidden text"),
    "private": (_PRIVATE, "private-use character", "use a character that every reader's font has"),
    "none": (_NONE, "code point that is no character", "delete it, or save the file as UTF-8 again"),
    "hyphen": ("\\u00ad", "soft hyphen in a word with digits", "delete it: it hides inside the number"),
}
_HIDDEN = "|".join(f"(?P<{kind}>[{ranges}])" for kind, (ranges, _, _) in _KINDS.items())

_LATIN = "A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u1e00-\\u1eff"
# Scripts with letters that look Latin and that no notation mixes into Latin words.
_OTHER = (
    "\\u0400-\\u052f\\u1c80-\\u1c8f\\u2de0-\\u2dff\\ua640-\\ua69f"  # Cyrillic
    "\\u0531-\\u0587\\u13a0-\\u13fd\\uab70-\\uabbf\\ua4d0-\\ua4ff"  # Armenian, Cherokee, Lisu
    "\\u2c80-\\u2ce3\\uff21-\\uff3a\\uff41-\\uff5a\\U0001d400-\\U0001d7cb"  # Coptic, full-width, mathematical
)
# As A, B, E, Z, H, I, K, M, N, O, P, T, Y, X, and as i, o, u, c, j.
_GREEK_TWINS = (
    "\\u0391\\u0392\\u0395-\\u0397\\u0399\\u039a\\u039c\\u039d\\u039f"
    "\\u03a1\\u03a4\\u03a5\\u03a7\\u03b9\\u03bf\\u03c5\\u03f2\\u03f3"
)
# Symbols that look Latin within a word: as a, y, e, n, k, v, p, t, x, w.
_GREEK_LETTERS = "\\u03b1\\u03b3\\u03b5\\u03b7\\u03ba\\u03bd\\u03c1\\u03c4\\u03c7\\u03c9"
_WITHIN = "[0-9*\\u00ad\\u0300-\\u036f]{0,3}"
_LETTERS = f"(?P<twins>[{_OTHER}{_GREEK_TWINS}]+)|(?P<greek>[{_GREEK_LETTERS}]+)"
_RETURN = r"(?P<return>\r(?!\n))"

_ODD = "".join(ranges for ranges, _, _ in _KINDS.values()) + _OTHER + _GREEK_TWINS + _GREEK_LETTERS
_SUSPECT = re.compile(rf"[{_ODD}]+|\r(?!\n)")
_SUSPECT_ASCII = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+|\r(?!\n)")
_DETAIL = re.compile(f"{_HIDDEN}|{_RETURN}|{_LETTERS}")
_LATIN_BEFORE = re.compile(f"[{_LATIN}]{_WITHIN}\\Z")
_LATIN_AFTER = re.compile(f"{_WITHIN}[{_LATIN}]")

_JOINED = re.compile(
    "[\\u0590-\\u08ff\\u0900-\\u0dff\\u0f00-\\u0fff\\u1000-\\u109f\\u1780-\\u17ff\\u1800-\\u18af\\ua840-\\ua87f]"
)
_EMOJI = re.compile("[\\u00a9\\u00ae\\u203c-\\u2bff\\u3030-\\u303d\\u3297\\u3299\\U0001f000-\\U0001faff]")
_WORD = 40


@dataclass(frozen=True, slots=True)
class Oddity:
    """Characters from `start` to `end` (offsets) that readers cannot see or take for others."""

    start: int
    end: int
    message: str
    help: str


def visible(text: str, limit: int = 40) -> str:
    """Return text that is safe to print on one line: odd characters by number, cut after `limit` characters."""
    cut = text if len(text) <= limit else text[:limit] + "…"
    return "".join(
        c if c == " " or (c.isprintable() and not re.match(_HIDDEN, c)) else f"<U+{ord(c):04X}>" for c in cut
    )


def scan(text: str) -> Iterator[Oddity]:
    """Yield the oddities of a text from left to right; neighbours of one kind are one oddity.

    A byte order mark at the very start is left to the reader of the front matter. On clean text this is one pass of
    one compiled character class.
    """
    pending: tuple[str, int, int] | None = None
    for kind, start, end in _finds(text):
        if pending and pending[0] == kind and _touches(text, pending[2], start, kind):
            pending = (kind, pending[1], end)
            continue
        if pending:
            yield _oddity(text, *pending)
        pending = (kind, start, end)
    if pending:
        yield _oddity(text, *pending)


def _finds(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of everything refused."""
    suspect = _SUSPECT_ASCII if text.isascii() else _SUSPECT
    for run in suspect.finditer(text):
        for match in _DETAIL.finditer(text, run.start(), run.end()):
            start, end, kind = match.start(), match.end(), match.lastgroup or ""
            if kind in {"twins", "greek"}:
                if _mixed(text, start, end, kind):
                    yield "mixed", start, end
            elif _refused(text, start, kind):
                yield ("control" if kind == "return" else kind), start, end


def _touches(text: str, before: int, start: int, kind: str) -> bool:
    """Return whether a find goes on with the one before it: next to it, or in the same mixed word."""
    if kind != "mixed":
        return before == start
    return start - before < _WORD and not re.search(r"[\W_]", text[before:start])


def _mixed(text: str, start: int, end: int, kind: str) -> bool:
    """Return whether letters that are not Latin stand in a Latin word as its own."""
    before, after = text[max(0, start - 4) : start], text[end : end + 4]
    if kind == "twins":
        return bool(_LATIN_BEFORE.search(before) or _LATIN_AFTER.match(after))
    return bool(re.search(r"[a-z]\Z", before) and (re.match("[a-z]", after) or text[start] in "\u03bd\u03c1"))


def _refused(text: str, start: int, kind: str) -> bool:
    """Return whether an invisible character has no good use here."""
    char, before, after = text[start], text[start - 1 : start], text[start + 1 : start + 2]
    if char in "\u200c\u200d":
        return not _joins(char, text[max(0, start - 2) : start], after)
    if kind == "selector":
        return not (
            (char in "\ufe0e\ufe0f" and (_EMOJI.match(before) or (before in set("0123456789#*") and after == "\u20e3")))
            or (char < "\u1810" and _JOINED.match(before))
        )
    if kind == "tags":
        return not re.search("\U0001f3f4[\U000e0020-\U000e007f]{0,6}\\Z", text[max(0, start - 7) : start])
    if kind == "hyphen":
        return _digit_around(text, start)
    return not (char == "\ufeff" and start == 0)


def _joins(char: str, before: str, after: str) -> bool:
    """Return whether a joiner stands between letters that are written with it, or inside an emoji."""
    if _JOINED.match(before[-1:]) and _JOINED.match(after):
        return True
    return char == "\u200d" and bool(_EMOJI.match(before.rstrip("\ufe0f")[-1:]) and _EMOJI.match(after))


def _digit_around(text: str, start: int) -> bool:
    """Return whether the word around an offset holds a digit."""
    before = re.search(r"\S*\Z", text[max(0, start - _WORD) : start])
    after = re.match(r"\S*", text[start : start + _WORD])
    return bool(re.search(r"\d", (before.group() if before else "") + (after.group() if after else "")))


def _oddity(text: str, kind: str, start: int, end: int) -> Oddity:
    code = f"U+{ord(text[start]):04X}"
    if kind == "mixed":
        first = re.search(r"[^\W_]*\Z", text[max(0, start - _WORD) : start])
        rest = re.match(r"[^\W_]*", text[start : start + _WORD])
        word = (first.group() if first else "") + (rest.group() if rest else "")
        message = f"“{visible(word)}” mixes Latin letters with a look-alike, {code}"
        return Oddity(start, end, message, "type the word again in one alphabet")
    _, name, help_ = _KINDS[kind]
    more = f" and {end - start - 1} more" if end - start > 1 else ""
    return Oddity(start, end, f"{name} {code}{more}", help_)
