"""Break what readers meet: plain language, related articles, anchors, media of other hosts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.neighbours import Neighbour

from .registry import Mutant, Sample, lines_of, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator

_HARD = (
    "Notwithstanding considerable methodological heterogeneity, contemporaneous multidisciplinary investigations "
    "unequivocally corroborate pharmacokinetic interrelationships necessitating individualised administration "
    "modifications throughout institutional implementation"
)


def _plain(text: str) -> str:
    return f"/// plain\n\n{text}\n\n///"


@mutator("RD01")
def hard_to_read(sample: Sample) -> Iterator[Mutant]:
    """Put a plain block that nobody can read between blocks."""
    for line in sample.gaps:
        if not _inside(sample, line):
            yield sample.block_mutant("hard", _plain(f"{_HARD} [@{sample.key()}, p. 4]."), line)


@mutator("RD02")
def plain_adds(sample: Sample) -> Iterator[Mutant]:
    """Put plain blocks with a new number and with a new source between blocks; change the numbers of those there."""
    for line in sample.gaps:
        if not _inside(sample, line):
            yield sample.block_mutant("new number", _plain("The lid is kept for 777 days [@nokey, p. 4]."), line)
            yield sample.block_mutant("new source", _plain("The lid is kept dry [@nokey, p. 4]."), line)
    for match in re.finditer(r"/// plain\n.*?\n///", sample.text, re.DOTALL):
        for number in re.finditer(r"\b\d+(?=%| mg| kg)", match.group()):
            at = match.start() + number.start()
            yield sample.mutant("number changed", at, at + len(number.group()), "777")


def _inside(sample: Sample, line: int) -> bool:
    """Return whether a line lies in a block of its own kind, which plain blocks do not nest in."""
    above = sample.text[: sample.start(line)]
    return len(re.findall(r"^///", above, re.MULTILINE)) % 2 == 1


@mutator("RD03")
def unrelated(sample: Sample) -> Iterator[Mutant]:
    """Name an article that does not exist, one that shares nothing, and the article itself."""
    neighbour = {"articles/other": Neighbour(frozenset({"nothing"}), frozenset())}
    line = sample.article.front.places["key:title"].line
    start = sample.start(line)
    for what, name in (("missing", "nowhere"), ("unrelated", "other")):
        text = sample.replaced(start, start, f"related: [{name}]\n")
        yield Mutant(what, text, (line, line), context={"articles": neighbour})


@mutator("RD04")
def anchor_taken(sample: Sample) -> Iterator[Mutant]:
    """Give the id of each claim to another element."""
    end = sample.text.rstrip().count("\n") + 1
    for unit in sample.article.units:
        if unit.id and unit.role in ("sentence", "row"):
            element = f'<span id="{unit.id}"></span>'
            text = f"{sample.text.rstrip()}\n\n{element} The widget is blue [@{sample.key()}, p. 4].\n"
            yield Mutant("anchor taken", text, lines_of(unit.span) if end else (1, 1))


@mutator("SE05")
def remote_media(sample: Sample) -> Iterator[Mutant]:
    """Load a picture from another host, as Markdown and as HTML."""
    for line in sample.gaps:
        yield sample.block_mutant("picture", "![The lid](https://example.org/lid.png)", line)
        yield sample.block_mutant("HTML", '<img src="http://example.org/lid.png" alt="The lid">', line)
