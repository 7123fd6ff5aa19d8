"""Cards, claims' tools and evidence marks in a real browser: pointer, keyboard, touch, paper, and without scripts."""

from __future__ import annotations

import contextlib
import functools
import http.server
import itertools
import re
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries none
from citegate.catalogue import catalogue
from citegate.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests import builds
    from tests.conftest import QuietHandler
else:
    import builds
    from conftest import QuietHandler

PHONE, DESK, SMALLEST = (360, 780), (1280, 900), (320, 640)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
WIDGETS = "articles/widget-weights/"
FORM = "https://github.com/example/articles/issues/new"
CLIPBOARD = "navigator.clipboard.readText()"
KEY = "citegate.evidence"


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yield its address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def widgets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of one article whose sources are new, old, superseded and retracted, with a repository for reports."""
    project = builds.copy_project(tmp_path_factory.mktemp("widgets") / "project", "widget-weights.md")
    for article in (project / "docs" / "articles").glob("*.md"):
        if article.stem != "widget-weights":
            article.unlink()
    own = (builds.FIXTURES.parent / "widgets.bib").read_text(encoding="utf-8")
    builds.add(project / "references.bib", own)
    passages = ["nothing of the kind was said", "the small one came to 3 kg", "a third passage"]
    quoted = "widget-2024:\n  p. 2:\n" + "".join(f"    - {passage}\n" for passage in passages)
    builds.add(project / "docs" / "editorial" / "quotations.yml", quoted)
    builds.edit(
        project / "mkdocs.yml", "site_dir: site", "site_dir: site\nrepo_url: https://github.com/example/articles"
    )
    with served(builds.build_well(project)) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page; at the end, hold that no script failed."""
    contexts, errors = [], []

    def opened(address: str, size: tuple[int, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def copying(browser_page: Callable[..., Page], address: str, **options: Any) -> Page:
    """Open a page that may read the clipboard."""
    return browser_page(address, permissions=["clipboard-read", "clipboard-write"], **options)


def centre(part: Locator) -> Locator:
    """Bring an element into the middle of the window."""
    part.evaluate("node => node.scrollIntoView({block: 'center'})")
    return part


def box(part: Locator) -> dict[str, float]:
    """Return where an element stands in the window."""
    return dict(part.evaluate("node => node.getBoundingClientRect().toJSON()"))


def claim_of(page: Page, words: str) -> Locator:
    """Return the claim with these words."""
    return page.locator(".cg-claim:visible", has_text=words).first


def open_tools(page: Page, words: str) -> Locator:
    """Point at a claim and open its tools; return their panel."""
    place = centre(claim_of(page, words)).evaluate("node => node.getClientRects()[0].toJSON()")
    page.mouse.move(place["left"] + 20, place["top"] + 8, steps=3)
    page.locator(".cg-claim--current", has_text=words).locator(".cg-tools--shown .cg-tools__open").click()
    return page.locator(".cg-tools__panel")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in found]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, ["Guideline", "Widget 2024", "Part cited: p. 2", "the small one came to 3 kg"]),
        (1, ["Drug label", "Widget 1990", "Part cited: p. 1"]),
        (4, ["Superseded by Widget 2024", "Widget 2015"]),
        (5, ["Retracted (5 July 2019)", "Widget 2019"]),
    ],
)
def test_card_says_what_the_source_is(
    open_page: Callable[..., Page], widgets: str, number: int, words: list[str]
) -> None:
    """The card names kind, year, place and quotation of a source, and says when it was retracted or superseded."""
    page = open_page(widgets + WIDGETS)
    centre(page.locator("a.cg-ref").nth(number)).hover()
    said = page.locator(".cg-card").inner_text()
    assert [word for word in words if word not in said] == []
    assert "a third passage" not in said


