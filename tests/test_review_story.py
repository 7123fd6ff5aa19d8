"""The story of a review from the first line to the second approval, through git, ssh-keygen and real builds."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from citegate import gitlog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests import builds
    from tests.conftest import served
    from tests.on_page import DESK, PHONE, SIDEWAYS, violations
    from tests.review_project import ARTICLE, Reviewed, environment, furnish, reviewed
else:
    import builds
    from conftest import served
    from on_page import DESK, PHONE, SIDEWAYS, violations
    from review_project import ARTICLE, Reviewed, environment, furnish, reviewed

PAGE = "articles/widgets/"
ENTRY = "{http://www.w3.org/2005/Atom}entry"


class Story(NamedTuple):
    """The project at the end, its sites by chapter, and what the command said of a changed byte."""

    project: Reviewed
    sites: dict[str, Path]
    said: str
    changes: dict[str, list[dict[str, str]]]


def words(site: Path, path: str = f"{PAGE}index.html") -> str:
    """Return what readers see of a page."""
    text = (site / path).read_text("utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", "", text)).split())


def history(site: Path) -> list[str]:
    """Return the lines of the page's history."""
    text = (site / PAGE / "index.html").read_text("utf-8").partition('<ol class="cg-history__list">')[2]
    items = re.findall(r"(?s)<li>(.*?)</li>", text.partition("</ol>")[0])
    return [re.sub(r" ([,:])", r"\1", unescape(" ".join(re.sub(r"<[^>]+>", " ", item).split()))) for item in items]


