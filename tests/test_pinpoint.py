"""Pieces of a unit found in the source: at the right one of several, exactly or not at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from citegate.pinpoint import Pinpoint, in_quotation
from citegate.surroundings import Surroundings

if TYPE_CHECKING:
    from citegate.article import Article

    from tests.workbench import Bench
else:
    from workbench import Bench


@cache
def bench() -> Bench:
    """Return the workbench that all tests of this file share."""
    return Bench()


def article(body: str) -> Article:
    """Return an article with this body."""
    return bench().project.parser.parse(f"---\ntitle: Widgets\n---\n\n{body}\n", "x.md")


CASES = {
    "one of one": ("Give 10mg now [@alpha, p. 4].", "10mg", 0),
    "the second of two": ("Give 10mg and 10mg now [@alpha, p. 4].", "10mg", 1),
    "not inside another number": ("Give 110mg and 10mg now [@alpha, p. 4].", "10mg", 0),
    "at the start": (".5 mg is given [@alpha, p. 4].", ".5", 0),
    "after a word": ("Give .5 mg now [@alpha, p. 4].", ".5", 0),
    "in a table": ("| A | B |\n|---|---|\n| 10mg | 20mg |\n", "20mg", 0),
    "beside emphasis": ("Give **10mg** now [@alpha, p. 4].", "10mg", 0),
    "over two lines": ("Give 10\nmg and 20mg now [@alpha, p. 4].", "20mg", 0),
}


@pytest.mark.parametrize(("body", "piece", "number"), CASES.values(), ids=CASES)
def test_exact(body: str, piece: str, number: int) -> None:
    """The source has the piece at the place found, and it is the right one."""
    parsed = article(body)
    unit = next(unit for unit in parsed.units if piece in unit.text)
    starts = [
        at for at in range(len(unit.text)) if unit.text.startswith(piece, at) and not unit.text[at - 1 : at].isdigit()
    ]
    place = Pinpoint(parsed).place(unit, starts[number], starts[number] + len(piece))
    line = parsed.source.splitlines()[place.span.line - 1]
    assert place.exact
    assert line[place.span.column - 1 : place.span.end_column - 1] == piece
    assert line[: place.span.column - 1].count(f" {piece}") == number


@pytest.mark.parametrize("body", ["Give 10&#109;g now [@alpha, p. 4].", "Give 10**mg** now [@alpha, p. 4]."])
def test_not_exact(body: str) -> None:
    """A piece that the source writes in another way gets its unit's place, and no edit."""
    parsed = article(body)
    unit = next(unit for unit in parsed.units if "10mg" in unit.text)
    at = unit.text.index("10mg")
    pinpoint = Pinpoint(parsed)
    assert not pinpoint.place(unit, at, at + 4).exact
    assert pinpoint.edit(unit, at, at + 4, "10 mg") == ()


def test_no_edit_in_a_quotation() -> None:
    """What somebody else wrote is never edited."""
    parsed = article("The label says “give 10mg now” [@alpha, p. 4].")
    unit = next(parsed.units)
    at = unit.text.index("10mg")
    assert in_quotation(unit.text, at)
    assert Pinpoint(parsed).edit(unit, at, at + 4, "10 mg") == ()


BODY = """\
## Doses

### Adults, orally

Start low:

- Give 5 mg.
    - Then 6 mg.

| Step | Dose |
|---|---|
| First | 7 mg |
| Second | 8 mg |

## Weight

It weighs 3 kg. It is 4 m long.
"""


def test_surroundings() -> None:
    """Headings, lead-ins, headers and rows are those that a reader has read, and a new section starts anew."""
    parsed = article(BODY)
    around = Surroundings(parsed)
    units = {unit.text: unit for unit in parsed.units}
    assert around.of(units["Then 6 mg."]).headings == ("Doses", "Adults, orally")
    assert around.of(units["Give 5 mg."]).leads == ("Start low:",)
    row = units["Second\t8 mg"]
    assert around.of(row).header == "Step\tDose"
    assert around.table(row) == "First\t7 mg\nSecond\t8 mg"
    assert around.of(units["It weighs 3 kg."]).headings == ("Weight",)
    assert around.of(units["It weighs 3 kg."]).leads == ()
    assert around.following(units["It weighs 3 kg."], same_block=True) == "It is 4 m long."
    assert around.following(row) == ""
