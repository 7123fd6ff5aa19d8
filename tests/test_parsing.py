"""Any text can be parsed: nothing is raised, nothing visible is lost, every claim has a place and a name of its own."""

from __future__ import annotations

import re
import time
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from citegate.article import Coverage
from citegate.rules import cl03_unaccounted_text
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from citegate.article import Article

    from tests.workbench import FRONT, Bench
else:
    from workbench import FRONT, Bench

QUICK = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, database=None
)


@cache
def bench() -> Bench:
    """Return the workbench that all tests of this file share."""
    return Bench()


def parsed(body: str) -> Article:
    """Return the article with this body."""
    return bench().project.parser.parse(f"{FRONT}{body}", "x.md")


def lost(article: Article) -> list[str]:
    """Return what CL03 says about text that was not classified, or could not be parsed."""
    found = cl03_unaccounted_text.check(article, bench().project.context)
    return [finding.message for finding in found if "raw HTML" not in finding.message]


def check_units(article: Article) -> None:
    """Hold an article to what is true of each: places in the source, ids once, one class each, known groups."""
    last = article.source.count("\n") + 2
    for unit in article.units:
        assert 1 <= unit.span.line <= unit.span.end_line <= last
        assert unit.is_claim == bool(unit.id)
        assert (unit.coverage is Coverage.CITED) == (unit.is_claim and bool(unit.covering))
    names = Counter(unit.id for unit in article.units if unit.id)
    assert [name for name, times in names.items() if times > 1] == []
    anchors = re.findall(r'\bid="(c-[0-9a-f]{8}(?:-\d+)?)"', article.html)
    assert len(anchors) == len(set(anchors))
    assert set(anchors) <= names.keys()


SIGNS = st.sampled_from(
    "# ## - 1. * _ ** __ ` ``` ~~~ > | || --- === : ::: !!! ??? ![ [ ] ( ) { } < > </ <div> </div> <!-- --> & &amp; "
    "&#64; \\ \\* @ [@alpha] [@beta, p. 4] [^1] [1] *[a]: /// --8<-- {.note} {#x} \x02 \x03 \x00 \r \t \u202e \ue000 "
    "\uf8ff é 日本 https://x.org <https://x.org> <a@x.org> $x_1$ 3&nbsp;mg etc. e.g. Dr. ... !? 0.5".split(" ")
)
WORDS = st.sampled_from(
    ["the", "lid", "Widget", "is", "3 kg", "must", "blue.", "A", "reduces", "no evidence", "?", ":", "e.g."]
)
BREAKS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n    ", "\n- ", "\n\n    "])
ANYTHING = st.lists(st.tuples(st.one_of(SIGNS, WORDS, st.text(max_size=4)), BREAKS), max_size=40).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@QUICK
@given(ANYTHING)
@example("<")
@example("[@alpha")
@example("```\n[@alpha]")
@example("| a |\n|-|\n| [@alpha] |")
@example("\ue000 [@alpha] \uf8ff")
@example("&#xD800; &#1114112; &#0; &bogus; &#57344;")
def test_any_text(body: str) -> None:
    """Whatever a body holds, parsing it raises nothing and leaves every claim with a place and a name of its own."""
    article = parsed(body)
    assert {mark.name for mark in article.marks if mark.kind == "unparsed"} <= {"SnippetMissingError"}
    check_units(article)