def test_only_a_retraction_is_red(open_page: Callable[..., Page], widgets: str) -> None:
    """In the list of references too the state stands in words, and only a retraction is red."""
    page = open_page(widgets + WIDGETS, java_script_enabled=False)
    states = page.locator(".cg-reference .cg-state")
    assert sorted(states.all_inner_texts()) == ["Retracted (5 July 2019)", "Superseded by Widget 2024"]
    colours = states.evaluate_all("nodes => nodes.map(node => getComputedStyle(node).color)")
    reds = page.locator(".cg-state--retracted").evaluate_all("nodes => nodes.map(node => getComputedStyle(node).color)")
    assert len(reds) == 1
    assert len(set(colours)) == 2


def test_pointer_travels_into_the_card(open_page: Callable[..., Page], widgets: str) -> None:
    """The card stays while the pointer goes to it and rests in it, and goes when the pointer leaves."""
    page = open_page(widgets + WIDGETS)
    centre(page.locator("a.cg-ref").first).hover()
    card = page.locator(".cg-card")
    place = box(card)
    page.mouse.move(place["x"] + 20, place["y"] + 20, steps=8)
    page.wait_for_timeout(500)
    assert card.is_visible()
    card.get_by_role("link", name="In the list").hover()
    page.mouse.move(2, 2)
    card.wait_for(state="detached")


def test_second_tap_follows_the_link(open_page: Callable[..., Page], widgets: str) -> None:
    """On a screen that is touched the first tap shows the card and stays, the second goes to the reference."""
    page = open_page(widgets + WIDGETS, PHONE, has_touch=True, is_mobile=True)
    marker = centre(page.locator("a.cg-ref").first)
    marker.tap()
    page.locator(".cg-card").wait_for()
    assert "#" not in page.url
    marker.tap()
    page.wait_for_url("**#ref-widget-2024")
    assert page.locator(".cg-card").count() == 0


@pytest.mark.parametrize("size", [SMALLEST, PHONE], ids=["smallest", "phone"])
def test_no_card_is_cut_off(open_page: Callable[..., Page], site_url: str, size: tuple[int, int]) -> None:
    """On small screens each card, also one in a table, lies whole between the edges and off its claim."""
    page = open_page(f"{site_url}{builds.ARTICLE}/", size)
    markers = [page.locator("td a.cg-ref:visible").first, *page.locator("a.cg-ref:visible").all()[:40:8]]
    for marker in markers:
        centre(marker).hover()
        card, claim = page.locator(".cg-card"), marker.locator("xpath=ancestor::*[contains(@class, 'cg-claim')]")
        card.wait_for()
        place, said = box(card), box(claim)
        assert place["left"] >= 0
        assert place["right"] <= size[0]
        assert place["top"] >= said["bottom"] or place["bottom"] <= said["top"]
        assert page.evaluate(SIDEWAYS) == 0
        page.mouse.move(1, 1)
        card.wait_for(state="detached")


def test_quotations_stand_in_the_list_without_scripts(open_page: Callable[..., Page], widgets: str) -> None:
    """Without JavaScript the quotations unfold under their reference with their place; no dead button is shown."""
    page = open_page(widgets + WIDGETS, java_script_enabled=False)
    item = page.locator("#ref-widget-2024")
    item.locator("summary").click()
    assert item.locator("q").first.is_visible()
    assert item.locator(".cg-quoted__where").first.inner_text() == "p. 2"
    for selector in (".cg-reference__copy", ".cg-support", ".cg-tools"):
        assert page.locator(selector).locator("visible=true").count() == 0


def test_reference_is_copied(open_page: Callable[..., Page], widgets: str) -> None:
    """A reference's button copies it as plain text, says so to those who see and to those who hear the page."""
    page = copying(open_page, widgets + WIDGETS)
    button = page.locator("#ref-widget-2019").get_by_role("button", name="Copy citation of reference")
    button.click()
    page.locator("#ref-widget-2019").get_by_text("Copied").wait_for()
    page.wait_for_function("document.querySelector('.cg-live[role=status]').textContent === 'Copied'")
    copied = page.evaluate(CLIPBOARD)
    assert copied == "[Retracted (5 July 2019)] Widget W. A registry of widgets. 2019. doi:10.1000/w19"


