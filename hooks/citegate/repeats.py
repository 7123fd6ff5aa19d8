"""The same effect in two places of an article: found by source, measure and what two of its three numbers say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from citegate.effects import read
from citegate.lexicon import fold, listed, load, words
from citegate.measured import estimated

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from citegate.article import Article, Unit
    from citegate.effects import Estimate
    from citegate.values import Number


@dataclass(frozen=True, slots=True)
class Mention:
    """An estimate with the unit that it stands in, and the words that say what it is an effect on."""

    unit: Unit
    estimate: Estimate
    outcome: frozenset[str]


@cache
def _one_name() -> dict[str, str]:
    names: dict[str, str] = load("measures")["same"]
    return names


def outcome_words(text: str) -> frozenset[str]:
    """Return the words of a text that may name an outcome: no filler, no short word, no number."""
    low = (word.lower() for word in words(fold(text)))
    return frozenset(word for word in low if len(word) > 2 and word.isalpha()) - listed("measures", "filler", "words")


def contradictions(article: Article) -> Iterator[tuple[Mention, Mention]]:
    """Yield each later mention of an effect with the earlier one that it contradicts."""
    seen: dict[tuple[Hashable, ...], Mention] = {}
    for unit in estimated(article):
        for estimate in read(unit.text).estimates if unit.covering else ():
            mention = Mention(unit, estimate, outcome_words(unit.text))
            earlier = next(
                (seen[sign] for sign in _signs(mention) if sign in seen and _differ(seen[sign], mention, sign)), None
            )
            if earlier:
                yield mention, earlier
            for sign in _signs(mention):
                seen.setdefault(sign, mention)


def _signs(mention: Mention) -> Iterator[tuple[Hashable, ...]]:
    """Yield what makes two mentions one effect: a key, a measure, and numbers or words that they share."""
    estimate, own = mention.estimate, mention.estimate.interval
    measure = _one_name().get(estimate.measure, estimate.measure)
    for key in mention.unit.covering if estimate.kind else ():
        yield key, measure, "digits", "".join(sorted(str(estimate.value.value)))
        if len(mention.outcome) > 1:
            yield key, measure, mention.outcome, _other_numbers(mention)
        if own and min(estimate.value.decimals, own.low.decimals, own.high.decimals) >= 2:
            numbers = (estimate.value.value, own.low.value, own.high.value)
            yield from (
                (key, measure, left_out, *numbers[:left_out], *numbers[left_out + 1 :]) for left_out in range(3)
            )


def _other_numbers(mention: Mention) -> frozenset[str]:
    """Return the numbers around an estimate ("30 days", "subgroup 2"), which tell one outcome from another."""
    text, estimate = mention.unit.text, mention.estimate
    around = text[: estimate.start] + text[estimate.end :]
    return frozenset(word for word in words(around) if word[0].isdigit())


def _differ(earlier: Mention, later: Mention, sign: tuple[Hashable, ...]) -> bool:
    """Return whether two mentions of one effect have different numbers, rounding apart.

    The same digits in another order are a slip only where no interval says that these are two effects.
    """
    shared = earlier.outcome & later.outcome
    if earlier.unit is later.unit or not shared:
        return False
    if sign[2] == "digits" and (len(shared) < 2 or (earlier.estimate.interval and later.estimate.interval)):
        return False
    return any(not a.same(b) for a, b in zip(_numbers(earlier.estimate), _numbers(later.estimate), strict=False))


def _numbers(estimate: Estimate) -> tuple[Number, ...]:
    own: Any = estimate.interval
    return (estimate.value, own.low, own.high) if own else (estimate.value,)
