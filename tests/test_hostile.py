"""Hostile input, a sample of what `make hostile` tries: refused at its line, and harmless where it is not refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from citegate import sanitising
from citegate.rules import se01_unsafe_html

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.hostile.payloads import BODY, FRONT, PAYLOADS, WORK, cases
    from tests.hostile.refusing import Judge
    from tests.hostile.running import build, drive, served
    from tests.workbench import FRONT as HEAD
    from tests.workbench import Bench
else:
    from hostile.payloads import BODY, FRONT, PAYLOADS, WORK, cases
    from hostile.refusing import Judge
    from hostile.running import build, drive, served
    from workbench import FRONT as HEAD
    from workbench import Bench

SAMPLE = 11
OPENED = 263
"""Every n-th case is judged, and opened; both have no factor in common with the number of payloads."""
BENCH = Bench()


def test_all_payloads_stand_in_all_places() -> None:
    """The cases are what they say: each payload once in each place, its line holds it, and nothing is drawn by lot."""
    every = list(cases())
    assert len(every) == len(PAYLOADS) * (len(BODY) + len(FRONT) + len(WORK)) > 2000
    assert [case.text for case in every] == [case.text for case in cases()]
    for case in every[:: SAMPLE * 2]:
        lines = "\n".join(case.text.split("\n")[case.lines[0] - 1 : case.lines[1]])
        value = PAYLOADS[case.payload].replace("\t", " ").replace("'", "''") if case.place.startswith("front") else ""
        assert (value or PAYLOADS[case.payload]) in (case.entry if case.in_bib else lines), case


def test_harmful_payloads_are_refused_at_their_line() -> None:
    """Whatever a default build would put onto the page as live markup has an error on the line where it stands."""
    verdicts = Judge().judge(cases(SAMPLE))
    assert sum(verdict.harmful for verdict in verdicts) > 100
    assert [(v.case.payload, v.case.place) for v in verdicts if v.harmful and not v.codes] == []


def test_nothing_runs_where_refusals_are_lowered(browser: Browser, tmp_path: Path) -> None:
    """Built against all refusals and shown without the site's policy, no page runs, asks or leads anywhere."""
    chosen = list(cases(OPENED))
    with served(build(tmp_path, chosen)) as address:
        seen = drive(browser, address, chosen)
    assert seen.pages == len(chosen) > 10
    assert seen.events == {}


def test_the_harness_sees_what_runs(browser: Browser, tmp_path: Path) -> None:
    """The test above can fail: a script, a handler, a click, a foreign image and a way elsewhere are all seen."""
    bodies = [
        "<script>alert(1)</script>",
        "<b onmouseover=alert(2)>x</b>",
        "<a href='javascript:alert(3)'>x</a>",
        "<img src='https://evil.example/x'>",
        "<meta http-equiv=refresh content='0;url=/elsewhere'>",
    ]
    chosen = list(cases())[: len(bodies)]
    for case, body in zip(chosen, bodies, strict=True):
        folder = tmp_path / "articles" / case.name
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(f"<!doctype html><article>{body}</article>", encoding="utf-8")
    with served(tmp_path) as address:
        seen = drive(browser, address, chosen)
    assert len(seen.events) == len(bodies), seen.events


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<p onclick='x'>y</p>",
        "<a href='javascript:x'>y</a>",
        "<img src='data:text/html,x' alt=''>",
        "<td style='color: red'>x</td>",
        "<math><mi>x</mi></math>",
        '<a href="\\\\evil.example">x</a>',
        "<input type=image>",
    ],
)
def test_second_opinion_refuses_what_rules_overlooked(bad: str) -> None:
    """Markup that no mark of the parser names is still refused with a place, and taken out of what is written."""
    article = BENCH.project.parser.parse(f"{HEAD}The widget weighs 3 kg [@alpha, p. 4].\n", "x.md")
    assert list(se01_unsafe_html.check(article, BENCH.project.context)) == []
    assert sanitising.sanitised(article.html) == article.html
    table = f"<table><tbody><tr>{bad}</tr></tbody></table>" if bad.startswith("<td") else bad
    broken = replace(article, html=article.html + table)
    found = list(se01_unsafe_html.check(broken, BENCH.project.context))
    assert len(found) == 1
    assert found[0].span.line >= article.front.body_line
    assert "which a sanitiser takes out" in found[0].message
    clean = sanitising.sanitised(broken.html)
    assert clean.startswith(article.html.partition("<")[0])
    assert "The widget weighs" in clean
    assert list(sanitising.removed(clean)) == []


def test_markup_in_a_locator_is_refused() -> None:
    """Markup beside the key of a citation is printed as text, and refused all the same."""
    found = BENCH.judge(f"{HEAD}The widget weighs 3 kg [@alpha, <b onclick=x>p. 4</b>].\n")
    assert "SE03" in {diagnostic.code for diagnostic in found}
