"""What the site holds for machines: golden files of a small project, schemas, and the rules of each format."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from citegate import claimsdata, feeds, schemas, sitemaps
from citegate.bibliography import parse
from citegate.project import Project
from citegate.references import describe
from citegate.site.datafiles import changed, files
from citegate.site.site import Site
from jsonschema import Draft202012Validator, FormatChecker

if TYPE_CHECKING:
    from tests.small_project import ARTICLE, FRONT, make
else:
    from small_project import ARTICLE, FRONT, make

GOLDEN = Path(__file__).parent / "machines"
BODY = """\
## Weight

The widget weighs 3 kg [@alpha, p. 4; see @beta]. It is red. A <b>second</b> one weighs 5 kg [@alpha].

| Widget | Weight | Source |
| ------ | ------ | ------ |
| Small  | 2 kg   | [@beta, Table 1] |
"""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ATOM = f"{{{feeds.ATOM}}}"
HOSTILE = "]]></title><script>alert(1)</script> & [link](javascript:alert(1)) \x0b\x00\u2028"


def site(folder: Path, url: str = "https://citegate.example/", **front: str) -> Site:
    """Return the site of a small project of two articles; `front` are lines of the second one's front matter."""
    make(folder, BODY)
    lines = {
        "title": "Gadgets",
        "question": "What is a gadget?",
        "status": "approved",
        "updated": "2026-02-01",
        **front,
    }
    text = FRONT
    for name, value in lines.items():
        start = text.index(f"\n{name}: ") + len(name) + 3
        text = text[:start] + json.dumps(value) + text[text.index("\n", start) :]
    second = folder / "docs" / "articles" / "parts" / "gadgets.md"
    second.parent.mkdir()
    second.write_text(f"{text}The gadget weighs 7 kg [@beta].\n", encoding="utf-8")
    project = Project(folder)
    works = project.bibliography.works
    found = {file.relative_to(project.docs).as_posix(): project.read(file) for file in project.pages()}
    cited = {key: describe(works[key]) for article in found.values() for key in article.cited_keys}
    return Site(project, found, cited, "Widgets & more", url, "")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The files of the small project, by path, as of one day: sources grow old."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    return dict(files(site(tmp_path / "project")))


def validator() -> Draft202012Validator:
    """Return the validator of the published schema."""
    schema = json.loads(schemas.published()[claimsdata.SCHEMA])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_golden_files(made: dict[str, str]) -> None:
    """Each file of the small project is, byte for byte, the golden one; CITEGATE_WRITE_GOLDEN=1 writes those anew."""
    if os.environ.get("CITEGATE_WRITE_GOLDEN"):
        for path, text in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, encoding="utf-8", newline="\n")
    known = {file.relative_to(GOLDEN).as_posix(): file for file in GOLDEN.rglob("*") if file.is_file()}
    assert sorted(made) == sorted(known)
    for path, file in known.items():
        assert made[path] == file.read_text(encoding="utf-8"), path


def test_same_project_gives_the_same_files(tmp_path: Path, made: dict[str, str]) -> None:
    """Two runs in two folders give equal files."""
    assert dict(files(site(tmp_path / "again"))) == made


def test_documents_follow_their_schema(made: dict[str, str]) -> None:
    """The document of the site and that of each article are valid; with a field more, one is not."""
    judge = validator()
    documents = [path for path in made if path.endswith("claims.json")]
    assert len(documents) == 3
    for path in documents:
        assert list(judge.iter_errors(json.loads(made[path]))) == [], path
    assert not judge.is_valid({**json.loads(made["claims.json"]), "reviewed": True})


def test_real_documents_follow_their_schema(request: pytest.FixtureRequest) -> None:
    """All claims of the published articles are valid data, and the digests are those of the files."""
    folder: Path = request.getfixturevalue("site")
    judge = validator()
    whole = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    assert list(judge.iter_errors(whole)) == []
    for entry in whole["articles"]:
        file = folder / entry["data"].removeprefix("https://citegate.example/")
        text = file.read_text(encoding="utf-8")
        assert claimsdata.digest(text) == entry["sha256"]
        own = json.loads(text)
        assert own["claims"] == entry["claims"]
        page = (folder / entry["article"]["path"].removesuffix(".md") / "index.html").read_text(encoding="utf-8")
        assert all(f'id="{claim["id"]}"' in page for claim in own["claims"])


def test_claim_says_status_place_and_sources(made: dict[str, str]) -> None:
    """A claim has its words, status, address, and each source with locator, number and whether it is its own."""
    document = json.loads(made["articles/widgets/claims.json"])
    first, second, *_ = document["claims"]
    assert first["text"] == "The widget weighs 3 kg."
    assert (first["status"], first["section"], first["support"]) == ("submitted", "Weight", "own")
    assert document["article"]["url"].endswith("articles/widgets/")
    assert first["citations"] == [
        {"key": "alpha", "number": 1, "own": True, "locator": "p. 4"},
        {"key": "beta", "number": 2, "own": True, "prefix": "see"},
    ]
    assert second["support"] != "own"
    assert [reference["key"] for reference in document["references"]] == ["alpha", "beta"]
    assert document["references"][1]["doi"] == "10.1111/bcpt.12434"


def test_large_site_is_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: dict[str, str]) -> None:
    """Above the limit the document of the site says that it is not complete, and names each article's own."""
    monkeypatch.setattr(claimsdata, "MOST_CLAIMS", 2)
    index = json.loads(dict(files(site(tmp_path / "large")))["claims.json"])
    whole = json.loads(made["claims.json"])
    assert validator().is_valid(index)
    assert (index["complete"], whole["complete"]) == (False, True)
    assert index["totals"] == whole["totals"]
    assert all("claims" not in entry and entry["sha256"] for entry in index["articles"])


