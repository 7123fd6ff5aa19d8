"""Claims that stand in an article more than once."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from citegate.article import Coverage, Role
from citegate.glance import folded, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Block, Unit

FEWEST_WORDS = 5
_WORD = re.compile(r"[\w%.,/<>=±-]*\w%?")
_POINTING = re.compile(r"(?:he|it|its|she|such|that|the (?:same|latter|former)|their|these|they|this|those)\b")
"""A sentence that begins so speaks of what stands before it: twice the same words may be two claims."""
_VERB = re.compile(
    r"\b(?:are|can|cannot|could|did|do|does|had|has|have|is|may|might|must|never|shall|should|was|were|will|would"
    r"|causes|decreases|improves|increases|inhibits|lowers|prevents|raises|reduces"
    r"|(?!\w*ss\b)\w{3,}s (?:a|an|no|the|to))\b"
)


class Duplicate(NamedTuple):
    """A claim and the first one with the same words."""

    unit: Unit
    first: Unit


def duplicates(article: Article) -> Iterator[Duplicate]:
    """Yield each cited claim in prose whose words, five or more, stand in an earlier one too.

    What cites nothing is refused by other rules. Rows of tables are left out. A list item without a verb means what its
    heading says, so it is one only within the same section; a sentence that points back ("It …") never is. A block of
    plain words may say again what its section says.
    """
    kept: dict[tuple[str, str], list[tuple[Unit, Block]]] = {}
    sentences = [(unit, block) for block in article.blocks for unit in block.units if _may_be(unit)]
    alike = Counter(words(folded(unit.text)) for unit, _ in sentences)
    for unit, block in sentences:
        if alike[words(folded(unit.text))] > 1:
            key = _key(unit, block)
            if key:
                seen = kept.setdefault(key, [])
                earlier = next((first for first, there in seen if not _restates(unit, block, first, there)), None)
                if earlier:
                    yield Duplicate(unit, earlier)
                else:
                    seen.append((unit, block))


def _may_be(unit: Unit) -> bool:
    return unit.coverage is Coverage.CITED and unit.role is Role.SENTENCE


def _restates(unit: Unit, block: Block, first: Unit, there: Block) -> bool:
    """Return whether one is the other in the plain words of its section; of these there can be two, never three."""
    return block.section == there.section and unit.attributes.get("plain") != first.attributes.get("plain")


def _key(unit: Unit, block: Block) -> tuple[str, str] | None:
    found = _WORD.findall(folded(unit.text).lower())
    text = " ".join(found)
    if len(found) < FEWEST_WORDS or _POINTING.match(text):
        return None
    whole = block.kind != "li" or _VERB.search(text)
    return ("" if whole else block.section), text
