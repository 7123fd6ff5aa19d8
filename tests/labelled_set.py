"""The hand-labelled set: texts with the class that the definition of a claim gives them, and how well the gate agrees.

`labelled/*.txt` hold one text a line, `LABEL | text`, under a first line `# wrapper: MARKDOWN` that makes an article
body of a text. Labels: `A` and `B` are claims of that tier, `-` is no claim. `labelled/passages.md` holds passages with
a line `= CLASS TIER` for each of their units, in page order. Labels were given by the written definition, before the
gate was asked.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Unit
    from citegate.parsing import Parser

HERE = Path(__file__).with_name("labelled")
FRONT = "---\ntitle: T\n---\n\n"
_NOT_WORDS = re.compile(r"\W+")


class Labelled(NamedTuple):
    """A text, where it stands, what a person called it and what the gate calls it: `A`, `B` or `-`."""

    place: str
    text: str
    label: str
    found: str


@dataclass(frozen=True)
class Measure:
    """Shares between 0 and 1 over a labelled set."""

    units: int
    tier_a_recall: float
    recall: float
    precision: float
    tier_a_precision: float


def measure(judged: list[Labelled]) -> Measure:
    """Return recall and precision: of tier A among the texts labelled A, and of claims of either tier."""
    pairs = Counter((unit.label, unit.found) for unit in judged)

    def share(labels: str, found: str) -> float:
        return sum(n for (label, found_), n in pairs.items() if label in labels and found_ in found)

    return Measure(
        len(judged),
        share("A", "A") / share("A", "AB-"),
        share("AB", "AB") / share("AB", "AB-"),
        share("AB", "AB") / share("AB-", "AB"),
        share("A", "A") / share("AB-", "A"),
    )


def judge_all(parser: Parser) -> list[Labelled]:
    """Return every labelled text with what the gate says of it."""
    texts = [unit for file in sorted(HERE.glob("*.txt")) for unit in _judge_file(file, parser)]
    return texts + list(_judge_passages(parser))


def _judge_file(file: Path, parser: Parser) -> Iterator[Labelled]:
    first, *lines = file.read_text("utf-8").splitlines()
    wrapper = first.removeprefix("# wrapper: ").replace("\\n", "\n")
    for number, line in enumerate(lines, 2):
        if line and not line.startswith("#"):
            label, text = line.split(" | ", 1)
            body = wrapper.replace("{}", text)
            units = parser.parse(f"{FRONT}{body}\n", "a.md").units
            yield Labelled(f"{file.name}:{number}", text, label, _found(text, list(units)))


def _found(text: str, units: list[Unit]) -> str:
    """Return the class of the units that a text became: the strictest, where it became several."""
    wanted = _plain(text)
    own = [unit for unit in units if (plain := _plain(unit.text)) == wanted or (plain and plain in wanted)]
    return max((_letter(unit) for unit in own), key="-BA".index, default="-")


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip().lower()


def _letter(unit: Unit) -> str:
    return unit.tier if unit.is_claim else "-"


def _judge_passages(parser: Parser) -> Iterator[Labelled]:
    for number, passage in enumerate(passages(), 1):
        for (wanted, got), text in zip(classes(passage, parser), passage.texts(parser), strict=True):
            yield Labelled(f"passages.md {number}", text, _class_letter(wanted), _class_letter(got))


def _class_letter(words: str) -> str:
    return words.rpartition(" ")[2] if " " in words else "-"


class Passage(NamedTuple):
    """A passage of Markdown, what it shows, and the class of each of its units."""

    title: str
    body: str
    expected: tuple[str, ...]

    def units(self, parser: Parser) -> list[Unit]:
        """Return the units that the gate makes of the passage."""
        return list(parser.parse(f"{FRONT}{self.body}\n", "a.md").units)

    def texts(self, parser: Parser) -> list[str]:
        """Return the texts of the units."""
        return [unit.text for unit in self.units(parser)]


def passages() -> Iterator[Passage]:
    """Yield the passages of the set."""
    for chunk in (HERE / "passages.md").read_text("utf-8").split("%% ")[1:]:
        title, *lines = chunk.splitlines()
        body = "\n".join(line for line in lines if not line.startswith("= "))
        yield Passage(title, body, tuple(line[2:] for line in lines if line.startswith("= ")))


def classes(passage: Passage, parser: Parser) -> list[tuple[str, str]]:
    """Return pairs of the class that a passage expects of a unit and the one that the gate gives it."""
    got = [f"{unit.coverage} {unit.tier}".strip() for unit in passage.units(parser)]
    if len(got) != len(passage.expected):
        raise AssertionError(
            f"{passage.title}: {len(passage.expected)} units are labelled, {len(got)} are there: {got}"
        )
    return list(zip(passage.expected, got, strict=True))
