"""What a site shows of reviews: who signed, what is overdue, the board; and the proof of its pages."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
    from tests.review_project import ARTICLE, Reviewed, approved, environment, furnish
else:
    import builds
    from review_project import ARTICLE, Reviewed, approved, environment, furnish


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    """A project with an approved article, built as a site."""
    project = approved(tmp_path_factory.mktemp("site"))
    furnish(project)
    project.member("ef", "E. F.", more="  to: 2027-02-01\norcid: 0000-0002-1825-0097\naffiliation: Widgets & Co\n")
    builds.build_well(project.root, SOURCE_DATE_EPOCH=environment(project.day)["SOURCE_DATE_EPOCH"])
    return project


def page(project: Reviewed, path: str, folder: str = "site") -> str:
    """Return the words of a page."""
    html = (project.root / folder / path / "index.html").read_text("utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_approved_page_names_who_signed(site: Reviewed) -> None:
    """The page of an approved article says so, with names and the day, and carries no notice of a pending review."""
    words = page(site, "articles/widgets")
    assert "Status: Approved" in words
    assert "C. D., PharmD , E. F., PharmD" in words
    assert "Last reviewed 23 November 2026" in words
    assert "pending human review" not in words


def test_board_lists_members(site: Reviewed) -> None:
    """The board names members and leads to their pages, which show interests, keys and articles, escaped."""
    assert "C. D." in page(site, "editorial/board")
    words = page(site, "editorial/board/ef")
    assert "Affiliation Widgets &amp; Co" in words
    assert "to 1 February 2027" in words
    assert "SHA256:" in words
    assert "Articles signed off Widgets" in words


def test_shipped_board_is_empty(root: Path) -> None:
    """The project ships no member, no approval and no approved article, and says so on the board's page."""
    assert [file.name for file in (root / "docs/editorial/board").iterdir()] == ["index.md"]
    assert not (root / "docs/editorial/approvals").exists()
    assert not [f for f in (root / "docs/articles").rglob("*.md") if "\nstatus: approved" in f.read_text("utf-8")]


def test_site_is_proved(site: Reviewed) -> None:
    """`verify` names, for each claim of the built page, who signed it; as JSON with statement and key."""
    done = site.run("verify", "https://widgets.example/articles/widgets/")
    assert done.exit_code == 0, done.output
    assert "covered by cd, ef: The widget weighs 3 kg." in done.output
    data = json.loads(site.run("verify", "--format", "json").output)
    (article,) = [each for each in data["articles"] if each["path"] == ARTICLE]
    assert [claim["state"] for claim in article["claims"]] == ["covered"] * 3
    assert [signoff["reviewer"] for signoff in article["signoffs"]] == ["cd", "ef"]
    assert all(signoff["key"].startswith("SHA256:") for signoff in article["signoffs"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weighs 3", "weighs 9", "is not in the repository as the page has it"),
        ('class="cg-claim" id="c-d670747d"', "", "`c-d670747d` is not on the page"),
    ],
)
def test_changed_page_is_found(site: Reviewed, tmp_path: Path, old: str, new: str, said: str) -> None:
    """A claim that was changed on the published page, or taken from it, is named, and the exit status is 1."""
    folder = shutil.copytree(site.root / "site", tmp_path / "changed")
    builds.edit(folder / "articles/widgets/index.html", old, new)
    done = site.run("verify", folder)
    assert done.exit_code == 1
    assert said in done.output


def test_page_that_claims_an_approval_is_found(site: Reviewed, tmp_path: Path) -> None:
    """A page that says approved, and a page that the repository does not have, are named."""
    folder = shutil.copytree(site.root / "site", tmp_path / "changed")
    other = folder / "articles/other/index.html"
    builds.edit(other, "Status: Submitted", "Status: Approved")
    shutil.copytree(folder / "articles/other", folder / "articles/stranger")
    done = site.run("verify", folder)
    assert "the page says “Status: Approved”, and no valid sign-offs bear that out" in done.output
    assert "articles/stranger/: has claims, and is no article of this repository" in done.output


def test_overdue_page_loses_the_badge(site: Reviewed) -> None:
    """After the day of the next review the site is built, and the page says since when the review is overdue."""
    builds.build_well(site.root, "-d", "late", SOURCE_DATE_EPOCH=environment(dt.date(2028, 1, 2))["SOURCE_DATE_EPOCH"])
    words = page(site, "articles/widgets", "late")
    assert "Status: Under review" in words
    assert "review overdue since 1 January 2028" in words
    assert "pending human review" in words
    assert "The review of 23 November 2026 has run out" in words
    assert "Status: Approved" not in words
