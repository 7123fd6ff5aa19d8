"""Words of a text as the site's search compares them: folded, split and shortened to stems, by rules kept as data.

The reader's browser does the same with the same rules (`assets/javascripts/citegate/words.js`): a test holds the two
together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from citegate.lexicon import load

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-z0-9]+")
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"))
"""British spellings and what both are read as: haemodialysis, oedema, tumour."""


def fold(text: str) -> str:
    """Return a text in small letters without accents, in one spelling.

    >>> fold("Hämodialysis, haemodialysis")
    'hamodialysis, hemodialysis'
    """
    apart = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    for british, other in _SPELLINGS:
        plain = plain.replace(british, other)
    return plain


@cache
def suffixes() -> tuple[tuple[tuple[str, str, int], ...], ...]:
    """Return the passes of suffixes: suffix, replacement, letters that must be left before it."""
    return tuple(tuple((old, new, int(left)) for old, new, left in rules) for rules in load("search")["suffixes"])


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; a number or a word with digits is its own.

    >>> stem("stopped"), stem("patients"), stem("sglt2")
    ('stop', 'patient', 'sglt2')
    """
    if not word.isalpha():
        return word
    for rules in suffixes():
        for suffix, replacement, left in rules:
            if word.endswith(suffix) and len(word) - len(suffix) >= left:
                word = word[: len(word) - len(suffix)] + replacement
                break
    return word


def words(text: str) -> list[str]:
    """Return the folded words of a text, numbers as they are written.

    >>> words("GLP-1 at 0.2 mg")
    ['glp', '1', 'at', '0.2', 'mg']
    """
    return _WORD.findall(fold(text))


def stems(text: str) -> list[str]:
    """Return the stem of each word of a text."""
    return [stem(word) for word in words(text)]
