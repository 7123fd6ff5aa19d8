"""What rules find in the text itself: quotations, groups, placeholders, praise, remote media, repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citegate import duplicates, groups, placeholders, remote
from citegate.article import Citation, CitationGroup
from citegate.diagnostics import Span
from citegate.offsets import Offsets
from citegate.praise import praise
from citegate.quotations import quotations
from citegate.rules import ci05_untidy_group as rule

if TYPE_CHECKING:
    from citegate.article import Article

    from tests.workbench import FRONT, Bench
else:
    from workbench import FRONT, Bench


def article(body: str) -> Article:
    """Return an article with this body, parsed as the project parses its own."""
    return Bench().project.parser.parse(f"{FRONT}{body}\n", "x.md")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('It "is harmful" to fingers.', ["is harmful"]),
        ("It “may be reasonable in adults” only.", ["may be reasonable in adults"]),
        ("The so-called “real world data” and “big data” differ.", []),
        ("The section “Use in the elderly” was moved.", []),
        ("He read “Dosage and Administration” first.", []),
        ("He read “guideline for the evaluation of widgets”.", []),
        ("They wrote ‘the widget’s lid is harmful’ twice.", ["the widget’s lid is harmful"]),
        ("The dogs' lids and the cats' lids are not the same.", []),
        ('A 5" lid and a 6" hinge is in the box.', []),
        ('Left "open for ever', []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    """Words that say something are quoted; terms, titles, named things, feet and apostrophes are not."""
    titles = ["KDIGO 2024 Clinical Practice Guideline for the Evaluation of Widgets"]
    assert [quotation.text for quotation in quotations(text, titles)] == expected


def group(raw: str, *citations: Citation) -> CitationGroup:
    """Return a citation group as it stands in a source."""
    return CitationGroup(citations, Span.point(1), raw)


A, B = Citation("a", locator="p. 1"), Citation("b")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (group("[@b; @a, p. 1]", B, A), "[@a, p. 1; @b]"),
        (group("[@a, p. 1; @b; @a, p. 1]", A, B, A), "[@a, p. 1; @b]"),
        (group("[@b;\n@a, p. 1]", B, A), "[@a, p. 1;\n@b]"),
        (group("[@b; @b; @a, p. 1]", B, B, A), "[@a, p. 1; @b]"),
        (group("[@a, p. 1; @a]", A, Citation("a")), None),
        (group("[see @b; also @a, p. 1]", Citation("b", "see"), Citation("a", "also", "p. 1")), None),
    ],
)
def test_tidied_groups(given: CitationGroup, expected: str | None) -> None:
    """A group is put in order of its numbers without repeats; locators and line breaks stay, words keep their order."""
    found = groups.tidy(given, {"a": 1, "b": 2})
    assert (found.text if found else None) == expected


def test_edit_of_a_group_reaches_a_fixed_point() -> None:
    """The source after the edits of CI05 gives no finding of CI05, and only the groups have changed."""
    body = "The a [@alpha].\nThe b\n[@guideline, p. 1;\n@beta; @beta; @alpha]. End."
    context = Bench().project.context
    before = article(body)
    (edit,) = [edit for finding in rule.check(before, context) for edit in finding.edits]
    offsets = Offsets(before.source)
    start = offsets.offset(edit.span.line, edit.span.column)
    end = offsets.offset(edit.span.end_line, edit.span.end_column)
    after = before.source[:start] + edit.text + before.source[end:]
    assert after.endswith("The b\n[@alpha;\n@guideline, p. 1; @beta]. End.\n")
    assert list(rule.check(Bench().project.parser.parse(after, "x.md"), context)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Give XX mg, TBD, and ???", ["XX mg", "TBD", "???"]),
        ("Lorem ipsum dolor sit amet [insert dose]", ["Lorem ipsum", "dolor sit amet", "[insert dose]"]),
        ("The dose remains to be determined.", []),
        ("Women with XX chromosomes, and a to-do list.", []),
        ("Really? Yes?!", []),
    ],
)
def test_placeholders(text: str, expected: list[str]) -> None:
    """Words of a draft are found; words of medicine that look like them are not."""
    assert placeholders.placeholders(text) == expected


def test_comments_in_code_are_text() -> None:
    """Only comments that reach the page as comments hide something."""
    body = "A <!-- one --> b `<!-- two -->`.\n\n```html\n<!-- three -->\n```\n\n    <!-- four -->\n\n<!--\nfive\n-->"
    parsed = article(body)
    assert [piece.text for piece in placeholders.hidden(parsed.source, parsed.html)] == ["one", "five"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our world-class team", "world-class"),
        ("The most trusted medical answers for you.", "most trusted"),
        ("This site is second to none.", "second to none"),
        ("The Lancet is a world-leading journal.", ""),
        ("In the US it was the number one cause.", ""),
        ("The most comprehensive review of 42 studies found none.", ""),
        ("We reviewed the sources.", ""),
    ],
)
def test_praise(text: str, expected: str) -> None:
    """Praise counts where a text speaks of its makers, or is a slogan; works and causes may be the greatest."""
    assert praise(text) == expected


def test_remote_media_are_placed() -> None:
    """Images of all forms are found at their addresses; links, relative files and code are not."""
    body = "![a](https://example.org/a.png?x=1&y=2) [b](https://example.org/b)\n\n![c](c.png) `![d](https://example.org/d)`"
    ((address, span),) = remote.media(article(body))
    line = FRONT.count("\n") + 1
    assert (address, span) == ("https://example.org/a.png?x=1&y=2", Span(line, 6, line, 39))


def test_repeats_need_a_verb_or_the_same_section() -> None:
    """A list item that is a phrase means what its heading says, and a sentence that points back what stands before."""
    item = "- 5 widgets by hand three times daily [@beta, p. 1].\n"
    said = "It was weighed by nobody at all [@beta, p. 2].\n"
    parsed = article(f"## Small\n\n{item}\n{said}\n## Large\n\n{item}{item}\n{said}")
    assert [found.unit.span.line - FRONT.count("\n") for found in duplicates.duplicates(parsed)] == [10]
