"""Units before they are judged: sentences of a block with their citation groups, and what stands around them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.harvest import HEADINGS
from citegate.runs import PRIVATE, without_markers
from citegate.sentences import split

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Sequence

    from citegate.article import CitationGroup
    from citegate.harvest import RawBlock

_HAND_WRITTEN = re.compile(r"(?:references?|bibliography|literature|works cited|sources|citations)", re.IGNORECASE)
_NUMBER_OF_CAPTION = re.compile(r"(?:Figure|Table) [\d.]+\.")
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class Draft:
    """A unit before it is judged: a range of its block's text and the citation groups in it."""

    block: RawBlock
    start: int
    end: int
    text: str
    groups: tuple[CitationGroup, ...]
    broken: bool


def unit_id(text: str, seen: Counter[str]) -> str:
    """Return an anchor that depends on the words of a claim alone, so that it survives edits elsewhere."""
    digest = hashlib.blake2s(" ".join(_WORDS.findall(text.lower())).encode(), digest_size=4).hexdigest()
    seen[digest] += 1
    return f"c-{digest}" if seen[digest] == 1 else f"c-{digest}-{seen[digest]}"


def drafts(block: RawBlock, groups: Sequence[CitationGroup], broken: Sequence[int]) -> list[Draft]:
    """Return the sentences of a block; `broken` are offsets of attempts at a citation that another rule refuses."""
    text, at, found = block.run.text, 0, []
    for start, end in split(text) if text.strip() else []:
        number = len(PRIVATE.findall(text, start, end)) if groups else 0
        own, at = tuple(groups[at : at + number]), at + number
        bad = any(start <= offset < end or (end == len(text) and offset >= end) for offset in broken)
        found.append(Draft(block, start, end, without_markers(text[start:end]), own, bad))
    return found


def hand_written(blocks: Iterable[RawBlock]) -> frozenset[int]:
    """Return the blocks under a heading that starts a hand-written list of references; CI03 refuses those."""
    under: set[int] = set()
    level = 0
    for block in blocks:
        if block.kind in HEADINGS:
            depth = int(block.kind[1])
            if _HAND_WRITTEN.fullmatch(without_markers(block.run.text)):
                level = depth
            elif depth <= level:
                level = 0
        elif level:
            under.add(block.index)
    return frozenset(under)


def keys(groups: Iterable[CitationGroup]) -> tuple[str, ...]:
    """Return the keys of groups in order."""
    return tuple(key for group in groups for key in group.keys)


def keys_by(
    blocks: Iterable[RawBlock], groups: Sequence[Sequence[CitationGroup]], of: Callable[[RawBlock], int]
) -> dict[int, tuple[str, ...]]:
    """Return the keys cited in blocks, by a number that `of` gives each block; 0 leaves a block out."""
    found: dict[int, list[str]] = {}
    for block in blocks:
        number = of(block)
        if number:
            found.setdefault(number, []).extend(keys(groups[block.index]))
    return {number: tuple(cited) for number, cited in found.items()}


def wordless(text: str, *, raw: bool) -> str:
    """Return the reason why a text says nothing, or nothing; a number of a caption is one that an extension wrote."""
    if raw and _NUMBER_OF_CAPTION.fullmatch(text):
        return "caption-number"
    return "" if _WORD.search(text) else "no-words"