def test_downloads_stand_beside_the_page(open_page: Callable[..., Page], widgets: str) -> None:
    """The three downloads of the references lie beside the article's page, and each holds them."""
    page = open_page(widgets + WIDGETS)
    links = page.locator(".cg-downloads a")
    assert links.all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]
    for link in links.all():
        answer = page.request.get(page.evaluate("node => node.href", link.element_handle()))
        assert answer.ok
        assert "A guideline on widgets" in answer.text()


def test_link_to_a_claim_is_copied_and_leads_to_it(open_page: Callable[..., Page], widgets: str) -> None:
    """The link that is copied opens the page at that claim, which is highlighted, in a table as well."""
    page = copying(open_page, widgets + WIDGETS)
    for words in ("By the list of 2015", "Large, flat"):
        open_tools(page, words).get_by_role("button", name="Copy link").click()
        page.get_by_role("button", name="Copied").wait_for()
        name = claim_of(page, words).get_attribute("id")
        copied = page.evaluate(CLIPBOARD)
        assert copied == f"{widgets}{WIDGETS}#{name}"
        page.keyboard.press("Escape")
        other = open_page(copied)
        target = other.locator(":target")
        assert words in target.inner_text()
        assert target.evaluate("node => getComputedStyle(node).backgroundColor") != "rgba(0, 0, 0, 0)"
        assert 0 < box(target)["top"] < DESK[1]


def test_claim_is_copied_with_its_citation(open_page: Callable[..., Page], widgets: str) -> None:
    """What is copied holds the claim word for word, its references, and the article with status, date and address."""
    page = copying(open_page, widgets + WIDGETS)
    open_tools(page, "It was weighed in 12").get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    name = claim_of(page, "It was weighed in 12").get_attribute("id")
    assert page.evaluate(CLIPBOARD).split("\n") == [
        "It was weighed in 12 places [2, p. 1; 1, p. 2].",
        "",
        "2. Widget W. Widgets of old. 1990. doi:10.1000/w90",
        "1. Widget W. A guideline on widgets. 2024. doi:10.1000/w24",
        "",
        "From: Weights of widgets. Citegate. Status: Submitted, pending human review. Updated 5 January 2026.",
        f"{widgets}{WIDGETS}#{name}",
    ]


def test_report_opens_the_form_with_the_claim(open_page: Callable[..., Page], widgets: str, root: Path) -> None:
    """The link for an error fills the fields that the repository's form has, and no other."""
    page = open_page(widgets + WIDGETS)
    link = open_tools(page, "Large, flat").get_by_role("link", name="Report an error in this claim")
    address = urlsplit(link.get_attribute("href") or "")
    given = {name: values[0] for name, values in parse_qs(address.query).items()}
    name = claim_of(page, "Large, flat").get_attribute("id")
    assert f"{address.scheme}://{address.netloc}{address.path}" == FORM
    assert given == {
        "template": "1-wrong-claim.yml",
        "title": "Article: Weights of widgets",
        "article": f"Weights of widgets, claim {name}",
        "page": f"{widgets}{WIDGETS}#{name}",
        "claim": "Large, flat | 9 kg",
    }
    form = (root / ".github" / "ISSUE_TEMPLATE" / given["template"]).read_text(encoding="utf-8")
    assert {"article", "page", "claim"} <= set(re.findall(r"^    id: (\w+)$", form, re.MULTILINE))


def test_no_report_without_a_repository(open_page: Callable[..., Page], site_url: str) -> None:
    """Where no repository is named there is no link to report an error to, and the other tools are there."""
    page = open_page(f"{site_url}{builds.ARTICLE}/")
    page.locator(".cg-claim:visible").first.hover()
    page.locator(".cg-tools--shown .cg-tools__open").click()
    panel = page.locator(".cg-tools__panel")
    assert panel.get_by_role("button").all_inner_texts() == ["Copy link", "Copy with citation", "Show evidence"]
    assert panel.get_by_text("Report").count() == 0


