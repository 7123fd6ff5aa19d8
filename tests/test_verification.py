"""The verification of written pages proves itself: each thing taken from a good page is missed, by the right rule."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from citegate import engine
from citegate.project import Project
from citegate.site import verification
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from citegate.article import Article

    from tests import builds
else:
    import builds


@pytest.fixture(scope="module")
def project() -> Project:
    """The project itself."""
    return Project(builds.ROOT)


@pytest.fixture(scope="module")
def article(project: Project) -> Article:
    """The article that the project ships."""
    return project.read(project.docs / f"{builds.ARTICLE}.md")


@pytest.fixture(scope="module")
def page(site: Path) -> WrittenPage:
    """Its page, as it was written."""
    return verification.written(site, f"{builds.ARTICLE}/")


def notice(name: str) -> re.Pattern[str]:
    """Return what matches a notice on a page."""
    return re.compile(rf'<section class="cg-notice[^>]*data-notice="{name}".*?</section>', re.DOTALL)


def without(pattern: str) -> Callable[[str], str]:
    """Return a change that takes the first match of a pattern out of a page."""
    return lambda html: re.sub(pattern, "", html, count=1, flags=re.DOTALL)


def swapped(old: str, new: str) -> Callable[[str], str]:
    """Return a change that replaces a piece of a page once."""
    return lambda html: html.replace(old, new, 1)


def moved_below(name: str) -> Callable[[str], str]:
    """Return a change that moves a notice to the end of the text."""

    def change(html: str) -> str:
        found = notice(name).search(html)
        assert found
        return html.replace(found[0], "", 1).replace('<section class="cg-references"', found[0] + "<section ", 1)

    return change


def references_exchanged(html: str) -> str:
    """Exchange the first two references of the list."""
    first, second = re.findall(r'<li class="cg-reference".*?</li>', html, re.DOTALL)[:2]
    return html.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second, 1)


CURRENT = ' aria-current="step"'
CHANGES: dict[str, tuple[Callable[[str], str], str]] = {
    "pending notice removed": (lambda html: notice("pending-review").sub("", html), "DI01"),
    "dosing notice removed": (lambda html: notice("dosing").sub("", html), "DI01"),
    "professional notice removed": (lambda html: notice("professional-use").sub("", html), "DI01"),
    "page empty": (lambda _: "", "DI01"),
    "notice altered": (swapped("Exercise caution", "Be happy"), "DI02"),
    "notice shortened": (swapped("Verify each one", ""), "DI02"),
    "notice with more in it": (swapped("before use.</p>", "before use.</p><p>Or not.</p>"), "DI02"),
    "pending notice below": (moved_below("pending-review"), "DI03"),
    "dosing notice below": (moved_below("dosing"), "DI03"),
    "AI notice below": (moved_below("ai-generated"), "DI03"),
    "no current step": (swapped(CURRENT, ""), "DI06"),
    "two current steps": (swapped("cg-step--todo", f'x"{CURRENT} class="'), "DI06"),
    "another step is current": (
        lambda html: swapped("cg-step--todo", f'x"{CURRENT} class="')(html.replace(CURRENT, "", 1)),
        "DI06",
    ),
    "status not in words": (swapped("Status: Submitted", ""), "DI06"),
    "reference dropped": (without(r'<li class="cg-reference".*?</li>'), "CI03"),
    "all references dropped": (without(r'<section class="cg-references".*?</section>'), "CI03"),
    "references in another order": (references_exchanged, "CI03"),
    "reference listed twice": (lambda html: re.sub(r'(?s)(<li class="cg-reference".*?</li>)', r"\1\1", html), "CI03"),
    "marker dropped": (without(r'<span class="cg-cite">.*?</span>'), "CI03"),
    "marker not linked": (
        lambda html: re.sub(r'(?s)<a [^>]*class="cg-ref".*?>(.*?)</a>', r"\1", html, count=1),
        "CI03",
    ),
    "marker to another reference": (swapped('href="#ref-label-kemstro"', 'href="#ref-chou-2004"'), "CI03"),
    "marker with another number": (lambda html: re.sub(r'(class="cg-ref".*?>)1,', r"\g<1>2,", html, count=1), "CI03"),
    "marker without brackets": (lambda html: re.sub(r'(<span class="cg-cite">)\[', r"\1", html, count=1), "CI04"),
    "marker without a name": (lambda html: re.sub(r'aria-label="Reference [^"]*"', "", html, count=1), "CI04"),
    "reference without its id": (swapped('id="ref-chou-2004"', ""), "CI04"),
    "marker without its id": (lambda html: re.sub(r' id="cite-[^"]*"', "", html, count=1), "CI04"),
    "way back to nowhere": (swapped('href="#cite-chou-2004-1"', 'href="#cite-chou-2004-9"'), "CI04"),
    "raw citation": (swapped('<h2 id="mechanism"', '<p>[@chou-2004]</p><h2 id="mechanism"'), "CI02"),
    "claim dropped": (without(r'<tr class="cg-claim".*?</tr>'), "CL03"),
    "claim twice": (lambda html: re.sub(r'(?s)(<tr class="cg-claim".*?</tr>)', r"\1\1", html, count=1), "CL03"),
    "claim without its anchor": (lambda html: re.sub(r'class="cg-claim" id="[^"]*"', "", html, count=1), "CL03"),
    "claim with another number": (swapped("0.2\u00a0mg", "2\u00a0mg"), "CL03"),
    "claim never judged": (
        swapped('<h2 id="mechanism"', '<p class="cg-claim" id="c-0">x</p><h2 id="mechanism"'),
        "CL03",
    ),
    "notice hidden by an attribute": (
        lambda html: html.replace('<div class="cg-notices"', '<div hidden class="cg-notices"', 1),
        "DI04",
    ),
    "notice hidden by a style": (
        lambda html: html.replace("</head>", "<style>.cg-notice{display:none}</style></head>", 1),
        "DI04",
    ),
    "notice not printed": (
        lambda html: html.replace("</head>", "<style>@media print{.cg-head{display:none}}</style></head>", 1),
        "DI05",
    ),
    "stylesheet that is not there": (lambda html: html.replace("citegate/page.", "citegate/gone.", 1), "DI04"),
    "offered to search engines": (lambda html: html.replace('<meta name="robots" content="noindex">', "", 1), "DI07"),
    "review in structured data": (
        lambda html: html.replace(
            "</head>",
            '<script type="application/ld+json">{"@type": "Article", "lastReviewed": "2026-11-23"}</script></head>',
            1,
        ),
        "DI08",
    ),
}


def test_written_page_passes(page: WrittenPage, article: Article, project: Project) -> None:
    """The page as it was written has no finding: the changes below are what is found."""
    assert list(engine.judge_written(page, article, project.context)) == []


@pytest.mark.parametrize("name", CHANGES)
def test_change_of_the_page_is_found(page: WrittenPage, article: Article, project: Project, name: str) -> None:
    """A page that lost, gained or altered one thing is refused by the rule that guards it, at a place on the page."""
    change, code = CHANGES[name]
    changed = replace(page, html=change(page.html))
    assert changed.html != page.html
    found = list(engine.judge_written(changed, article, project.context))
    assert code in {diagnostic.code for diagnostic in found}, found
    lines = changed.html.count("\n") + 1
    assert all(diagnostic.path == page.path and diagnostic.span.line <= lines for diagnostic in found)


def test_page_that_was_not_written_is_found(article: Article, project: Project, tmp_path: Path) -> None:
    """An article whose page does not exist is refused by name."""
    from citegate.site import verification

    found = verification.verify(tmp_path, {f"{builds.ARTICLE}.md": article}, project)
    assert {"DI01", "DI06", "CI03", "CL03"} <= {diagnostic.code for diagnostic in found}
    assert {diagnostic.path for diagnostic in found} == {f"site/{builds.ARTICLE}/index.html"}


def test_findings_are_few_whatever_is_lost(article: Article, project: Project) -> None:
    """A page that lost everything gives a handful of findings, not one per claim."""
    assert len(list(engine.judge_written(WrittenPage("x", "<p></p>"), article, project.context))) <= 12


@pytest.mark.parametrize("form", ["heading", "table", "tab", "details", "caption", "definition", "html"])
def test_every_place_of_a_citation_verifies(project: Project, form: str) -> None:
    """Wherever Markdown can hold a citation, the markers and claims of the page are those that were judged."""
    cite = "[see @label-kemstro, p. 4; @chou-2004]"
    bodies = {
        "heading": f"## The widget weighs 3 kg {cite}\n\nText {cite}.",
        "table": f"| A | Source |\n|---|---|\n| 3 kg | {cite} |\n| 4 kg | [@chou-2004] |",
        "tab": f'=== "Tab {cite}"\n\n    The widget weighs 3 kg {cite}.',
        "details": f'??? note "Title {cite}"\n\n    The widget *weighs* **3 kg** {cite}. It is `blue` {cite}.',
        "caption": f"![widget](w.png)\n\n/// caption\nThe widget weighs 3 kg {cite}.\n///",
        "definition": f"Widget\n:   It weighs 3 kg {cite}. It *is blue. It is* light {cite}.",
        "html": f"<div markdown>\nThe widget weighs 3 kg {cite}.\n</div>\n\n<div>It is blue {cite}.</div>",
    }
    front = (builds.FIXTURES / "in-order.md").read_text(encoding="utf-8").partition("\nThe widget")[0]
    article = project.parser.parse(f"{front}\n{bodies[form]}\n", "docs/articles/x.md")
    listed = "".join(f'<li id="ref-{key}">{key}</li>' for key in article.cited_keys)
    page = WrittenPage("x", f"<article>{article.html}<ol>{listed}</ol></article>")
    found = [str(d) for d in engine.judge_written(page, article, project.context) if not d.code.startswith("DI")]
    assert found == []
    fewer = replace(article, blocks=tuple(block for block in article.blocks if block.units)[:-1])
    assert [d for d in engine.judge_written(page, fewer, project.context) if d.code in ("CI03", "CL03")]
