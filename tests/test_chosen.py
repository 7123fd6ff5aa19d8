"""Stylesheets that hide a notice only from readers who have said who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citegate import chosen
from citegate.visibility import View
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Sequence

HTML = """<html class="no-js"><head><link rel="stylesheet" href="a.css"></head><body><article class="text">
<div class="notices"><section class="notice" data-notice="x"><p class="words">Take care.</p></section></div>
<div class="folded">Text.</div></article></body></html>"""
NEVER = [
    'html[data-audience="patient"] .folded { display: none }',
    'html[data-audience="patient"] .notice { line-height: 2 }',
    "@media screen { [data-audience] :is(p, .notice) + .folded { display: none } }",
    ".notice { margin: 0 } .other, [data-audience] .folded { display: none }",
]
HIDING = [
    'html[data-audience="patient"] .notice { display: none }',
    '[data-audience="patient"] .words { visibility: hidden }',
    '[data-audience="patient"] .notices { opacity: 0 }',
    '.other:is(a, b), [data-audience="patient"] :is(.folded, .notice) { display: none }',
    '.notice:is([data-audience="patient"] *), .folded { display: none }',
    '[data-audience="patient"] { .notice { display: none } }',
    '@media (width > 1px) { html[data-audience="patient"] section { display: none } }',
]


def page(css: str) -> WrittenPage:
    """Return a page with one notice and a stylesheet."""
    return WrittenPage("x", HTML, {"a.css": css})


@pytest.mark.parametrize("css", HIDING)
def test_hidden_from_some_is_seen(css: str) -> None:
    """A rule that hides a notice from one audience is looked at, and found for that audience alone."""
    written = page(css)
    notices: Sequence[object] = written.tree.css("[data-notice]")
    assert chosen.matters(written.styles.values(), notices)  # type: ignore[arg-type]
    reasons = {
        audience: View(written, notices, scripts=True, audience=audience).hidden(notices[0], "screen")  # type: ignore[arg-type]
        for audience in ("", *chosen.AUDIENCES)
    }
    assert reasons.pop("patient")
    assert set(reasons.values()) == {""}


@pytest.mark.parametrize("css", NEVER)
def test_other_rules_need_no_second_look(css: str) -> None:
    """Rules about other elements, and rules that hide nothing, cost no page a second look."""
    written = page(css)
    assert not chosen.matters(written.styles.values(), written.tree.css("[data-notice]"))