def test_keyboard_goes_from_claim_to_claim(open_page: Callable[..., Page], widgets: str) -> None:
    """The tools are one tab stop; C comes from a marker, arrows go on, Escape closes and keeps the place."""
    page = open_page(widgets + WIDGETS)
    assert page.locator(".cg-tools__open").count() == 1
    page.locator("a.cg-ref").nth(3).focus()
    page.keyboard.press("Shift+Tab")
    page.locator(".cg-card", has_text="Press C for the tools of this claim").wait_for()
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.textContent") == "⋯Claim 2 of 7: copy, evidence, report"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").startswith("⋯Claim 3 of 7")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent").startswith("⋯Claim 7 of 7")
    page.keyboard.press("Enter")
    panel = page.get_by_role("group", name="Claim 7 of 7")
    assert panel.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Copy link"
    page.keyboard.press("Escape")
    assert panel.count() == 0
    assert page.evaluate("document.activeElement.matches('.cg-tools__open')")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.textContent").startswith("⋯Claim 1 of 7")
    assert page.locator(".cg-tools__open").count() == 1


def test_tools_answer_to_touch(open_page: Callable[..., Page], widgets: str) -> None:
    """A tap on a claim shows its button, large enough and in the window; a tap elsewhere hides it."""
    page = open_page(widgets + WIDGETS, PHONE, has_touch=True, is_mobile=True)
    claim = centre(claim_of(page, "By the list of 2015"))
    claim.tap(position={"x": 10, "y": 8})
    opener = page.locator(".cg-tools--shown .cg-tools__open")
    place = box(opener)
    assert min(place["width"], place["height"]) >= 24
    assert place["right"] <= PHONE[0]
    opener.tap()
    panel = page.locator(".cg-tools__panel")
    assert "source superseded" in panel.inner_text()
    assert box(panel)["left"] >= 0
    assert box(panel)["right"] <= PHONE[0]
    page.locator("h1").tap()
    assert page.locator(".cg-tools--shown, .cg-tools__panel").count() == 0


def test_evidence_of_one_claim(open_page: Callable[..., Page], widgets: str) -> None:
    """The tools say how the claim is supported and unfold its sources, each with its kind and state."""
    page = open_page(widgets + WIDGETS)
    panel = open_tools(page, "It was weighed in 12")
    assert panel.inner_text().startswith("Guideline")
    panel.get_by_role("button", name="Show evidence").click()
    assert panel.get_by_role("listitem").all_inner_texts() == [
        "2. Widget 1990 Drug label",
        "1. Widget 2024 Guideline",
    ]


def words_of_marks(page: Page) -> list[str]:
    """Return the words that stand beside the claims."""
    return [re.sub(r"\s+", " ", text) for text in page.locator(".cg-mark__words").all_inner_texts()]


def test_switch_marks_claims_and_is_remembered(open_page: Callable[..., Page], widgets: str) -> None:
    """Off at first; the keyboard turns it on; every claim has a bar and words; the choice holds for the next page."""
    page = open_page(widgets + WIDGETS)
    switch = page.get_by_role("switch", name="Show the evidence for each claim")
    assert switch.get_attribute("aria-checked") == "false"
    assert page.locator(".cg-mark, .cg-legend:visible").count() == 0
    switch.focus()
    page.keyboard.press("Space")
    assert switch.get_attribute("aria-checked") == "true"
    assert words_of_marks(page) == [
        "Guideline single source",
        "Guideline",
        "Drug label single source older than 10 years",
        "Guideline single source older than 10 years source superseded",
        "Retracted source",
        "Guideline single source",
        "Trial",
    ]
    assert page.locator(".cg-mark__bar").count() == 7
    assert "Retracted source" in page.locator(".cg-legend").inner_text()
    page.reload()
    page.locator(".cg-mark__words").first.wait_for()
    switch.press("Enter")
    assert page.locator(".cg-mark").count() == 0
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == "off"


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK], ids=["smallest", "phone", "desk"])
def test_marks_stand_in_the_margin(open_page: Callable[..., Page], site_url: str, size: tuple[int, int]) -> None:
    """Each bar stands left of its claim and inside the window, no words stand upon others, nothing scrolls sideways."""
    page = open_page(f"{site_url}{builds.ARTICLE}/", size)
    page.get_by_role("switch").click()
    page.wait_for_timeout(300)
    column = page.locator(".md-content__inner").evaluate(
        "node => node.getBoundingClientRect().left + parseFloat(getComputedStyle(node).paddingLeft)"
    )
    bars = page.locator(".cg-mark__bar").evaluate_all("nodes => nodes.map(n => n.getBoundingClientRect().toJSON())")
    words = page.locator(".cg-mark__words").evaluate_all("nodes => nodes.map(n => n.getBoundingClientRect().toJSON())")
    assert len(bars) == len(words) > 40
    assert all(bar["left"] >= 0 and bar["right"] <= column and bar["height"] >= 9 for bar in bars)
    assert all(word["left"] >= 0 and word["right"] <= size[0] for word in words)
    if size == DESK:
        assert all(word["right"] < column for word in words)
        assert all(one["bottom"] <= two["top"] for one, two in itertools.pairwise(words))
    assert page.evaluate(SIDEWAYS) == 0


