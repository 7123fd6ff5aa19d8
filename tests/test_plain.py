"""The plain-language block, from its Markdown to the units that the rules read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citegate.plain import LABEL

if TYPE_CHECKING:
    from citegate.article import Article

    from tests.workbench import FRONT, Bench
else:
    from workbench import FRONT, Bench

BENCH = Bench()


def article(body: str) -> Article:
    """Return the article of a body."""
    return BENCH.project.parser.parse(FRONT + body, "bad.md")


def plain(body: str) -> list[str]:
    """Return the texts of the units in plain-language blocks, labels left out."""
    return [unit.text for unit in article(body).units if unit.attributes.get("plain") and unit.role != "label"]


def test_block_becomes_a_labelled_division() -> None:
    """The block is a `div` of class `plain` that starts with its label, and no slashes are left."""
    html = article("The widget is blue [@guideline].\n\n/// plain\nIt is blue [@guideline].\n///\n").html
    assert f'<div class="plain">\n<p class="plain">{LABEL}</p>' in html
    assert "///" not in html


def test_units_of_a_block_are_marked() -> None:
    """Paragraphs, list items and table rows in a block are plain, and nothing before or after it is."""
    body = (
        "The widget is blue [@guideline].\n\n/// plain\nIt is blue [@guideline].\n\n- It is round [@guideline].\n\n"
        "| A | Source |\n|---|---|\n| It is red | [@guideline] |\n///\n\nThe widget is cheap [@guideline].\n"
    )
    assert plain(body) == ["It is blue.", "It is round.", "A\tSource", "It is red\t"]


def test_mark_survives_attribute_lists() -> None:
    """An attribute list inside a block does not take its text out of the block, and cannot put text into one."""
    inside = "/// plain\nThe heart pumps blood.\n{.nocite reason=common-knowledge by=ab}\n///\n"
    assert plain(inside) == ["The heart pumps blood."]
    assert plain("The widget is blue [@guideline].\n{.plain plain=true}\n") == []


def test_label_is_no_claim_and_only_its_words_are_a_label() -> None:
    """The label needs no source; other words of the same class are judged as any text."""
    assert [u.text for u in article("/// plain\nIt is blue [@guideline].\n///\n").units if u.role == "label"] == [LABEL]
    typed = article("The widget cures patients.\n{.plain}\n")
    assert [unit.is_claim for unit in typed.units] == [True]


def test_claims_in_a_block_need_citations() -> None:
    """Plain language is judged as any other text: a number without a source is refused there too."""
    found = BENCH.judge(f"{FRONT}The widget weighs 3 kg [@guideline].\n\n/// plain\nIt weighs 3 kg.\n///\n")
    assert "CL01" in [diagnostic.code for diagnostic in found]


@pytest.mark.parametrize("body", ["/// plain\nIt is blue.\n", "/// plain\n///\n", "/// plain | argument\nIt.\n///\n"])
def test_broken_block_loses_no_text(body: str) -> None:
    """A block that is never closed, is empty or has an argument raises nothing, and its words stay on the page."""
    html = article(body).html
    assert all(word in html for word in ("blue", "It", "argument") if word in body)
