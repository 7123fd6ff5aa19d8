"""Rules of a stylesheet that a page cannot need are left out, and none that it may need."""

from __future__ import annotations

import pytest
from citegate.site.unused import features, pruned

PAGE = '<html><body data-md-color-primary="teal" data-md-color-accent=custom>Text</body></html>'


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("a b{top:0}", "a b{top:0}"),
        (".tabbed-set{top:0}", ""),
        (".md-typeset .tabbed-set>label , a{top:0}", "a{top:0}"),
        ("p:not(.tabbed-set){top:0}", "p:not(.tabbed-set){top:0}"),
        ("p:is(.tabbed-set, i){top:0}", "p:is(.tabbed-set, i){top:0}"),
        ("[dir=rtl] a, [dir=ltr] a{top:0}", "[dir=ltr] a{top:0}"),
        (
            "[data-md-color-primary=teal] a,[data-md-color-primary=red] a{top:0}",
            "[data-md-color-primary=teal] a{top:0}",
        ),
        ('[data-md-color-accent="custom"]{top:0}', '[data-md-color-accent="custom"]{top:0}'),
        ("@media print{.md-consent{top:0}}a{top:0}", "a{top:0}"),
        ("@media print {.md-consent,i{top:0}}", "@media print{i{top:0}}"),
        ("@supports (top:0){@media print{i{top:0}}}", "@supports (top:0){@media print{i{top:0}}}"),
        ("@font-face{src:url(a.woff2)}", "@font-face{src:url(a.woff2)}"),
        ("@keyframes tabbed-x{0%{top:0}to{top:1px}}", "@keyframes tabbed-x{0%{top:0}to{top:1px}}"),
        ('a::before{content:".tabbed-set{}, x"}', 'a::before{content:".tabbed-set{}, x"}'),
        (".a\\:b{top:0}", ".a\\:b{top:0}"),
    ],
)
def test_what_is_kept(rule: str, kept: str) -> None:
    """A selector that asks for what the page does not have is left out, wherever it stands; everything else stays."""
    assert pruned(rule, features(PAGE)) == kept


def test_signs_of_what_scripts_make() -> None:
    """A page whose configuration lets a script make something keeps the rules for it."""
    rule = ".md-clipboard,.md-version{top:0}"
    assert pruned(rule, features(PAGE)) == ""
    assert pruned(rule, features(PAGE + '{"features": ["content.code.copy"]}')) == ".md-clipboard{top:0}"
    assert pruned(".md-post,.md-nav--lifted{top:0}", features('<p class="md-post--x md-nav">')) == ".md-post{top:0}"
    assert pruned(rule, features(PAGE + '{"version": {"provider": "mike"}}')) == ".md-version{top:0}"
