"""A real build with a source that was retracted: refused, or said at each claim that rests on it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from citegate import retractionlist
from citegate.retractionlist import Entry, State

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds

ARTICLE = "docs/articles/widgets.md"
SOUND = """\
---
title: Widgets in gardens
question: What does a widget weigh?
status: submitted
audience: professional
authors: "A. B., PhD"
created: 2026-11-05
updated: 2026-11-05
search:
  date: 2026-11-04
  databases: [PubMed]
ai: none
coi: none
funding: none
---

The trial of 60 widgets was retracted [@widget-2020, title].
{.retracted-on-purpose reason="the sentence is about the retraction"}

The widget is blue in most gardens [@garden-2021, p. 3].
"""
CLAIM = "\nA widget weighs 9 kg [@widget-2020, p. 2; @garden-2021, p. 3].\n"
BIB = """

@article{widget-2020,
  author = {Alpha, Ann},
  title = {Heavy widgets},
  journal = {Journal of Widgets},
  year = {2020},
  volume = {1},
  pages = {1--9},
  doi = {10.5555/widget.2020},
  sourcetype = {cohort-study},
}

@article{garden-2021,
  author = {Beta, Bert},
  title = {Blue widgets},
  journal = {Journal of Widgets},
  year = {2021},
  volume = {2},
  pages = {1--9},
  doi = {10.5555/garden.2021},
  sourcetype = {cohort-study},
}
"""
GONE = {"doi:10.5555/widget.2020": Entry(State.RETRACTED, dt.date(2026, 11, 3))}
DOUBTED = {"doi:10.5555/garden.2021": Entry(State.CONCERN, None)}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with an article on a retracted and a doubted source, and a list that says so."""
    folder = builds.copy_project(tmp_path_factory.mktemp("retracted") / "project")
    builds.add(folder / "references.bib", BIB)
    file = folder / "docs" / retractionlist.PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(retractionlist.write(GONE | DOUBTED, 2, dt.date(2026, 11, 20), "made for a test"))
    (folder / ARTICLE).write_text(SOUND, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The site of that project, in which the retracted source is cited on purpose only."""
    return builds.build_well(project, SOURCE_DATE_EPOCH=builds.EPOCH)


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    """The article's page."""
    return (site / "articles" / "widgets" / "index.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    """Return what readers see of a piece of HTML."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split()).replace("\u00a0", " ")


def test_mark_stands_at_the_claim(page: str) -> None:
    """The markers of a retracted and of a doubted source say so in words of the page, in the link's name too."""
    markers = [words(m) for m in re.findall(r'<span class="cg-cite[^"]*">(.+?)</span>', page)]
    assert markers == ["[1, title retracted]", "[2, p. 3 expression of concern]"]
    assert 'aria-label="Reference 1, title, retracted"' in page


def test_list_of_references_says_it(page: str) -> None:
    """The list of references says how each source stands, and since when where that is known."""
    states = [words(m) for m in re.findall(r'<span class="cg-state[^>]*>(.+?)</span>', page)]
    assert states == ["Retracted (3 November 2026)", "The journal has expressed concern"]


def test_only_pages_that_rest_on_it_say_it(site: Path) -> None:
    """No other article's page has a mark: exactly what rests on the source changes."""
    marked = [
        p.parent.name for p in (site / "articles").rglob("index.html") if "cg-standing-mark" in p.read_text("utf-8")
    ]
    assert marked == ["widgets"]


def test_list_is_not_published(site: Path) -> None:
    """The list stands below the documents, and no file of the site holds it."""
    assert [p for p in site.rglob("*") if ".retractions" in p.parts] == []


def test_claim_on_it_is_refused(project: Path, site: Path) -> None:
    """The same source under a claim refuses the build, at the claim's place, and the published site stays."""
    before = builds.digest(site)
    file = project / ARTICLE
    file.write_text(SOUND + CLAIM, encoding="utf-8")
    built = builds.build(project, SOURCE_DATE_EPOCH=builds.EPOCH)
    file.write_text(SOUND, encoding="utf-8")
    assert built.status != 0
    found = [(line, message) for path, line, _, code, message in built.diagnostics if (path, code) == (ARTICLE, "CI09")]
    said = "`widget-2020` was retracted (2026-11-03, by the list of 2026-11-20) and cannot support a claim"
    assert found == [(SOUND.count("\n") + 2, said)]
    assert builds.digest(site) == before


def test_evidence_page_says_it(site: Path) -> None:
    """The page of the source among the evidence says that it was retracted."""
    pages = [p for p in (site / "evidence").rglob("index.html") if p.parent.name == "widget-2020"]
    assert [("Retracted (3 November 2026)" in words(p.read_text("utf-8"))) for p in pages] == [True]
