"""Every article explains the abbreviations of one glossary, safely, and nothing of its text moves for it."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import markdown
import pytest
from citegate import glossary
from citegate.errors import ConfigurationError
from citegate.parsing import Parser
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from pathlib import Path

    from tests.small_project import citegate, make
    from tests.workbench import FRONT, ROOT, Bench
else:
    from small_project import citegate, make
    from workbench import FRONT, ROOT, Bench

PAGE = ROOT / "docs" / glossary.PAGE
ARTICLES = sorted((ROOT / "docs" / "articles").glob("*.md"))
HEAD = "---\ntitle: Glossary\n---\n\n| Abbreviation | Meaning |\n|---|---|\n"
CITED = "The eGFR of the widget is 3 [@alpha, p. 4]."
DEFINED = re.compile(r"^\*\[", re.MULTILINE)


@cache
def bench() -> Bench:
    """Return the workbench that all tests of this file share."""
    return Bench()


@cache
def parser(*terms: tuple[str, str]) -> Parser:
    """Return the project's parser with another glossary."""
    setting = bench().project.parser.setting
    return Parser(replace(setting, extension_configs=glossary.configured(setting.extension_configs, dict(terms))))


def explained(html: str) -> list[tuple[str, str]]:
    """Return each abbreviation of a page with its meaning, in page order."""
    nodes = LexborHTMLParser(html).css("abbr")
    return [(node.text(), node.attributes.get("title") or "") for node in nodes]


def body(text: str, *terms: tuple[str, str]) -> str:
    """Return the HTML of an article's body, with the project's glossary where no other is given."""
    used = parser(*terms) if terms else bench().project.parser
    return used.parse(f"{FRONT}{text}", "x.md").html


def test_the_page_is_the_glossary() -> None:
    """The published table is what the parser is given, each term in alphabetical order and with its meaning."""
    terms = bench().project.glossary
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)[1:]
    assert len(rows) > 20
    assert rows == list(terms.items()) == sorted(rows, key=lambda row: row[0].casefold())


def test_each_term_is_used() -> None:
    """The glossary holds no abbreviation that no article uses."""
    text = " ".join(file.read_text(encoding="utf-8") for file in ARTICLES)
    assert [term for term in bench().project.glossary if not re.search(rf"\b{re.escape(term)}\b", text)] == []


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_no_article_defines_its_own(file: Path) -> None:
    """What an abbreviation stands for is said in one place."""
    assert DEFINED.findall(file.read_text(encoding="utf-8")) == []


def test_an_article_explains_its_abbreviations() -> None:
    """Each use in a paragraph, heading, table, list and tab is explained; code, longer words and addresses are not."""
    text = (
        f"## The eGFR\n\n{CITED}\n\n- {CITED}\n\n| eGFR | Source |\n|---|---|\n| 3 | [@alpha, p. 4] |\n\n"
        f'=== "eGFR"\n\n    `eGFR` xeGFR eGFRs [eGFR](https://example.org/eGFR) [@alpha, p. 4].\n'
    )
    assert explained(body(text)) == [("eGFR", "estimated glomerular filtration rate")] * 6


def test_the_longest_abbreviation_wins() -> None:
    """Where one abbreviation begins with another, the whole of it is explained, and neighbours are kept apart."""
    terms = (("AB", "first"), ("AB-CD", "second"), ("CD", "third"))
    assert explained(body("AB-CD and AB/CD, AB-C, CD-AB.", *terms)) == [
        ("AB-CD", "second"),
        ("AB", "first"),
        ("CD", "third"),
        ("AB", "first"),
        ("CD", "third"),
        ("AB", "first"),
    ]


def test_a_definition_of_the_article_wins_and_does_not_stay() -> None:
    """An article may define what the glossary lacks or mean another thing; the next article gets the glossary's."""
    own = body("The CI and the XY.\n\n*[CI]: cardiac index\n*[XY]: two letters\n")
    assert explained(own) == [("CI", "cardiac index"), ("XY", "two letters")]
    assert explained(body("The CI and the XY.")) == [("CI", "confidence interval")]


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_the_glossary_moves_nothing(file: Path) -> None:
    """With and without a glossary, units, places, ids, marks and visible text of each article are the same."""
    with_it = bench().project.read(file)
    without = parser(("ZZZZ", "nothing")).parse(file.read_text(encoding="utf-8"), with_it.path)
    assert with_it.blocks == without.blocks
    assert with_it.marks == without.marks == ()
    assert re.sub(r"</?abbr[^>]*>", "", with_it.html) == re.sub(r"</?abbr[^>]*>", "", without.html)