def test_paper_has_words_only_if_switched_on(open_page: Callable[..., Page], widgets: str) -> None:
    """In print the words stand behind the claims when the switch is on; switch and legend do not."""
    page = open_page(widgets + WIDGETS)
    page.emulate_media(media="print")
    assert page.locator(".cg-mark").count() == 0
    page.emulate_media(media="screen")
    page.get_by_role("switch").click()
    page.emulate_media(media="print")
    assert page.locator(".cg-mark__words").first.is_visible()
    for selector in (".cg-support", ".cg-mark__bar", ".cg-tools", ".cg-reference__copy", ".cg-downloads"):
        assert page.locator(selector).locator("visible=true").count() == 0


def test_claims_read_as_the_catalogue_has_them(open_page: Callable[..., Page], site_url: str, root: Path) -> None:
    """The text that is copied is, for every claim of an article, the text that the gate judged, marks on or off."""
    project = Project(root)
    path = f"{builds.ARTICLE}.md"
    article = project.read(project.docs / path)
    claims = catalogue({path: article}, {}, {}, project.addresses.address).articles[path].claims
    page = open_page(f"{site_url}{builds.ARTICLE}/")
    read = "ids => ids.map(id => CitegateClaims.text(document.getElementById(id)))"
    wanted = [" ".join(claim.text.split()) for claim in claims]
    ids = [claim.id for claim in claims]
    assert [pair for pair in zip(page.evaluate(read, ids), wanted, strict=True) if pair[0] != pair[1]] == []
    page.get_by_role("switch").click()
    assert page.evaluate(read, ids) == wanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_with_all_open(
    open_page: Callable[..., Page], widgets: str, size: tuple[int, int], scheme: str
) -> None:
    """axe-core finds no violation with evidence on and quotations unfolded, with the card and with the tools open."""
    page = open_page(widgets + WIDGETS, size, color_scheme=scheme)
    page.get_by_role("switch").click()
    page.locator("#ref-widget-2024 summary").click()
    centre(page.locator("a.cg-ref").nth(5)).hover()
    page.locator(".cg-card").wait_for()
    assert violations(page) == []
    page.mouse.move(1, 1)
    page.locator(".cg-card").wait_for(state="detached")
    open_tools(page, "A registry of widgets").get_by_role("button", name="Show evidence").click()
    assert violations(page) == []


def test_forced_colours_keep_bars_and_edges(open_page: Callable[..., Page], widgets: str) -> None:
    """Where the system forces its colours, bars are still drawn and the card has an edge."""
    page = open_page(widgets + WIDGETS, forced_colors="active")
    page.get_by_role("switch").click()
    width = "node => parseFloat(getComputedStyle(node).borderLeftWidth)"
    assert page.locator(".cg-mark__bar").first.evaluate(width) >= 2
    centre(page.locator("a.cg-ref").first).hover()
    assert page.locator(".cg-card").evaluate(width) >= 1
