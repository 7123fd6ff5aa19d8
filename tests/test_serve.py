"""The preview keeps running whatever an editor saves, shows the findings in the page, and follows every change."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests import builds
else:
    import builds

PATIENCE = 60


@dataclass
class Preview:
    """A running `mkdocs serve`: its project, address, process and log."""

    project: Path
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def page(self, path: str) -> LexborHTMLParser:
        """Return a page as it is served now; an empty one where it cannot be had."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:  # noqa: S310 - it is ours
                return LexborHTMLParser(answer.read())
        except urllib.error.URLError:
            return LexborHTMLParser("")

    def wait_for(self, path: str, wanted: Callable[[LexborHTMLParser], object]) -> LexborHTMLParser:
        """Return a page once it is as wanted; fail with the log where that never comes."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            page = self.page(path)
            if wanted(page):
                return page
            time.sleep(0.1)
        pytest.fail(f"{path} never came as wanted: {self.log.read_text(encoding='utf-8')[-4000:]}")

    def settle(self) -> None:
        """Wait until nothing is built any more."""
        before, now, until = "", self.log.read_text(encoding="utf-8"), time.monotonic() + PATIENCE
        while before != now or now.count("Cleaning site directory") > now.count("Documentation built"):
            assert time.monotonic() < until
            time.sleep(1.5)
            before, now = now, self.log.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview of a copy of the project with three defects in one article."""
    folder = tmp_path_factory.mktemp("preview")
    project = builds.copy_project(folder / "project", "in-order.md", "three-defects.md")
    port, log = builds.free_port(), folder / "log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            builds.command("serve", "--dev-addr", f"127.0.0.1:{port}"),
            cwd=project,
            env=builds.environment(),
            stdout=out,
            stderr=out,
        ) as process,
    ):
        started = Preview(project, f"http://127.0.0.1:{port}/", process, log)
        try:
            started.wait_for("", lambda page: page.css_first("h1"))
            yield started
        finally:
            process.terminate()


def write(preview: Preview, name: str, content: bytes) -> None:
    """Save a file of the project."""
    (preview.project / name).write_bytes(content)


def codes(page: LexborHTMLParser) -> list[str]:
    """Return the codes in the banner of findings, in order."""
    return [node.text().strip() for node in page.css(".cg-findings__code")]


def fixture(name: str) -> bytes:
    """Return the bytes of a fixture article."""
    return (builds.FIXTURES / name).read_bytes()


def test_preview_shows_findings_on_the_text(preview: Preview) -> None:
    """A refused article is served with a banner, and each claim with a finding is marked and says which."""
    page = preview.wait_for("articles/three-defects/", codes)
    assert codes(page) == ["CL01", "CI01", "CI02"]
    assert "would be refused" in page.css(".cg-findings__title")[0].text()
    marked = page.css(".cg-claim.cg-finding")
    assert "The widget weighs 3\u00a0kg." in marked[0].text()
    notes = [note.text() for note in page.css(".cg-finding-note")]
    assert notes[0].startswith("CL01 ")
    assert page.css_first(f'.cg-findings a[href="#{marked[0].attributes["id"]}"]')


def test_preview_of_a_good_article_shows_none(preview: Preview) -> None:
    """An article in order has no banner, whatever the others hold."""
    page = preview.wait_for("articles/in-order/", lambda page: page.css_first(".cg-claim"))
    assert not page.css(".cg-findings, .cg-finding, .cg-finding-note")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (fixture("in-order.md").replace(b"[PubMed]", b"[PubMed"), "GV01"),
        (fixture("in-order.md").partition(b"\n---\n")[2], "GV01"),
        (fixture("in-order.md") + "Die Größe.\n".encode("latin-1"), "CL03"),
        (fixture("in-order.md") + b'\n--8<-- "nowhere.md"\n', "CL03"),
        (b"", "GV01"),
    ],
    ids=["broken-yaml", "no-front-matter", "latin-1", "missing-snippet", "empty"],
)
def test_preview_follows_broken_files(preview: Preview, content: bytes, code: str) -> None:
    """A file that cannot be read keeps the preview running and says so; once mended, its page is clean."""
    write(preview, "docs/articles/broken.md", content)
    preview.wait_for("articles/broken/", lambda page: code in codes(page))
    write(preview, "docs/articles/broken.md", fixture("in-order.md"))
    preview.wait_for("articles/broken/", lambda page: page.css_first(".cg-claim") and not page.css(".cg-findings"))


