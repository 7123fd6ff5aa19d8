"""Protects capitals in the titles of a bibliography: a style that lower-cases titles leaves `{GABA}` alone.

Protected are words in capitals (`GABA`), with a capital inside (`mRNA`, `pH`) or with a capital and a digit (`B12`).
Braces that stand are kept, and a title all in capitals is left as it is, since nobody can know which of them are meant.
"""

from __future__ import annotations

import re
from itertools import accumulate

_PIECE = re.compile(
    r"""
      \\[A-Za-z]+\*?\s* | \\[^A-Za-z]\w?      # a macro, an accent with its letter
    | \$[^$]*\$                               # a formula
    | [{}]
    | [^\W\d_]\.(?:[^\W\d_]\.)+               # a word of initials: U.S.
    | [^\W_]+(?:[.'\u2019-][^\W_]+)*          # a word, with hyphens, points and apostrophes inside
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_SHOUTED_WORDS = 4
"""A title of at least so many words without a lower-case letter is typeset in capitals, not made of abbreviations."""


def protect(title: str) -> str:
    """Return a title, in TeX, with braces around each word outside braces whose capitals carry meaning.

    >>> protect("The mRNA of GABA-B receptors in {ESRD}")
    'The {mRNA} of {GABA-B} receptors in {ESRD}'
    """
    pieces = _PIECE.findall(title)
    depths = accumulate((piece == "{") - (piece == "}") for piece in pieces)
    outside = [depth == 0 and piece[0].isalnum() for piece, depth in zip(pieces, depths, strict=True)]
    words = [piece for piece, out in zip(pieces, outside, strict=True) if out]
    if len(words) >= _SHOUTED_WORDS and not any(char.islower() for word in words for char in word):
        return title
    return "".join(_word(piece) if out else piece for piece, out in zip(pieces, outside, strict=True))


def _word(word: str) -> str:
    """Return a word with its braces: around the whole of `GABA-B`, around the first part of `ACE-inhibitor`."""
    parts = word.split("-")
    if not any(_meant(part) for part in parts):
        return word
    if all(_meant(part) or _bare(part) for part in parts):
        return f"{{{word}}}"
    return "-".join(f"{{{part}}}" if _meant(part) or part.isupper() else part for part in parts)


def _meant(part: str) -> bool:
    """Return whether a part of a word has capitals that are no mere start of a word."""
    capitals = sum(char.isupper() for char in part)
    return capitals > 1 or (capitals == 1 and (not part[0].isupper() or any(char.isdigit() for char in part)))


def _bare(part: str) -> bool:
    return part.isdigit() or (len(part) == 1 and part.isupper())
