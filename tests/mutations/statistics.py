"""Break statistics: estimates, intervals, p values, shares, spacing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .registry import Mutant, Sample, mutator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RATIO = (
    r"(?P<name>(?:odds|risk|hazard)\s+ratio(?:\s(?:of|was)(?:\s\w+){0,3}?(?:\swas)?)?)\s+(?P<estimate>\d[\d.]*\d)"
    r"(?P<open>\s\(95% CI )(?P<low>[\d.]*\d)(?P<to>\sto\s|–)(?P<high>[\d.]*\d)(?P<close>\))"
)
SHARE = r"(?P<k>\d[\d,]*)(?P<of>\s(?:of|in)\s|/)(?P<n>\d[\d,]*)(?P<gap>\s\()(?P<percent>[\d.]+)%"


def _ratios(sample: Sample, what: str, new: Callable[[dict[str, str]], dict[str, str]]) -> Iterator[Mutant]:
    """Yield a mutant for each ratio with its interval, some of whose parts are changed."""

    def written(match: re.Match[str]) -> str:
        part = {**match.groupdict(), **new(match.groupdict())}
        gap = match.group()[len(match["name"]) : match.start("estimate") - match.start()]
        numbers = f"{part['low']}{part['to']}{part['high']}{part['close']}" if part["low"] else ""
        return f"{part['name']}{gap}{part['estimate']}{part['open']}{numbers}"

    yield from sample.swap(what, RATIO, written)


@mutator("ST01")
def estimate_outside(sample: Sample) -> Iterator[Mutant]:
    """Put each estimate above its interval, and turn each interval round."""
    yield from _ratios(sample, "estimate above", lambda p: {"estimate": f"{float(p['high']) * 2:.2f}"})
    yield from _ratios(sample, "estimate below", lambda p: {"estimate": f"{float(p['low']) / 3:.2f}"})
    yield from _ratios(sample, "interval turned round", lambda p: {"low": p["high"], "high": p["low"]})


@mutator("ST02")
def lopsided(sample: Sample) -> Iterator[Mutant]:
    """Put each estimate at one of its bounds."""
    yield from _ratios(sample, "estimate at the lower bound", lambda p: {"estimate": p["low"]})
    yield from _ratios(sample, "estimate at the upper bound", lambda p: {"estimate": p["high"]})


@mutator("ST03")
def unclear_effect_claimed(sample: Sample) -> Iterator[Mutant]:
    """Claim benefit and harm for an interval that touches no effect, and take the words away that say so."""
    for line, words in sample.places("The widget brings benefit", "The widget causes harm", "The lid reduces noise"):
        block = f"{words}, odds ratio 4.63 (95% CI 1.00 to 21.48) [@{sample.key()}, p. 4]."
        yield sample.block_mutant(words, block, line)


@mutator("ST04")
def p_disagrees(sample: Sample) -> Iterator[Mutant]:
    """Give each p value beside an interval another size."""
    yield from sample.swap("p too large", rf"({RATIO},\s)[pP] [=<] [\d.]*\d", r"\1p = 0.4")
    for line, numbers in sample.places("0.87 (95% CI 0.77 to 0.99), p = 0.4", "0.97 (95% CI 0.77 to 1.22), p = 0.001"):
        block = f"The risk ratio was {numbers} [@{sample.key()}, p. 4]."
        yield sample.block_mutant(f"p beside {numbers}", block, line)


@mutator("ST05")
def interval_dropped(sample: Sample) -> Iterator[Mutant]:
    """Take the interval from each ratio."""
    yield from _ratios(sample, "interval dropped", lambda _: {"open": "", "low": ""})


@mutator("ST06")
def share_miscounted(sample: Sample) -> Iterator[Mutant]:
    """Give each share another percentage, and more cases than people."""
    yield from sample.swap(
        "percentage off",
        SHARE,
        lambda m: f"{m['k']}{m['of']}{m['n']}{m['gap']}{float(m['percent']) + 9:g}%",
    )
    yield from sample.swap("k above n", SHARE, lambda m: f"{m['n']}{m['of']}{m['k']}{m['gap']}{m['percent']}%")


@mutator("ST07")
def out_of_range(sample: Sample) -> Iterator[Mutant]:
    """Put each p value above 1, each share above 100 %, each lower bound of a ratio below 0."""
    yield from sample.swap("p above 1", r"\b[pP] ([=<]) [\d.]*\d", r"p \1 1.3")
    for line, words in sample.places("130% of the patients recovered", "The sensitivity was 112%"):
        yield sample.block_mutant(words, f"{words} [@{sample.key()}, p. 4].", line)
    yield from _ratios(sample, "bound below 0", lambda p: {"low": f"−{p['low']}", "to": " to "})  # noqa: RUF001


@mutator("ST08")
def effect_differs(sample: Sample) -> Iterator[Mutant]:
    """Write each block with a ratio again at the end, the last digit of the estimate changed."""
    last = sample.text.rstrip().count("\n") + 1
    for block in sample.article.blocks:
        start, end = sample.range(block.span)
        raw = sample.text[start:end]
        ratios = list(re.finditer(RATIO, raw))
        if block.kind == "p" and len(ratios) == 1:
            at, digits = ratios[0].start("estimate"), ratios[0]["estimate"]
            changed = digits[:-1] + str((int(digits[-1]) + 3) % 10)
            again = raw[:at] + changed + raw[at + len(digits) :]
            text = f"{sample.text.rstrip()}\n\n## Again\n\n{again}\n"
            yield Mutant("effect differs", text, (1, last + again.count("\n") + 5))


@mutator("ST09")
def statistics_touch(sample: Sample) -> Iterator[Mutant]:
    """Take the space out of each "95% CI"."""
    yield from sample.swap("no space before CI", r"95% CI", "95%CI")
    for line in sample.gaps:
        block = f"The mean difference was 4.63,95% CI 1.00 to 21.48 [@{sample.key()}, p. 4]."
        yield sample.block_mutant("no space after a comma", block, line)
