"""Articles on paper: `citegate pdf` through a real Chromium, what the PDF says, and what is said where it fails."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate.catalogue import catalogue
from citegate.cli import main
from citegate.printing import printable
from citegate.project import Project
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "flumazenil-versus-baclofen"


def run(root: Path, site: Path, target: Path, **variables: str) -> Result:
    """Run `citegate pdf` on the site's article."""
    article = root / "docs" / "articles" / f"{NAME}.md"
    arguments = ["pdf", str(article), "--root", str(root), "--site", str(site), "-o", str(target)]
    return CliRunner().invoke(main, arguments, env=variables)


def squeezed(text: str) -> str:
    """Return a text without white space, which a PDF has where lines break."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def page(site: Path) -> LexborHTMLParser:
    """The article's page as it was written."""
    return LexborHTMLParser((site / "articles" / NAME / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(root: Path, site: Path, chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page of the PDF."""
    from pypdf import PdfReader

    target = tmp_path_factory.mktemp("pdf") / "article.pdf"
    result = run(root, site, target, CITEGATE_CHROMIUM=str(chromium))
    assert result.exit_code == 0, result.output
    return [sheet.extract_text() for sheet in PdfReader(target).pages]


def test_pages_carry_title_status_date_and_number(pages: list[str]) -> None:
    """Each page says whose it is, how far it is reviewed, when it was updated, and which of how many it is."""
    for number, text in enumerate(pages, start=1):
        assert "Flumazenil versus baclofen" in text
        assert "Submitted, not approved" in text
        assert re.search(r"updated \d{1,2} [A-Z][a-z]+ \d{4}", text)
        assert squeezed(f"Page {number} of {len(pages)}") in squeezed(text)


def test_notices_status_and_addresses_are_printed(pages: list[str], page: LexborHTMLParser) -> None:
    """Every notice stands there word for word, and every address of every reference in full."""
    text = squeezed("".join(pages))
    notices = [squeezed(node.text()) for node in page.css("[data-notice] p")]
    addresses = [node.attributes["href"] or "" for node in page.css(".cg-references a[href^=http]")]
    assert len(notices) >= 5
    assert len(addresses) >= 20
    assert [notice for notice in notices if notice not in text] == []
    assert [address for address in addresses if squeezed(f"<{address}>") not in text] == []
    for words in ("1·Submitted", "2·Underreview", "3·Approved", "Notyetreviewed", "Inplainwords"):
        assert words in text


def test_claims_have_the_numbers_of_the_catalogue(root: Path, page: LexborHTMLParser) -> None:
    """The number beside each claim is the one that the site's data give it; no claim has none."""
    project = Project(root)
    article = project.read(root / "docs" / "articles" / f"{NAME}.md")
    record = catalogue({f"articles/{NAME}.md": article}, {}, {}, str).articles[f"articles/{NAME}.md"]
    assert dict(shown(page)) == {claim.id: str(claim.number) for claim in record.claims}


def shown(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield id and number of each claim of a page; a row has it on its first cell."""
    for node in page.css(".cg-claim"):
        carrier = node if node.tag != "tr" else node.css_first("td, th")
        yield node.attributes["id"] or "", (carrier.attributes.get("data-claim") or "") if carrier else ""


def test_links_lead_to_the_site_and_within_the_paper() -> None:
    """What is loaded is named by its file, links lead to the site's address, those within the page stay."""
    html = (
        '<head><link rel="canonical" href="https://x.example/articles/a/"><link rel="stylesheet" href="../../a.css">'
        '<script src="b%20c.js?x"></script></head><a href="#ref-x">1</a><a href="../b/#c">b</a><a href="https://y.example">y</a>'
    )
    made = printable(html, Path("/site/articles/a/index.html"))
    found = re.findall(r'(?:href|src)="([^"]*)"', made)
    assert found[1:] == [
        "file:///site/a.css",
        "file:///site/articles/a/b%20c.js",
        "#ref-x",
        "https://x.example/articles/b/#c",
        "https://y.example",
    ]
    assert "../b/" not in printable('<a href="../b/">b</a>', Path("/site/x.html"))


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("exit 3", "failed: exit status 3"),
        ("echo no display >&2; exit 1", "failed: no display"),
        ("exit 0", "printed no PDF"),
    ],
)
def test_failure_is_one_line_and_leaves_the_file(
    root: Path, site: Path, tmp_path: Path, program: str, words: str
) -> None:
    """A browser that fails, or prints nothing, gives one clear line, exit status 2 and leaves an older PDF alone."""
    browser, target = tmp_path / "browser", tmp_path / "article.pdf"
    browser.write_text(f"#!/bin/sh\n{program}\n")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    target.write_bytes(b"%PDF-older")
    result = run(root, site, target, CITEGATE_CHROMIUM=str(browser))
    assert result.exit_code == 2
    assert words in result.output.splitlines()[-1]
    assert target.read_bytes() == b"%PDF-older"


def test_no_browser_is_said(root: Path, tmp_path: Path) -> None:
    """Without a Chromium the command says so before it builds anything, and names what to do."""
    result = run(root, tmp_path, tmp_path / "a.pdf", CITEGATE_CHROMIUM="", PATH=str(tmp_path))
    assert result.exit_code == 2
    assert "a PDF needs Chromium, and none is on the PATH" in result.output
    named = run(root, tmp_path, tmp_path / "a.pdf", CITEGATE_CHROMIUM="no-such-browser")
    assert "CITEGATE_CHROMIUM names no-such-browser, which is no program" in named.output


def test_browser_that_hangs_is_ended(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that does not end is ended after the time given, with one line."""
    from citegate.errors import ConfigurationError
    from citegate.printing import print_page

    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\nsleep 60 & wait\n")
    browser.chmod(0o755)
    monkeypatch.setenv("CITEGATE_CHROMIUM", str(browser))
    with pytest.raises(ConfigurationError, match=r"took longer than 0\.5 seconds and was ended"):
        print_page(site / "articles" / NAME / "index.html", tmp_path / "a.pdf", seconds=0.5)
    assert not (tmp_path / "a.pdf").exists()


def test_only_articles_are_printed(root: Path, tmp_path: Path) -> None:
    """A page that is no article is refused by name."""
    arguments = ["pdf", str(root / "docs" / "editorial" / "writing.md"), "--root", str(root), "--site", str(tmp_path)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "docs/editorial/writing.md is no article of this project" in result.output
