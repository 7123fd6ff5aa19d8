"""Fixes: golden files, and what no fix may ever do, whatever a rule asks for."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import engine, rules
from citegate.diagnostics import Diagnostic, Edit, Span
from citegate.fixes import ROUNDS, Fixed, apply, difference, same_numbers, to_fixed_point
from citegate.offsets import Offsets
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.small_project import FRONT
    from tests.workbench import Bench
else:
    from small_project import FRONT
    from workbench import Bench

CASES = sorted(path for path in Path(__file__).with_name("fixes").iterdir() if path.is_dir())


@cache
def bench() -> Bench:
    return Bench()


def judge(text: str) -> list[Diagnostic]:
    """Return what the rules find in an article."""
    article = bench().project.parser.parse(text, "article.md")
    return list(engine.corrections(article, bench().project.context))


def fixed(text: str) -> Fixed:
    return to_fixed_point(text, judge)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path) -> None:
    """What the rules mend is what the case's golden file holds, and there is nothing left to mend in that."""
    before = (case / "before.md").read_bytes().decode()
    done = fixed(before)
    if os.environ.get("CITEGATE_WRITE_GOLDEN"):
        (case / "after.md").write_bytes(done.text.encode())
    assert done.text == (case / "after.md").read_bytes().decode()
    assert fixed(done.text) == Fixed(done.text, 0, 0)
    assert same_numbers(before, done.text)


