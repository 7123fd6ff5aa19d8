"""Turns the TeX that .bib fields are written in into plain Unicode text.

The escapes that nearly all bibliographies use are translated here in one pass. Formulas and rarer macros go to
pylatexenc, which is exact and slow.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_FOR_PYLATEXENC = 5_000
"""Characters; a longer text with rare macros loses its braces and backslashes only, so that nothing takes long."""

_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_SYMBOLS = {
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "aa": "å",
    "AA": "Å",
    "ss": "ß",
    "i": "\u0131",
    "j": "\u0237",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "ldots": "\N{HORIZONTAL ELLIPSIS}",
    "dots": "\N{HORIZONTAL ELLIPSIS}",
    "textendash": "\N{EN DASH}",
    "textemdash": "\N{EM DASH}",
    "textquoteleft": "\N{LEFT SINGLE QUOTATION MARK}",
    "textquoteright": "\N{RIGHT SINGLE QUOTATION MARK}",
    "textquotedblleft": "\N{LEFT DOUBLE QUOTATION MARK}",
    "textquotedblright": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textmu": "µ",
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "pounds": "£",
    "slash": "/",
}
_TRANSPARENT = re.compile(
    r"(?:emph|text(?:it|bf|rm|sc|sf|tt|up|normal)?|mbox|mkbib(?:quote|emph)|(?:upper|lower)case"
    r"|bf|em|it|rm|sc|sf|sl|tt|(?:bf|it|sc|up)(?:series|shape)|url)"
)
"""Macros that change how their text looks, not what it says."""
_PUNCTUATION = {
    "---": "\N{EM DASH}",
    "--": "\N{EN DASH}",
    "``": "\N{LEFT DOUBLE QUOTATION MARK}",
    "''": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "~": " ",
    "{": "",
    "}": "",
}
_SCRIPTS = {
    "_": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
    "^": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
}
_TRIGGER = re.compile(r"[\\${}~`]|--|''")
_TOKEN = re.compile(
    r"""
      \\(?:url|path|nolinkurl)\s*\{(?P<raw>[^{}]*)\}
    | (?P<href>\\href\s*\{[^{}]*\})
    | \\text(?P<shift>sub|super)script\{(?P<shifted>[0-9+\-=()n]{1,8})\}
    | \\(?P<accent>[`'^~=."]|[urHvdckb](?![A-Za-z]))\s*
      (?:\{(?P<in>\\[ij](?![A-Za-z])|[^\W\d_]?)\}|(?P<on>\\[ij](?![A-Za-z])|[^\W\d_]))
    | \\(?P<escaped>[&%_\#${}])
    | \\(?P<space>[ ,;:!/\\\n-])
    | \\(?P<macro>[A-Za-z]+)\*?(?P<after>[ \t\n]*)
    | \$(?P<script>[_^])\{?(?P<digits>[0-9+\-=()n]{1,8})\}?\$
    | `(?P<quoted>[^`'{}\\$]{1,200})'(?!')
    | (?P<plain>---?|``|''|[~{}])
    | (?P<hard>[$\\])
    """,
    re.VERBOSE,
)
_SCRIPT = re.compile(r"\$([_^])\{?([0-9+\-=()n]{1,8})\}?\$")
_RAW_FIELDS = frozenset(("doi", "url", "verifiedat", "eprint", "file", "pdf"))


class _TooHardError(Exception):
    """The text holds a formula or a macro that the short table does not know."""


def decode_field(name: str, value: str) -> str:
    """Return the text of a field. Addresses and identifiers stay as they are written, white space apart."""
    return fold(value) if name in _RAW_FIELDS else decode(value)


def decode(value: str) -> str:
    r"""Return TeX as one line of Unicode text. Never raises; only macros without a text of their own are dropped.

    >>> decode(r"Basic {\&} K{\o}ber")
    'Basic & Køber'
    """
    if not _TRIGGER.search(value):
        return fold(value)
    try:
        text = _TOKEN.sub(_translate, value)
    except _TooHardError:
        text = _decode_rare(value)
    return unicodedata.normalize("NFC", fold(text))


def fold(text: str) -> str:
    """Return a text with every run of white space made one space."""
    return " ".join(text.split())


def _translate(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    return _TRANSLATORS[kind](match)


def _accented(match: re.Match[str]) -> str:
    letter = (match["in"] or match["on"] or "").removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _COMBINING[match["accent"]]) if letter else match["accent"]


def _quoted(match: re.Match[str]) -> str:
    inner = match["quoted"].replace("~", " ").replace("--", "\N{EN DASH}")
    return f"\N{LEFT SINGLE QUOTATION MARK}{inner}\N{RIGHT SINGLE QUOTATION MARK}"


def _too_hard(match: re.Match[str]) -> str:
    raise _TooHardError(match[0])


def _macro(match: re.Match[str]) -> str:
    name, after = match["macro"], match["after"]
    if _TRANSPARENT.fullmatch(name):
        return ""
    symbol = _SYMBOLS.get(name)
    if symbol is None:
        raise _TooHardError
    return symbol + (" " if "\n" in after and not symbol.isalpha() else "")


_TRANSLATORS: dict[str, Callable[[re.Match[str]], str]] = {
    "raw": lambda match: match["raw"],
    "href": lambda _: "",
    "shifted": lambda match: match["shifted"].translate(_SCRIPTS["_" if match["shift"] == "sub" else "^"]),
    "in": _accented,
    "on": _accented,
    "escaped": lambda match: match["escaped"],
    "space": lambda match: "" if match["space"] in "!/-" else " ",
    "after": _macro,
    "digits": lambda match: match["digits"].translate(_SCRIPTS[match["script"]]),
    "quoted": _quoted,
    "plain": lambda match: _PUNCTUATION[match["plain"]],
    "hard": _too_hard,
}


def _decode_rare(value: str) -> str:
    if len(value) > LONGEST_FOR_PYLATEXENC:
        return _stripped(value)
    # Imported here because it is slow to import and seldom needed.
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]  # noqa: PLC0415

    # In a .bib a bare % or & is a character; for TeX it would start a comment and lose the rest of the line.
    source = _SCRIPT.sub(lambda m: m[2].translate(_SCRIPTS[m[1]]), value)
    source = re.sub(r"(?<!\\)[%&#]", r"\\\g<0>", source)
    if len(re.findall(r"(?<!\\)\$", source)) % 2:
        source = re.sub(r"(?<!\\)\$", r"\\$", source)
    try:
        text = LatexNodes2Text(math_mode="text", keep_comments=True).latex_to_text(source, tolerant_parsing=True)
    except Exception:  # noqa: BLE001  (deep nesting and broken macros: show the words, do not stop)
        return _stripped(value)
    return str(text)


def _stripped(value: str) -> str:
    return re.sub(r"[{}\\]", " ", value)
