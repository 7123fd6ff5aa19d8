"""The site that a good project becomes: every part of an article's page, the search index, the same bytes each time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from citegate.cli import main
from citegate.frontmatter import read
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser, LexborNode

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds

PENDING = "Educational purpose only. Exercise caution: this article is pending human review"
MARKER = re.compile(r"\[\d+(, [^;\]]+)?(; \d+(, [^;\]]+)?)*\]")


@pytest.fixture(scope="module")
def page(site: Path) -> LexborHTMLParser:
    """The page of the article that the project ships."""
    return LexborHTMLParser((site / builds.ARTICLE / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def source() -> str:
    """The Markdown of that article."""
    return (builds.ROOT / "docs" / f"{builds.ARTICLE}.md").read_text(encoding="utf-8")


def words(node: LexborNode | None) -> str:
    """Return the text of an element, white space folded."""
    assert node is not None
    return " ".join(node.text().split())


def one(page: LexborHTMLParser, selector: str) -> LexborNode:
    """Return the only element that a selector finds."""
    found = page.css(selector)
    assert len(found) == 1, f"{selector}: {len(found)} found"
    return found[0]


def meta(page: LexborHTMLParser) -> dict[str, str]:
    """Return the facts above the text, by their label."""
    return {words(item.css_first("dt")): words(item.css_first("dd")) for item in page.css(".cg-meta__item")}


def test_question_and_title_head_the_page(page: LexborHTMLParser, source: str) -> None:
    """The page opens with the question and has the title as its only first-level heading."""
    front = read(source).values
    assert words(one(page, ".cg-question")) == front["question"]
    assert words(one(page, "h1")) == front["title"]
    assert words(one(page, "title")).startswith(front["title"])


def test_status_is_three_steps_in_words(page: LexborHTMLParser) -> None:
    """Submitted, Under review and Approved stand in words and order; the first alone is the current one."""
    steps = page.css(".cg-steps > li")
    assert [re.sub(r"^\d · ", "", words(step.css_first(".cg-step__name"))) for step in steps] == [
        "Submitted",
        "Under review",
        "Approved",
    ]
    assert [step.attributes.get("aria-current") for step in steps] == ["step", None, None]
    assert "Status: Submitted" in words(page.body)


def test_pending_notice_is_exact_and_above_the_text(page: LexborHTMLParser) -> None:
    """The pending notice has the wording that readers were promised, and stands before the first claim."""
    assert words(one(page, '[data-notice="pending-review"]')).startswith(PENDING)
    html = page.html or ""
    assert html.index(PENDING) < html.index('class="cg-claim"')


@pytest.mark.parametrize("name", ["dosing", "ai-generated"])
def test_notices_guard_the_text(page: LexborHTMLParser, name: str) -> None:
    """The notices on doses and on AI stand above the first claim."""
    one(page, f'[data-notice="{name}"]')
    html = page.html or ""
    assert html.index(f'data-notice="{name}"') < html.index('class="cg-claim"')


def test_professional_disclaimer_closes_the_page(page: LexborHTMLParser) -> None:
    """The disclaimer for professionals stands on the page, below the references."""
    said = words(one(page, '[data-notice="professional-use"]'))
    assert "does not replace clinical judgement" in said
    html = page.html or ""
    assert html.index('data-notice="professional-use"') > html.index('id="references"')


def test_nobody_has_reviewed_it(page: LexborHTMLParser) -> None:
    """The page says that nobody reviewed it, and claims no review anywhere."""
    assert meta(page)["Review"].startswith("Not yet reviewed.")
    assert meta(page)["Last reviewed"] == "not yet"
    assert "Reviewed by" not in meta(page)
    assert not re.search(r"(?i)\b(?:peer|medically|expert)[- ]reviewed\b", words(page.body))


def test_date_and_policy(page: LexborHTMLParser, site: Path) -> None:
    """The page says when it was updated and leads to the editorial policy, which is there."""
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", meta(page)["Last updated"])
    link = next(a for a in page.css(".cg-meta a") if words(a) == "Editorial policy")
    target = (site / builds.ARTICLE / (link.attributes["href"] or "") / "index.html").resolve()
    assert target.is_file()
    assert "review" in target.read_text(encoding="utf-8")


def test_claims_have_anchors_of_their_own(page: LexborHTMLParser) -> None:
    """Each claim has an id, and no id stands twice on the page."""
    claims = [node.attributes.get("id") or "" for node in page.css(".cg-claim")]
    assert len(claims) > 50
    assert all(re.fullmatch(r"c-[0-9a-f]{8}(?:-\d+)?", name) for name in claims)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))


def test_markers_are_bracketed_linked_and_named(page: LexborHTMLParser) -> None:
    """Each marker reads like "[1, Dosage; 3]"; each number in it links to its reference and has a name."""
    markers = page.css(".cg-cite")
    assert len(markers) > 50
    assert all(MARKER.fullmatch(words(marker)) for marker in markers)
    for link in page.css("a.cg-ref"):
        assert link.attributes["role"] == "doc-noteref"
        assert link.attributes["aria-label"] == f"Reference {words(link)}"
        one(page, link.attributes["href"] or "")


def test_numbers_follow_first_use(page: LexborHTMLParser) -> None:
    """Read from the top, each new source has the next number, and the list ends with the last one."""
    first: dict[str, str] = {}
    for link in page.css("a.cg-ref"):
        first.setdefault(link.attributes["href"] or "", words(link).partition(",")[0])
    assert list(first.values()) == [str(n + 1) for n in range(len(first))]
    assert [f"#{item.attributes['id']}" for item in page.css(".cg-reference")] == list(first)


def test_references_are_whole(page: LexborHTMLParser) -> None:
    """Each reference has its number, a type in words, a text, and one way back for each place that cites it."""
    assert words(one(page, "#references h2")) == "References"
    for number, item in enumerate(page.css(".cg-reference"), start=1):
        assert item.attributes["value"] == str(number)
        assert words(item.css_first(".cg-type"))
        assert len(words(item.css_first(".cg-reference__text"))) > 40
        uses = page.css(f'a.cg-ref[href="#{item.attributes["id"]}"]')
        back = [a.attributes["href"] for a in item.css('[role="doc-backlink"]')]
        assert back == [f"#{use.attributes['id']}" for use in uses]
        assert len({a.attributes["aria-label"] for a in item.css('[role="doc-backlink"]')}) == len(back)


def test_references_lead_to_their_sources(page: LexborHTMLParser) -> None:
    """Links of references lead to the web; most references have one, among them DOI and PubMed."""
    linked = [item for item in page.css(".cg-reference") if item.css_first('a[rel="noopener"]')]
    assert len(linked) > len(page.css(".cg-reference")) // 2
    addresses = [a.attributes["href"] or "" for a in page.css('.cg-reference a[rel="noopener"]')]
    assert all(re.match(r"https?://", address) for address in addresses)
    for start in ("https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/"):
        assert any(address.startswith(start) for address in addresses)


def test_nothing_raw_reaches_readers(site: Path) -> None:
    """No page shows a piece of a template, and no article a citation as it was typed."""
    for file in builds.pages(site):
        shown = LexborHTMLParser(file.read_text(encoding="utf-8"))
        for node in shown.css("code, script, style"):
            node.decompose()
        left = shown.html or ""
        assert "{{" not in left, file
        assert "{%" not in left, file
        assert "[@" not in words(shown.body) or "articles" not in file.relative_to(site).parts, file


def test_search_finds_the_article(site: Path, source: str) -> None:
    """The search index holds the article's own words, under the place where they stand."""
    texts = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "search" / "texts").glob("*.json")]
    (entry,) = [text for text in texts if text["address"] == f"{builds.ARTICLE}/"]
    assert entry["title"] == read(source).values["title"]
    assert entry["status"] == "Submitted"
    body = " ".join(claim[1] for claim in entry["claims"])
    for sentence in ("benzodiazepine recognition site", "maximum", "kidney"):
        assert sentence in body
    assert "[@" not in body


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    """Each relative link of each page leads to a file of the site, and each fragment to an id on it."""
    parsed = {file: LexborHTMLParser(file.read_text(encoding="utf-8")) for file in builds.pages(site)}
    ids = {file: {node.attributes["id"] for node in page.css("[id]")} for file, page in parsed.items()}
    checked = 0
    for file, page in parsed.items():
        for link in page.css("article a[href]"):
            address, _, fragment = (link.attributes["href"] or "").partition("#")
            if ":" in address or address.startswith("/"):
                continue
            target = (file.parent / address).resolve() if address else file
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{file.name}: {address}"
            assert not fragment or fragment in ids[target], f"{file}: #{fragment}"
            checked += 1
    assert checked > 100