DOSES_AND_UNITS = (
    "1.0 mg|.5 mg|10mg|34 U|5 µg|100000 units|0.50 mg/kg|QD|cc|MgSO4|5-10 mg|\u22123 °C|1,5 mg|100 000 U"
    "|(95% CI 1.00-21.48)|4.63,95% CI|p=0.04|[@beta; @alpha]|[@alpha; @alpha]|word"
    "|by mouth|“10mg”|`1.0 mg`|**2.0** mg|&nbsp;|é|家|5\u201110 mg|5\u00a0mg|5  kg|between 5 - 6"
)
PIECES = st.lists(st.sampled_from([*DOSES_AND_UNITS.split("|"), "\n", "\n\n", "\r\n", "| a | 1.0mg |"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_fixes_reach_a_fixed_point_and_change_no_number(pieces: list[str]) -> None:
    """Whatever stands in an article, fixing ends, a second time changes nothing, and each number keeps its value."""
    before = FRONT + " ".join(pieces)
    done = fixed(before)
    assert done.rounds < ROUNDS
    assert fixed(done.text).text == done.text
    assert same_numbers(before, done.text)
    assert before.count("\n") == done.text.count("\n")


def wanted(text: str, *edits: tuple[int, int, str], code: str = "XX01") -> Diagnostic:
    """Return a diagnostic that asks for these edits, given by offsets."""
    places = Offsets(text)
    made = [Edit(Span(*places.place(start), *places.place(end)), new) for start, end, new in edits]
    return Diagnostic("a.md", made[0].span, code, "warning", "m", "h", tuple(made))


TEXT = st.text("ab 1.,0\n\r-[]@;5", max_size=60)


@given(TEXT, st.data())
def test_no_rule_can_change_a_number(text: str, data: st.DataObject) -> None:
    """Whatever edits rules ask for, the numbers and the lines of the text stay."""
    place = st.integers(0, len(text))
    edits = data.draw(st.lists(st.tuples(place, place, st.text("a 1.0,\n\r5-", max_size=4)), max_size=6))
    asked = [wanted(text, (min(a, b), max(a, b), new)) for a, b, new in edits]
    after, count = apply(text, asked)
    assert same_numbers(text, after)
    assert after.count("\n") == text.count("\n")
    assert count <= len(asked)
    assert count or after == text


REFUSED = {
    "another number": ("give 5 mg", (5, 6, "50")),
    "a number gone": ("give 5 mg", (5, 7, "")),
    "a new number": ("give mg", (5, 5, "5 ")),
    "a decimal point gone": ("give 1.5 mg", (6, 7, "")),
    "digits drawn together": ("give 5 10 mg", (6, 7, "")),
    "a minus gone": ("at -5 °C", (3, 4, "")),
    "a range that becomes negative": ("5 to 10", (2, 5, "-")),
    "a new line": ("a b", (1, 2, "\n")),
    "a line gone": ("a\nb", (1, 2, " ")),
    "a carriage return alone": ("a b", (1, 2, "\r")),
    "nothing at all": ("a b", (0, 1, "a")),
}


@pytest.mark.parametrize(("text", "edit"), REFUSED.values(), ids=REFUSED)
def test_edit_that_is_refused(text: str, edit: tuple[int, int, str]) -> None:
    """An edit that would change a number or a line is not made."""
    assert apply(text, [wanted(text, edit)]) == (text, 0)


ALLOWED = {
    "trailing zero": ("1.0 mg", (1, 3, ""), "1 mg"),
    "leading zero": (".5 mg", (0, 0, "0"), "0.5 mg"),
    "space": ("10mg", (2, 2, " "), "10 mg"),
    "thousands": ("100000 units", (3, 3, ","), "100,000 units"),
    "thin space": ("100,000", (3, 4, "\u202f"), "100\u202f000"),
    "range": ("5-10 mg", (1, 2, "–"), "5–10 mg"),
    "minus": ("at -5 °C", (3, 4, "\u2212"), "at \u22125 °C"),
    "name with a digit": ("MgSO4 2 g", (0, 5, "magnesium sulfate"), "magnesium sulfate 2 g"),
    "group": ("[@b2, p. 4; @a1, p. 3]", (0, 22, "[@a1, p. 3; @b2, p. 4]"), "[@a1, p. 3; @b2, p. 4]"),
    "key twice": ("[@a1; @a1]", (0, 10, "[@a1]"), "[@a1]"),
}


@pytest.mark.parametrize(("text", "edit", "after"), ALLOWED.values(), ids=ALLOWED)
def test_edit_that_is_made(text: str, edit: tuple[int, int, str], after: str) -> None:
    """The edits that fixes are for are made."""
    assert apply(text, [wanted(text, edit)]) == (after, 1)


def test_locators_stay_with_their_keys() -> None:
    """In a group of citations order is free, but no page moves to another source."""
    text = "[@b, p. 4; @a, p. 3]"
    assert apply(text, [wanted(text, (0, len(text), "[@a, p. 4; @b, p. 3]"))]) == (text, 0)


def test_edits_never_overlap() -> None:
    """Of two findings that change one place the first is mended, the other waits for the next round."""
    text = "abcdef"
    assert apply(text, [wanted(text, (0, 3, "x")), wanted(text, (2, 4, "y"))]) == ("xdef", 1)


def test_edits_of_a_finding_are_made_together() -> None:
    """A finding with one edit that is refused is not mended in part."""
    text = "a 5 mg b"
    assert apply(text, [wanted(text, (0, 1, "x"), (2, 3, "6"))]) == (text, 0)


def test_rules_that_contradict_each_other_end() -> None:
    """Two rules that undo each other's fix do not run for ever."""
    done = to_fixed_point("a", lambda text: [wanted(text, (0, 1, "b" if text == "a" else "a"))])
    assert done.rounds == ROUNDS


@given(
    st.lists(st.tuples(st.text("ab\r", min_size=1, max_size=3), st.booleans()), max_size=30),
    st.sampled_from(["", "\n"]),
)
@settings(max_examples=50)
def test_diff_says_what_changed(lines: list[tuple[str, bool]], end: str) -> None:
    """The removed and added lines of a diff are the lines that differ, in order."""
    before = "\n".join(line for line, _ in lines) + end
    after = "\n".join(f"{line}!" if changed else line for line, changed in lines) + end
    said = [line for line in difference("a.md", before, after) if not line.startswith(("---", "+++", "@@"))]
    assert [line[1:].partition("\n")[0] for line in said if line[0] == "-"] == [line for line, c in lines if c]
    assert [line[1:].partition("\n")[0] for line in said if line[0] == "+"] == [f"{line}!" for line, c in lines if c]


def test_rules_say_that_they_fix() -> None:
    """A rule whose findings have edits declares it, or `--fix` would pass it by."""
    files = Path(rules.__file__).parent.glob("*.py")
    offering = {path.stem[:4].upper() for path in files if "edits=" in path.read_text(encoding="utf-8")}
    assert offering == {rule.code for rule in rules.all_rules() if rule.fixes}
