"""Ways to hide a notice, by markup and by stylesheet: each is found, and what only restyles it is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import material  # type: ignore[import-untyped]
import pytest
from citegate import engine, styles
from citegate.hiding import PROPERTIES
from citegate.media import Medium, applies
from citegate.visibility import View, concealed
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.workbench import FRONT, Bench
else:
    from workbench import FRONT, Bench

HEAD = '<html class="no-js"><head><title>x</title>{head}</head><body><main class="m"><div class="box" {attribute}>'
PAGE = HEAD + '<section class="n" id="n" data-notice="x"><p>Take <b>care</b>.</p></section></div></main></body></html>'

MARKUP = [
    "hidden",
    "hidden=until-found",
    "inert",
    "popover",
    "aria-hidden=true",
    "ARIA-HIDDEN=TRUE",
    'style="display:none"',
    'style="opacity: 0 !important"',
    'style="position:absolute;left:-9999px"',
]

AROUND = [
    "<details><summary>s</summary>{}</details>",
    "<dialog>{}</dialog>",
    "<noscript>{}</noscript>",
    "<svg><foreignObject>{}</foreignObject></svg>",
    '<div class="tabbed-content"><div class="tabbed-block">a</div><div class="tabbed-block">{}</div></div>',
]


def page(css: str = "", attribute: str = "", head: str = "") -> WrittenPage:
    """Return a page with one notice, a stylesheet, and an attribute on the box around the notice."""
    links = head or '<link rel="stylesheet" href="a.css">'
    return WrittenPage("a.html", PAGE.format(head=links, attribute=attribute), {"a.css": css})


def found(written: WrittenPage, kind: str = "screen", *, scripts: bool = True) -> str:
    """Return what hides the notice of a page."""
    node = written.tree.css_first("[data-notice]")
    assert node is not None
    return concealed(node) or View(written, [node], scripts=scripts).hidden(node, kind)


def table(name: str) -> list[str]:
    """Return the stylesheets of a table, one a line."""
    return (Path(__file__).parent / "styles" / f"{name}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("css", table("hidden"))
def test_stylesheet_that_hides(css: str) -> None:
    """What a stylesheet hides on any width of screen is found."""
    assert found(page(css))


@pytest.mark.parametrize("css", table("seen"))
def test_stylesheet_that_only_restyles(css: str) -> None:
    """A notice that can be read is left alone, whatever its looks."""
    assert found(page(css)) == ""


@pytest.mark.parametrize("attribute", MARKUP)
def test_attribute_that_hides(attribute: str) -> None:
    """An attribute on an element around the notice hides it as well as one of its own."""
    assert found(page(attribute=attribute))


@pytest.mark.parametrize("around", AROUND)
def test_element_that_hides(around: str) -> None:
    """A notice in something that is closed, or shown only where something fails, is not seen."""
    inner = page().html
    start, end = inner.index("<section"), inner.index("</section>") + len("</section>")
    assert found(WrittenPage("a.html", inner[:start] + around.format(inner[start:end]) + inner[end:]))


def test_open_details_and_first_tab_are_seen() -> None:
    """An open box and the tab that is shown first hide nothing."""
    inner = page().html.replace("<section", '<details open><div class="tabbed-block"><section')
    assert found(WrittenPage("a.html", inner)) == ""


@pytest.mark.parametrize(
    ("css", "kind", "scripts"),
    [
        ("@media print { .n { display: none } }", "print", True),
        ("@media only print and (min-width: 100px) { .box { visibility: hidden } }", "print", True),
        (".no-js .n { display: none }", "screen", False),
        ("@media (scripting: none) { .n { display: none } }", "screen", False),
        ("@media print { .no-js .n { display: none } }", "print", False),
    ],
)
def test_lost_in_print_or_without_scripts(css: str, kind: str, scripts: bool) -> None:  # noqa: FBT001
    """What is lost only on paper or without scripts is found there, and the screen with scripts is well."""
    assert found(page(css), kind, scripts=scripts)
    assert found(page(css)) == ""


def test_media_of_a_link_and_of_a_style_element() -> None:
    """The `media` attribute of a link or style element decides as a query inside would; scripts decide on noscript."""
    linked = page(".n{display:none}", head='<link rel="stylesheet" media="print" href="a.css">')
    assert (found(linked), bool(found(linked, "print"))) == ("", True)
    style = page(head="<noscript><style>.n{display:none}</style></noscript>")
    assert (found(style), bool(found(style, scripts=False))) == ("", True)


def test_stylesheet_that_cannot_be_read_is_named() -> None:
    """A stylesheet that is not there or that is imported is named; an alternate one and an icon are none."""
    head = (
        '<link rel="stylesheet" href="b.css"><link rel="alternate stylesheet" href="c.css"><link rel="icon" href="d">'
    )
    written = page(head=head + "<style>@import 'e.css';</style>")
    view = View(written, written.tree.css("[data-notice]"), scripts=True)
    assert [len(view.sheets), view.unread] == [1, ["b.css", '"e.css"']]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("print", False),
        ("screen and (min-width: 60em)", True),
        ("(max-width: 1279px)", False),
        ("(width >= 1280px)", True),
        ("(1300px > width)", True),
        ("not screen", False),
        ("print, screen", True),
        ("(hover: hover)", None),
        ("print and (hover: hover)", False),
        ("(min-width: 1px) or (hover)", None),
        ("", True),
    ],
)
def test_media_queries(query: str, answer: bool | None) -> None:  # noqa: FBT001
    """A query is answered for a screen of 1280 pixels, or not known where it asks for something else."""
    assert applies((query,) if query else (), Medium("screen", 1280)) is answer


def test_theme_hides_no_notice() -> None:
    """The theme's own stylesheets, minified and real, hide no notice anywhere."""
    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    sheets = {file.name: file.read_text("utf-8") for file in folder.glob("*.css")}
    assert sheets
    head = "".join(f'<link rel="stylesheet" href="{name}">' for name in sheets)
    body = PAGE.format(head=head, attribute="").replace('class="m"', 'class="md-main md-content md-typeset"')
    written = WrittenPage("a.html", body, sheets)
    for kind in ("screen", "print"):
        for scripts in (True, False):
            assert found(written, kind, scripts=scripts) == ""