def publish(project: Reviewed, day: dt.date, name: str) -> Path:
    """Build the site as of a day; return a copy of it."""
    built = builds.build_well(project.root, **environment(day))
    return shutil.copytree(built, project.keys / f"site-{name}")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Submit, assign, ask for changes, approve, change a byte, approve again."""
    project = submitted(tmp_path_factory.mktemp("story"))
    in_review(project)
    sites = {}
    approve(project, dt.date(2026, 11, 6))
    sites["approved"] = publish(project, dt.date(2026, 11, 23), "approved")
    sites["overdue"] = publish(project, dt.date(2028, 1, 9), "overdue")
    project.day = dt.date(2026, 11, 7)
    project.edit("The widget weighs 4 kg", "The widget weighs 5 kg")
    said = "\n".join(project.check())
    assert builds.build(project.root, cwd=project.root, **environment(project.day)).status != 0
    found = json.loads(project.run("changes", project.root / ARTICLE, "--format", "json").output)
    project.status("under review")
    project.edit("ai: none", 'ai: none\nchanges: ["2026-11-07: the weight is 5 kg"]')
    project.commit("Correct the weight")
    sites["changed"] = publish(project, dt.date(2026, 11, 23), "changed")
    approve(project, dt.date(2026, 11, 8))
    sites["again"] = publish(project, dt.date(2026, 11, 23), "again")
    return Story(project, sites, said, found)


def submitted(folder: Path) -> Reviewed:
    """Return a project whose history begins with an article that nobody reviews yet."""
    project = reviewed(folder)
    shutil.rmtree(project.root / ".git")
    furnish(project)
    shutil.rmtree(project.root / "docs/editorial/approvals", ignore_errors=True)
    project.edit("site_dir: site", "site_dir: site\nsite_url: https://widgets.example/", "mkdocs.yml")
    project.edit("status: under review\nreviewers: [cd, ef]\n", "status: submitted\n")
    project.write("references.bib", project.read("references.bib").replace("2026-11-23", "2026-01-02"))
    project.write(".gitignore", "site\n.cache\n")
    project.day = dt.date(2026, 11, 2)
    project.git("init", "-q")
    project.commit("Begin")
    return project


def in_review(project: Reviewed) -> None:
    """Assign the article, ask for changes, and make them."""
    project.day = dt.date(2026, 11, 3)
    project.edit("status: submitted\n", "status: under review\nreviewers: [cd, ef]\n")
    project.commit("Assign")
    project.day = dt.date(2026, 11, 4)
    named: list[str | Path] = [
        project.root / ARTICLE,
        "--as",
        "cd",
        "--key",
        project.key("cd"),
        "--comment",
        "weigh it again",
    ]
    assert project.run("request-changes", *named).exit_code == 0
    project.commit("Ask for changes")
    project.day = dt.date(2026, 11, 5)
    project.edit("The widget weighs 3 kg", "The widget weighs 4 kg")
    project.commit("Weigh it again")


def approve(project: Reviewed, day: dt.date) -> None:
    """Sign off as both members on a day, and write the status."""
    project.day = day
    for handle in ("cd", "ef"):
        done = project.approve(handle)
        assert done.exit_code == 0, done.output
    project.commit("Sign off")
    project.status("approved")
    project.commit("Approve")
    assert project.check() == []


def test_approved_page(story: Story) -> None:
    """The page shows status, names and days, to machines as well; the board and the first page name the article."""
    site = story.sites["approved"]
    page = words(site)
    assert "Status: Approved" in page
    assert "Reviewed by C. D., PharmD , E. F., PharmD" in page
    assert "Last reviewed 6 November 2026" in page
    text = (site / PAGE / "index.html").read_text("utf-8")
    data = json.loads(re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', text)[0])
    assert data["lastReviewed"] == "2026-11-06"
    assert [person["name"] for person in data["reviewedBy"]] == ["C. D.", "E. F."]
    assert "Widgets" in words(site, "editorial/board/cd/index.html")
    assert "Approved articles What is a widget? 6 November 2026" in words(site, "index.html")


def test_changed_byte_is_refused(story: Story) -> None:
    """A changed byte ends the approval, names the claim, and `changes` lists it."""
    assert "claim changed since `cd` signed on 2026-11-06" in story.said
    (change,) = story.changes["changes"]
    assert (change["kind"], change["done"]) == ("claim", "changed")
    assert ("4 kg" in change["old"], "5 kg" in change["new"]) == (True, True)


def test_page_under_review_again(story: Story) -> None:
    """The page lists what changed since the approval; it names who is to review it, and no review to machines."""
    page = words(story.sites["changed"])
    assert "the approval of 6 November 2026 no longer holds; assigned to C. D., PharmD , E. F., PharmD ." in page
    assert "No completed review of its text against its sources is in force." in page
    assert "What changed since 6 November 2026" in page
    assert "Claim changed before: The widget weighs 4 kg" in page
    assert "Not yet reviewed" in page
    text = (story.sites["changed"] / PAGE / "index.html").read_text("utf-8")
    assert "reviewedBy" not in text
    assert 'href="../../editorial/board/cd/">C. D., PharmD</a>' in text


def test_history_is_whole(story: Story) -> None:
    """The history tells every step in order, with days and names of members; nobody who committed is named."""
    assert history(story.sites["again"]) == [
        "5 January 2026 Submitted",
        "3 November 2026 Assigned to C. D., PharmD",
        "3 November 2026 Assigned to E. F., PharmD",
        "3 November 2026 Review began",
        "4 November 2026 Changes requested by C. D., PharmD: weigh it again",
        "5 November 2026 Edited",
        "6 November 2026 Signed off by C. D., PharmD: another text than today's",
        "6 November 2026 Approved by C. D., PharmD and E. F., PharmD: another text than today's",
        "7 November 2026 Review began",
        "7 November 2026 Changed: the weight is 5 kg",
        "8 November 2026 Signed off by C. D., PharmD",
        "8 November 2026 Approved again by C. D., PharmD and E. F., PharmD",
    ]
    assert "NAME@widgets" not in (story.sites["again"] / PAGE / "index.html").read_text("utf-8")


def test_overdue_page(story: Story) -> None:
    """After the day of the next review the badge is gone, and the page says since when."""
    page = words(story.sites["overdue"])
    assert "Status: Approved" not in page
    assert "since 1 January 2028" in page
    assert history(story.sites["overdue"])[-1] == "1 January 2028 Review overdue"


def test_feeds(story: Story) -> None:
    """Approvals and corrections are told in feeds of their own; a feed of nothing is a feed."""
    found = {
        (chapter, name): [e[0].text for e in ET.parse(site / "feeds" / f"{name}.xml").getroot().iter(ENTRY)]  # noqa: S314
        for chapter, site in story.sites.items()
        for name in ("approvals", "corrections")
    }
    assert found["approved", "approvals"] == ["[Approved] What is a widget?"]
    assert found["approved", "corrections"] == found["changed", "approvals"] == found["overdue", "approvals"] == []
    assert found["again", "corrections"] == ["[Changed] What is a widget?"]
    text = (story.sites["again"] / "feeds" / "approvals.xml").read_text("utf-8")
    assert "Signed off by C. D., PharmD and E. F., PharmD." in text


def test_without_history(story: Story, tmp_path: Path) -> None:
    """A tarball and a shallow clone say what is not known, and tell nothing that they cannot know."""
    root = story.project.root
    shutil.copytree(root, tmp_path / "tar", ignore=shutil.ignore_patterns(".git"))
    assert (
        gitlog.read(tmp_path / "tar", "docs/articles").problem == "this page was built from a copy without its history"
    )
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{root}", str(tmp_path / "flat")], check=True)
    flat = gitlog.read(tmp_path / "flat", "docs/articles")
    assert (flat.begins, dict(flat.touches)) == (dt.date(2026, 11, 8), {})


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("chapter", ["approved", "overdue", "changed"])
def test_axe_finds_nothing(
    story: Story, chapter: str, size: tuple[int, int], open_address: Callable[..., Page], tmp_path: Path
) -> None:
    """axe-core finds no violation with the history unfolded, and nothing scrolls sideways."""
    with served(story.sites[chapter]) as address:
        page = open_address(address + PAGE, size)
        page.locator("#history > summary").click()
        page.screenshot(path=tmp_path / f"{chapter}-{size[0]}.png", full_page=True)
        assert violations(page) == []
        assert page.evaluate(SIDEWAYS) == 0
