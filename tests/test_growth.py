"""Twice the text takes twice the work, whatever it is made of: calls are counted, not seconds."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from citegate import engine

if TYPE_CHECKING:
    from tests.workbench import FRONT, Bench
else:
    from workbench import FRONT, Bench

NUMBER = 20
MOST = 2.25
"""Times the calls for twice the text: 2 is linear, 4 quadratic; a block of text needs some calls once."""
CITED = "The widget {n} is blue and weighs {n} kg in the hall [@alpha]."
CONSTRUCTS = {
    "sentences of one paragraph": CITED + " ",
    "lines of one paragraph": CITED + "\n",
    "paragraphs": CITED + "\n\n",
    "headings": "## Widget {n}\n\n" + CITED + "\n\n",
    "list items": "- " + CITED + "\n",
    "numbered items": "{n}. " + CITED + "\n",
    "items two deep": "- " + CITED + "\n    - " + CITED + "\n",
    "table rows": "| Widget {n} | {n} kg | Hall [@alpha] |\n",
    "tables": "| Widget | Weight |\n|---|---|\n| Widget {n} | {n} kg [@alpha] |\n\n",
    "footnotes": "The widget is blue[^{n}] [@alpha].\n\n[^{n}]: A note on widget {n} [@alpha].\n\n",
    "links": "See [widget {n}](https://example.org/{n}) now [@alpha]. ",
    "named links": "See [widget {n}][w{n}] now [@alpha].\n\n[w{n}]: https://example.org/{n}\n\n",
    "emphasis": "The *blue* **widget** `{n}` is _heavy_ [@alpha]. ",
    "quotations": "> " + CITED + "\n>\n",
    "definitions": "Widget {n}\n:   " + CITED + "\n\n",
    "admonitions": '!!! note "Widget {n}"\n    ' + CITED + "\n\n",
    "abbreviations": "The W{n} is blue [@alpha].\n\n*[W{n}]: widget {n}\n\n",
    "images": "![A blue widget {n}](w.png)\n\n",
    "raw elements": "<div markdown>\n\n" + CITED + "\n\n</div>\n\n",
    "code": "```\nwidget {n}\n```\n\n",
    "attributes": CITED + "\n{: .widget }\n\n",
}
HEAD = {"table rows": "| Widget | Weight | Place |\n|---|---|---|\n"}


@cache
def bench() -> Bench:
    """Return the workbench of all tests here; what is made once is made before anything is counted."""
    made = Bench()
    for name in CONSTRUCTS:
        judge(made, text(name, 3))
    return made


def text(name: str, number: int) -> str:
    """Return an article of so many of one construct."""
    body = "".join(CONSTRUCTS[name].replace("{n}", str(n)) for n in range(101, 101 + number))
    return f"{FRONT}{HEAD.get(name, '')}{body}\n"


def judge(made: Bench, source: str) -> None:
    """Parse and judge an article."""
    article = made.project.parser.parse(source, "x.md")
    for _ in engine.judge_article(article, made.project.context):
        pass


def calls(made: Bench, source: str) -> int:
    """Return how many functions of Python are called for an article, Python-Markdown's among them."""
    count = 0

    def heard(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        judge(made, source)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_work_grows_with_the_text(name: str) -> None:
    """Twice as many of a construct need about twice as many calls."""
    made = bench()
    once, twice, four = (calls(made, text(name, NUMBER * times)) for times in (1, 2, 4))
    assert (four - twice) / (twice - once) <= MOST