def test_preview_follows_the_bibliography(preview: Preview) -> None:
    """A key that is added to the bibliography clears its finding, without a restart."""
    work = b"\n@misc{nobody, title = {A widget}, author = {Nobody}, year = {2020}, url = {https://example.org/}}\n"
    before = (preview.project / "references.bib").read_bytes()
    write(preview, "references.bib", before + work)
    preview.wait_for("articles/three-defects/", lambda page: codes(page) and "CI01" not in codes(page))
    write(preview, "references.bib", before + b"\n@misc{broken, title = {A\n")
    preview.wait_for("articles/in-order/", lambda page: "CI13" in codes(page))
    write(preview, "references.bib", before)
    preview.wait_for("articles/in-order/", lambda page: page.css_first(".cg-claim") and not codes(page))


def test_preview_survives_a_broken_policy(preview: Preview) -> None:
    """A policy that cannot be read stops no preview: the log says why, and the next change is built."""
    before = (preview.project / "pyproject.toml").read_bytes()
    write(preview, "pyproject.toml", before.replace(b"[tool.citegate.notices]", b"[tool.citegate]\nreech = 3\n"))
    until = time.monotonic() + PATIENCE
    while "reech" not in preview.log.read_text(encoding="utf-8"):
        assert time.monotonic() < until
        time.sleep(0.1)
    write(preview, "pyproject.toml", before)
    write(preview, "docs/articles/after.md", fixture("in-order.md"))
    preview.wait_for("articles/after/", lambda page: page.css_first(".cg-claim"))
    assert "Traceback" not in preview.log.read_text(encoding="utf-8")


def test_preview_shows_findings_of_other_pages(preview: Preview) -> None:
    """A page that is no article shows its findings too."""
    name = "docs/editorial/experts.md"
    write(preview, name, b"---\ntitle: Experts\n---\n\n# Experts\n\nAll articles are reviewed by experts.\n")
    page = preview.wait_for("editorial/experts/", lambda page: page.css(".cg-findings__item"))
    assert "GV10, line 7:" in page.css(".cg-findings__item")[0].text()
    (preview.project / name).unlink()


def test_preview_publishes_nothing(preview: Preview) -> None:
    """The preview writes no `site` folder and leaves none behind."""
    preview.wait_for("", lambda page: page.css_first("h1"))
    assert not (preview.project / "site").exists()
    assert builds.leftovers(preview.project) == []


def test_preview_shows_an_edited_article_before_the_others(preview: Preview) -> None:
    """An edited article is shown before anything else is built; what is made of all articles follows it."""
    preview.settle()
    write(
        preview,
        "docs/articles/in-order.md",
        fixture("in-order.md") + b"\nThe lid weighs 4 kg [@label-kemstro, p. 5].\n",
    )
    page = preview.wait_for("articles/in-order/", lambda page: "The lid weighs" in (page.html or ""))
    assert not codes(page)
    assert "Shown again" in preview.log.read_text(encoding="utf-8").rpartition("Detected file changes")[2]
    preview.wait_for("claims.json", lambda page: "The lid weighs" in (page.html or ""))
    write(preview, "docs/articles/in-order.md", fixture("in-order.md") + b"\nThe lid weighs 6 kg.\n")
    assert codes(preview.wait_for("articles/in-order/", codes)) == ["CL01"]
    write(preview, "docs/articles/in-order.md", fixture("in-order.md"))
    preview.wait_for("articles/in-order/", lambda page: page.css_first(".cg-claim") and not codes(page))


def test_preview_shows_a_changed_source_where_it_is_cited(preview: Preview) -> None:
    """An entry that is changed is printed anew in the pages that cite it, before anything else is built."""
    preview.settle()
    before = (preview.project / "references.bib").read_bytes()
    assert b"{{KEMSTRO}" in before
    write(preview, "references.bib", before.replace(b"{{KEMSTRO}", b"{Another name: {KEMSTRO}"))
    preview.wait_for("articles/in-order/", lambda page: "Another name: KEMSTRO" in (page.html or ""))
    said = preview.log.read_text(encoding="utf-8").rpartition("Shown again")[2]
    assert "articles/in-order.md" in said.partition("\n")[0]
    write(preview, "references.bib", before)
    preview.wait_for(
        "articles/in-order/", lambda page: page.css_first(".cg-claim") and "Another" not in (page.html or "")
    )
