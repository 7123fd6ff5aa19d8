"""The scanner for characters that readers cannot see, or take for others."""

# ruff: noqa: RUF001 - look-alikes are what is tested here

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from citegate.characters import scan, visible
from citegate.offsets import Offsets
from hypothesis import given, settings
from hypothesis import strategies as st

PROSE = Path(__file__).parents[2] / "shared" / "corpora" / "prose"

LOUD = {"StandardizedVocabularies.Rmd": ["“CD\u0422” mixes Latin letters with a look-alike, U+0422"]}

REFUSED = {
    "right-to-left override": ("3\u202e mg", 1, 2),
    "isolate": ("3\u2066 mg", 1, 2),
    "Arabic letter mark": ("3\u061c mg", 1, 2),
    "zero-width space": ("ma\u200bximum", 2, 3),
    "joiner between Latin letters": ("ma\u200dximum", 2, 3),
    "non-joiner after a digit": ("1\u200c0", 1, 2),
    "word joiner": ("1\u20600", 1, 2),
    "byte order mark inside": ("\ufeffa\ufeffb", 2, 3),
    "run of one kind": ("a\u200b\u200b\u200bb", 1, 4),
    "NUL": ("a\0b", 1, 2),
    "escape": ("a\x1b[31m", 1, 2),
    "C1 control": ("a\x85b", 1, 2),
    "line separator": ("a\u2028b", 1, 2),
    "lone carriage return": ("a\rb\r\n", 1, 2),
    "Hangul filler": ("a\u3164b", 1, 2),
    "tag characters": ("a\U000e0041\U000e0042", 1, 3),
    "variation selector after a letter": ("a\ufe0f", 1, 2),
    "supplementary variation selector": ("\U0001f600\U000e0101", 1, 2),
    "repeated variation selector": ("\u2764\ufe0f\ufe0e", 2, 3),
    "private use": ("\ue000", 0, 1),
    "noncharacter": ("\ufdd0", 0, 1),
    "surrogate": ("\ud800", 0, 1),
    "soft hyphen in a number": ("1\u00ad0 mg", 1, 2),
    "soft hyphen after a number": ("10\u00admg", 2, 3),
    "Cyrillic first letter": ("\u0421efazolin", 0, 1),
    "Cyrillic last letter": ("aspirin\u0430", 7, 8),
    "Cyrillic behind emphasis": ("**\u0421**efazolin", 2, 3),
    "two Cyrillic letters in one word": ("\u0430spir\u0456n", 0, 6),
    "Greek omicron": ("cefaz\u03bflin", 5, 6),
    "Greek capital in a unit": ("5 \u0397z", 2, 3),
    "Greek alpha within small letters": ("flum\u03b1zenil", 4, 5),
    "full-width letter": ("\uff21spirin", 0, 1),
}
ALLOWED = (
    "The dose is 5 mg (0.1 mg/kg), twice — “daily” …\ttab\r\nnext line",
    "5 µg, 5 μg, 5 μmol, β-blocker, α2, TNF-α, TNFα, IFNγ, NFκB, PGF2α, Δ9-THC, λmax, αvβ3, χ2, kΩm",
    "naïve Ångström Müller Łódź, 10\u00a0mg, 10\u202f000, H₂O, m², ≥ 5, × 10⁻³",
    "Лекарство 5 мг/kg (mg)",
    "τα φάρμακα και ο ασθενής",
    "日本語 テスト, العربية, עברית, हिन्दी",
    "می\u200cخواهم, क्\u200dष",
    "👩\u200d⚕\ufe0f 👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 👍🏽",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "care\u00adfully hyphen\u00adated",
    "\ufeffstart of a file",
    "end of a line\nпристаням a\nο",
)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    """Each kind is one oddity, at its exact place, with its number in the message."""
    text, start, end = REFUSED[name]
    (odd,) = scan(text)
    assert (odd.start, odd.end) == (start, end)
    assert f"U+{ord(text[start]):04X}" in odd.message
    assert odd.help


@pytest.mark.parametrize("text", ALLOWED)
def test_allowed(text: str) -> None:
    """Good typography, notation, other scripts and emoji pass."""
    assert list(scan(text)) == []


def test_every_invisible_character_is_refused_in_a_dose() -> None:
    """Nothing that Unicode calls control, format, private or unassigned-forever hides between two digits."""
    hidden = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) in {"Cc", "Cf", "Co", "Cs"}]
    seen = {chr(c) for c in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)} | set("\t\n")
    seen |= {chr(c) for c in range(0x13430, 0x13440)}  # signs that are drawn: Arabic and Kaithi numbers, hieroglyphs
    passed = [c for c in hidden if c not in seen and not any(True for _ in scan(f"1{c}0"))]
    assert passed == []


SLOW = {
    "clean prose": "The dose is 5 mg — “ok” µg. " * 18_000,
    "Cyrillic prose": "Русский текст с буквами " * 21_000,
    "one word": "a" * 500_000 + "é",
    "alternating scripts": "aб" * 250_000,
    "NUL": "\0" * 500_000,
    "soft hyphens": "1\u00ad" * 250_000,
    "carriage returns": "\r" * 500_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_half_a_megabyte_is_quick(name: str) -> None:
    """Half a megabyte of anything takes a fraction of the five seconds that a whole check may take."""
    start = time.process_time()
    assert sum(1 for _ in scan(SLOW[name])) <= 250_000
    assert time.process_time() - start < 4


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_oddities_are_ordered_and_lie_in_the_text(text: str) -> None:
    """Whatever the text, oddities do not overlap, and their spans are on its lines."""
    after, offsets, lines = 0, Offsets(text), re.split(r"\r\n|\r|\n", text)
    for odd in scan(text):
        assert after <= odd.start < odd.end <= len(text)
        after = odd.end
        span = offsets.span(odd.start, odd.end)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1


def test_visible_shows_what_is_hidden() -> None:
    """Text in a message cannot change the direction or the colour of a terminal, nor fill it."""
    assert visible("a\u202eb\x1b[0m") == "a<U+202E>b<U+001B>[0m"
    assert visible("x" * 100) == "x" * 40 + "…"


def test_published_prose_is_quiet() -> None:
    """Of 32 files of prose written by others one alone is refused: for a Cyrillic letter in "CDT" that it does hold."""
    if not PROSE.exists():
        pytest.skip("the corpus of prose is not here")
    files = [p for p in PROSE.rglob("*") if p.suffix in {".md", ".Rmd"}]
    loud = {p.name: [odd.message for odd in scan(p.read_text(encoding="utf-8"))] for p in files}
    assert {name: odd for name, odd in loud.items() if odd} == LOUD