@pytest.mark.parametrize(("name", "command"), [("article", ["schema"]), ("policy", ["policy", "--schema"])])
def test_schemas_are_published(site: Path, name: str, command: list[str]) -> None:
    """The site's copy of a schema is what the command prints."""
    printed = CliRunner().invoke(main, command).output
    assert (site / "schemas" / f"{name}.json").read_text(encoding="utf-8") == printed
    assert json.loads(printed)["properties"]


def test_builds_are_reproducible(tmp_path: Path) -> None:
    """Builds with one `SOURCE_DATE_EPOCH` are the same bytes, whatever folder, zone, locale, seed, processes, store."""
    here = builds.copy_project(tmp_path / "here", "in-order.md")
    there = builds.copy_project(tmp_path / "there" / "deeper", "in-order.md")
    alone = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "CITEGATE_PROCESSES": "1", "CITEGATE_NO_CACHE": "1"}
    shared = {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "CITEGATE_PROCESSES": "2", "LC_ALL": "C"}
    first = builds.digest(builds.build_well(here, SOURCE_DATE_EPOCH=builds.EPOCH, **alone))
    cold = builds.digest(builds.build_well(there, SOURCE_DATE_EPOCH=builds.EPOCH, **shared))
    assert (there / ".cache").is_dir()
    warm = builds.digest(builds.build_well(there, SOURCE_DATE_EPOCH=builds.EPOCH, PYTHONHASHSEED="3"))
    assert first == cold == warm
    assert len(first) > 500