PLAIN = st.text(alphabet="abcdefghij XYZ.,;:!?'\"()/%+=~^$0123456789-–…éß日", min_size=1, max_size=24)
INLINE = st.one_of(
    PLAIN,
    PLAIN.map(lambda t: f"*{t.strip() or 'x'}*"),
    PLAIN.map(lambda t: f"**{t.strip() or 'x'}**"),
    st.sampled_from(["`a < b && c`", "`&amp;`", "`` a ` b ``", "`[x]`", "`<b>`"]),
    st.sampled_from(
        ["&amp;", "&lt;", "&nbsp;", "&copy;", "&#64;", "&#x2265;", "&hellip;", "& ", "&", "AT&T", "a < b", "1 > 0"]
    ),
    st.sampled_from(["\\*", "\\_", "\\[", "\\]", "\\`", "\\\\", "\\#", "\\&", "\\<", "\\!"]),
    st.sampled_from(
        ["[lid](https://x.org/a_b?c=1&d=2)", "<https://x.org>", "<a.b@x.org>", "![A lid](lid.png)", "[x][y]"]
    ),
    st.sampled_from(["[@alpha]", "[see @alpha, p. 4; @beta]", "[@alpha; @beta, fig. 2]"]),
)
SENTENCE = st.lists(INLINE, min_size=1, max_size=6).map(lambda parts: " ".join(parts).strip() or "x")
BLOCK = st.one_of(
    SENTENCE,
    st.lists(SENTENCE, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(SENTENCE, min_size=1, max_size=4).map(
        lambda items: "\n".join(f"1. {item}\n\n    {item}" for item in items)
    ),
    SENTENCE.map(lambda text: f"> {text}"),
    SENTENCE.map(lambda text: f"## {text}"),
    SENTENCE.map(lambda text: f"Term\n\n:   {text}"),
    SENTENCE.map(lambda text: f'!!! note "{PLAIN_TITLE}"\n\n    {text}'),
    SENTENCE.map(lambda text: f'=== "One"\n\n    {text}\n\n=== "Two"\n\n    {text}'),
    SENTENCE.map(lambda text: f"```\n{text}\n```"),
    st.lists(SENTENCE.map(lambda text: text.replace("|", "/")), min_size=2, max_size=4).map(
        lambda cells: "| a | b |\n| - | - |\n" + "\n".join(f"| {cell} | {cell} |" for cell in cells)
    ),
)
PLAIN_TITLE = "A lid"
ARTICLE = st.lists(BLOCK, min_size=1, max_size=6).map(lambda blocks: "\n\n".join(blocks) + "\n")


@QUICK
@given(ARTICLE)
@example("`a < b && c` is *x & y*.\n\n    indented &amp; < code\n")
@example("He left&hellip; Then he came&copy; [@alpha]. See <a.b@x.org>.\n")
@example("- a\n\n    ```\n    x < y\n    ```\n\n- b &lt; c\n")
def test_plain_markdown_is_accounted_for(body: str) -> None:
    """In plain Markdown every visible character is classified: CL03 has no text that it cannot account for."""
    article = parsed(body)
    assert lost(article) == []
    check_units(article)


@QUICK
@given(ARTICLE)
def test_parsing_twice_gives_the_same(body: str) -> None:
    """Nothing of one article is left in the parser for the next: the same text gives the same article."""
    first = parsed(body)
    parsed("[x]: https://example.org/left-over\n\n*[lid]: cover\n\nThe lid [@gamma].\n")
    second = parsed(body)
    assert (first.html, first.blocks, first.marks) == (second.html, second.blocks, second.marks)


@pytest.mark.parametrize("edit", ["The foot is new [@beta].\n\n", "# New?\n\n", "- a [@beta]\n- b [@beta]\n\n"])
def test_ids_survive_edits_elsewhere(edit: str) -> None:
    """A claim keeps its id when text is put before it, and has another one when its own words change."""
    body = "The lid is red [@alpha]. The hinge is hidden [@alpha].\n"
    before = {unit.text: unit.id for unit in parsed(body).units}
    after = {unit.text: unit.id for unit in parsed(edit + body).units}
    assert before.items() <= after.items()
    changed = {unit.text: unit.id for unit in parsed(body.replace("red", "blue")).units}
    assert changed["The lid is blue."] not in before.values()
    assert changed["The hinge is hidden."] == before["The hinge is hidden."]


REPEATED = ["[@alpha] ", "*a ", "`", "&", "<!-- ", "- a\n", "[@a,@b] ", "<kbd>x</kbd> ", "{.x} ", "| a ", "![a](b) "]


@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_repetition_is_quick(piece: str) -> None:
    """Twenty thousand characters of one piece are parsed within seconds."""
    started = time.process_time()
    article = parsed(piece * (20_000 // len(piece)))
    assert time.process_time() - started < 5
    check_units(article)