def test_it_does_what_the_extension_does() -> None:
    """Definitions between, before and after text, and uses at the ends of elements, come out as from its own."""
    text = (
        "AB starts, ends AB\n*[AB]: first\nmore *AB* and **x** AB.\n\n*[CD]:\n    second line\n\n> CD, `AB`\n\n"
        "*[EF]: gone\n\n*[EF]: ''\n\nEF *[GH] CD*\n\n- AB\n- x AB-CD y\n"
    )
    expected = markdown.markdown(text, extensions=["abbr"])
    assert explained(body(text)) == explained(expected)
    assert LexborHTMLParser(body(text)).body.text().split() == LexborHTMLParser(expected).body.text().split()  # type: ignore[union-attr]


def test_many_definitions_and_uses_take_no_time() -> None:
    """As many definitions as an article holds, or uses in one paragraph, are read in less than five seconds."""
    definitions = "".join(f"*[A{number}B]: word {number}\n" for number in range(13_000))
    for text in (f"{definitions}\n\nA7B [@alpha, p. 4].", f"{definitions[:60_000]}\n\n{'A99 AB A9B ' * 9_000}"):
        start = time.process_time()
        assert explained(body(text))
        assert time.process_time() - start < 5


def test_a_meaning_is_escaped() -> None:
    """Whatever reaches the parser as a meaning, no character of it leaves the attribute."""
    hostile = "\"><img src=x onerror=alert(1)> & ' <b>"
    html = body("The AB.", ("AB", hostile))
    assert explained(html) == [("AB", hostile)]
    assert "<img" not in html


REFUSED = {
    "markup": ("| AB | a <b>bold</b> word |", 7, "plain words"),
    "quotes": ('| AB | a " onfocus=x |', 7, "plain words"),
    "template": ("| AB | {{ config }} |", 7, "plain words"),
    "entity": ("| AB | a &lt; b |", 7, "plain words"),
    "link": ("| AB | [x](https://example.org) |", 7, "plain words"),
    "look-alike": ("| AB | \u0441onfidence |", 7, "plain words"),
    "hidden": ("| AB | confi\u202edence |", 7, "plain words"),
    "empty": ("| AB | |", 7, "plain words"),
    "word": ("| the | an article |", 7, "no abbreviation"),
    "sign": ("| A*B | a star |", 7, "no abbreviation"),
    "three cells": ("| AB | one | two |", 7, "two cells"),
    "one cell": ("| AB |", 7, "two cells"),
    "unclosed": ("| AB | one", 7, "two cells"),
    "twice": ("| AB | one |\n| AB | another |", 8, "twice"),
}


@pytest.mark.parametrize(("row", "line", "said"), REFUSED.values(), ids=REFUSED)
def test_a_bad_row_is_refused(row: str, line: int, said: str) -> None:
    """A row that holds more than an abbreviation and plain words is refused, with its line."""
    with pytest.raises(ConfigurationError, match=rf"^glossary\.md:{line}:1: CG02 .*{said}"):
        glossary.read(f"{HEAD}{row}\n| CD | good |\n", "glossary.md")


def test_all_bad_rows_are_named_at_once_and_stop_the_command(tmp_path: Path) -> None:
    """The command names each bad row of the glossary with file and line, and judges nothing by it."""
    project = make(tmp_path, f"{CITED}\n")
    assert citegate("check", "--root", project).exit_code == 0
    (project / "docs" / glossary.PAGE).write_text(f"{HEAD}| AB | <i>x</i> |\n| b | bee |\n", encoding="utf-8")
    result = citegate("check", "--root", project)
    assert result.exit_code == 2
    assert "docs/editorial/glossary.md:7:1: CG02 " in result.output
    assert "docs/editorial/glossary.md:8:1: CG02 " in result.output


def test_the_site_explains_them_too(site: Path) -> None:
    """MkDocs prints the same explanations as the command judged, and publishes the page that lists them."""
    page = (site / "articles" / "fenofibrate-renal-impairment" / "index.html").read_text(encoding="utf-8")
    assert ("eGFR", "estimated glomerular filtration rate") in explained(page)
    listed = (site / "editorial" / "glossary" / "index.html").read_text(encoding="utf-8")
    cells = [node.text() for node in LexborHTMLParser(listed).css("td:first-child")]
    assert cells == list(bench().project.glossary)