def test_feed_is_atom(made: dict[str, str]) -> None:
    """The feed has what RFC 4287 requires, moments of RFC 3339, ids that are unique, and the newest entry first."""
    feed = ET.fromstring(made["feed.xml"])  # noqa: S314 - our own text
    assert feed.tag == f"{ATOM}feed"
    for element in [feed, *feed.iter(f"{ATOM}entry")]:
        names = [child.tag.removeprefix(ATOM) for child in element]
        assert {"id", "title", "updated", "author", "link"} <= set(names)
        assert all(names.count(name) == 1 for name in ("id", "title", "updated"))
    assert all(
        MOMENT.fullmatch(node.text or "") for name in ("updated", "published") for node in feed.iter(ATOM + name)
    )
    ids = [node.text for node in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3
    assert [node.text for node in feed.iter(f"{ATOM}title")][1:] == [
        "[Approved] What is a gadget?",
        "[Submitted, not reviewed] What is a widget?",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"


def test_feed_keeps_the_newest() -> None:
    """A feed of many entries has the newest of them; without any there is no feed."""
    import datetime

    first = datetime.date(2026, 1, 1)
    days = [first + datetime.timedelta(days=number) for number in range(feeds.MOST + 5)]
    entries = [feeds.Entry(f"https://e.example/{day}", str(day), f"https://e.example/{day}", day, day) for day in days]
    titles = [e.findtext(f"{ATOM}title") for e in ET.fromstring(feeds.atom("T", "S", "h", "o", entries))]  # noqa: S314
    assert [title for title in titles if title] == [str(day) for day in reversed(days[5:])]
    assert feeds.atom("T", "S", "h", "o", []) == ""


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """Markup, controls and Markdown in a title and in the bibliography come out as text in every format."""
    small = site(tmp_path / "project", title=HOSTILE.replace("\x00", ""), question="")
    work = parse("@misc{alpha, title = {</script><script>alert(1)</script>}, year = {2020}}", "a.bib").works["alpha"]
    references = {**small.references, "alpha": describe(work)}
    text = dict(files(dataclasses.replace(small, references=references)))
    feed = ET.fromstring(text["feed.xml"])  # noqa: S314
    assert not [node for node in feed.iter() if "script" in node.tag]
    json.loads(text["claims.json"])
    assert "](javascript:" not in text["llms.txt"]
    assert "<script>" not in text["llms.txt"]


def test_site_without_an_address(tmp_path: Path) -> None:
    """Without `site_url` there is no feed, since its ids would be no addresses, and robots.txt names no sitemap."""
    text = dict(files(site(tmp_path / "project", url="")))
    assert "feed.xml" not in text
    assert "Sitemap" not in text["robots.txt"]
    assert json.loads(text["claims.json"])["articles"][0]["data"] == "articles/parts/gadgets/claims.json"


def test_llms_text_says_how_far_to_trust_it(made: dict[str, str]) -> None:
    """The file begins with a heading and a summary, says what is reviewed, and sorts articles by status."""
    lines = made["llms.txt"].splitlines()
    assert lines[0] == "# Widgets & more"
    assert lines[2].startswith("> ")
    assert "- Articles: 2. Approved by reviewers: 1." in lines
    assert any("pending human review" in line for line in lines)
    headings = [line for line in lines if line.startswith("## ")]
    assert headings == ["## Approved by reviewers", "## Submitted, not reviewed", "## Data"]


def test_sitemap_has_the_pages_that_may_be_found(request: pytest.FixtureRequest) -> None:
    """The real sitemap names pages that exist and do not say `noindex`, each once; no article is approved, so none."""
    folder: Path = request.getfixturevalue("site")
    text = (folder / "sitemap.xml").read_bytes()
    assert gzip.decompress((folder / "sitemap.xml.gz").read_bytes()) == text
    addresses = [node.text or "" for node in ET.fromstring(text).iter() if node.tag.endswith("loc")]  # noqa: S314
    assert "https://citegate.example/" in addresses
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        html = (folder / address.removeprefix("https://citegate.example/") / "index.html").read_text(encoding="utf-8")
        assert 'content="noindex"' not in html
        assert "/articles/" not in address


def test_day_of_a_page_is_that_of_its_newest_article(tmp_path: Path) -> None:
    """An article changed when it says so, a list and a source's page with the newest article that they show."""
    days = {address: str(day) for address, day in changed(site(tmp_path / "project")).items()}
    assert days["articles/widgets/"] == "2026-01-05"
    assert days[""] == days["questions/"] == days["evidence/beta/"] == "2026-02-01"
    assert days["evidence/alpha/"] == "2026-01-05"
    assert "editorial/" not in days


def test_sitemap_of_more_addresses_than_allowed_is_an_index() -> None:
    """A file has no more addresses than the protocol lets it have; an index names the parts."""
    pages = {f"https://e.example/{number}/": None for number in range(sitemaps.MOST + 1)}
    found = sitemaps.sitemaps(pages, "https://e.example/")
    assert sorted(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert found["sitemap.xml"].count("<loc>https://e.example/sitemap-") == 2
    assert sum(text.count("<url>") for text in found.values()) == len(pages)


def test_address_beside_a_page_of_either_kind() -> None:
    """Files lie in the folder that bears the page's name, whether addresses end in a slash or in `.html`."""
    assert claimsdata.beside("articles/a/", "x") == claimsdata.beside("articles/a.html", "x") == "articles/a/x"
    assert ARTICLE.endswith("widgets.md")