@pytest.mark.parametrize(
    "css", ["", "}", "{", "@media", "@media {", ".n {", "\x00", "a" * 9999, ".n{" * 300, "(" * 300]
)
def test_broken_stylesheet_raises_nothing(css: str) -> None:
    """Text that is no CSS hides nothing and stops nothing."""
    assert found(page(css)) == ""
    assert "display" in PROPERTIES


def test_search_results_without_a_badge_are_found() -> None:
    """Entries of the search index without the status are counted; a site without an index is left alone."""
    project = Bench().project
    article = project.parser.parse(FRONT + "The widget is blue [@guideline].\n", "a.md")
    html = '<head><meta name="robots" content="noindex"></head>'
    for indexed, said in ((None, 0), ((("Status: Submitted",),), 0), (((), ("Status: Submitted",)), 1)):
        written = WrittenPage("a.html", html, {}, indexed)
        codes = [d.code for d in engine.judge_written(written, article, project.context)]
        assert codes.count("DI07") == said


def test_elements_alike_are_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stylesheets say of a kind of element is worked out once: a page with other text asks for nothing."""
    asked: list[str] = []
    upwards = styles.upwards

    def counted(element: Any, sheets: Sequence[styles.Sheet]) -> Iterator[styles.Matched]:
        asked.append(element.local_name)
        return upwards(element, sheets)

    monkeypatch.setattr(styles, "upwards", counted)
    css = ".box p b { color: blue } .n:first-child { color: red } .other { display: none }"
    assert found(page(css)) == ""
    assert {"html", "body", "section", "p", "b"} <= set(asked)
    asked.clear()
    other = page(css)
    assert found(WrittenPage(other.path, other.html.replace("Take", "Do take"), other.styles)) == ""
    assert asked == []
    hidden = WrittenPage(other.path, other.html.replace('class="box"', 'class="other"'), other.styles)
    assert found(hidden) == "`display: none` on <div class=other>"
    assert "html" not in asked


def test_root_is_another_one_where_scripts_run() -> None:
    """Two views of one page share what scripts leave as it is, and nothing of what they change on the root."""
    written = page(".js:has(.n) { display: none }")
    nodes = written.tree.css("[data-notice]")
    views = [View(written, nodes, scripts=scripts) for scripts in (False, True)]
    assert [view.hidden(nodes[0], "screen") for view in views] == ["", "`display: none` on <html class=no-js>"]
