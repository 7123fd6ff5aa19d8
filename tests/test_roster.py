"""The roster and what may follow what: who is a member, who is an author, which change of status is legal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from citegate import structured
from citegate.neighbours import Neighbours, slug
from citegate.roster import Member, is_author, member
from citegate.sshkeys import SigningKey
from citegate.transitions import base, legal, new_notes
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from tests.workbench import FRONT, Bench
else:
    from workbench import FRONT, Bench

PAGE = """---
handle: cd
name: C. D.
credentials: PharmD
interests: none
roles: [editor, reviewer]
active:
  from: 2026-01-01
  to: 2026-06-30
keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGRMR38H462L4ZAaoHe6oKEggc5ki3AD3znZAfb06dW8 cd"]
---

# C. D.
"""


def day(text: str) -> dt.date:
    """Return a day."""
    return dt.date.fromisoformat(text)


def test_page_makes_a_member() -> None:
    """A sound page under the name of its handle is a member with all that it says."""
    found = member("cd", PAGE)
    assert found
    assert (found.name, found.credentials, found.interests, found.keys) == (
        "C. D.",
        "PharmD",
        "none",
        (SigningKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGRMR38H462L4ZAaoHe6oKEggc5ki3AD3znZAfb06dW8", "cd"),),
    )
    assert found.active(day("2026-06-30"), day("2026-12-01"))
    assert not found.active(day("2026-07-01"), day("2026-12-01"))
    assert not found.active(day("2025-01-01"), day("2025-12-31"))


@pytest.mark.parametrize(
    ("stem", "page"),
    [
        ("ab", PAGE),
        ("cd", PAGE.replace("handle: cd\n", "")),
        ("cd", PAGE.replace("active:\n  from: 2026-01-01\n  to: 2026-06-30\n", "")),
        ("cd", PAGE.replace("interests", "intrests")),
        ("cd", "# C. D.\n"),
        ("cd", ""),
    ],
)
def test_page_that_is_not_sound_makes_none(stem: str, page: str) -> None:
    """Another file name, a missing or misspelled key, or no front matter: nobody may review by such a page."""
    assert member(stem, page) is None


@pytest.mark.parametrize(
    ("name", "author", "same"),
    [
        ("Anna Baker", "Anna Baker, PharmD", True),
        ("Anna Baker", "A. Baker, PharmD", True),
        ("A. M. Baker", "Anna Baker (PharmD)", True),
        ("Anna Bäker", "anna baker", True),
        ("Anna Baker", "Berta Baker, PharmD", False),
        ("Anna Baker", "Anna Becker, PharmD", False),
        ("Anna Baker", "Baker, PharmD", False),
        ("C. D.", "C. D., MD", True),
        ("C. D.", "E. D., MD", False),
        ("C. D.", "", False),
    ],
)
def test_author_is_recognised(name: str, author: str, same: bool) -> None:  # noqa: FBT001
    """Initials, accents and case do not hide an author; another first or last name is another person."""
    assert is_author(Member("x", name), [author]) is same


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        ("submitted", "approved", False),
        (None, "approved", False),
        ("nonsense", "approved", False),
        ("under review", "approved", True),
        ("submitted", "under review", True),
        ("approved", "submitted", True),
        ("approved", "under review", True),
        (None, "under review", True),
    ],
)
def test_status(old: str | None, new: str, allowed: bool) -> None:  # noqa: FBT001
    """Only a review leads to approval, and every status may go back."""
    assert legal(old, new) is allowed


def test_white_space_is_no_change_and_old_notes_are_no_news() -> None:
    """Line breaks do not make another text; an old, an earlier or an undated note explains none."""
    before = base(f"{FRONT}The widget\nis blue.\n".replace("ai: none", 'ai: none\nchanges: ["2026-11-02: a"]'))
    assert before.text == base(f"{FRONT}The   widget is\nblue.\n").text
    assert before.text != base(f"{FRONT}The widget is red.\n").text
    notes = ("2026-11-02: a", "2026-11-01: older", "no day", "2026-11-03: colour corrected")
    assert list(new_notes(before, notes)) == ["2026-11-03: colour corrected"]


def test_neighbours_are_read_when_asked_for() -> None:
    """Asking whether an article exists reads none; asking for it reads that one, once."""
    read: list[str] = []

    def source(name: str) -> str:
        read.append(name)
        return FRONT.replace("ai: none", "ai: none\ntags: [Steel]") + "Blue [see @beta, p. 4; @gamma].\n"

    near = Neighbours(lambda: {name: lambda name=name: source(name) for name in ("a", "b")})  # type: ignore[misc]
    assert ("a" in near, "c" in near, read) == (True, False, [])
    assert (near["a"].topics, near["a"].keys) == (frozenset({"steel"}), frozenset({"beta", "gamma"}))
    assert near["a"].shares(near["b"])
    assert read == ["a", "b"]
    assert slug("docs/articles/steel/parts.md") == "steel/parts"


def test_review_in_structured_data_of_an_approved_article() -> None:
    """Where an article is approved, structured data may name its reviewers of the roster, and nobody else."""
    front = FRONT.replace("status: submitted", "status: approved\nreviewers: [cd]")
    article = Bench().project.parser.parse(front + "The widget is blue [@beta].\n", "a.md")
    roster = {"cd": Member("cd", "C. D.")}
    data = {"@type": "MedicalWebPage", "reviewedBy": [{"name": "C. D., PharmD"}, "E. F."], "lastReviewed": "2026-11-02"}
    seen = WrittenPage("site/a/index.html", "<p>C. D., PharmD, E. F., 2 November 2026</p>").seen
    said = [what for _, what in structured.problems(data, article, roster, seen)]
    assert said == ["`reviewedBy` names E. F., who is no reviewer of the article"]


@pytest.mark.parametrize(
    "data", [None, 3, "x", [], [[]], {"@graph": 3}, {"@type": 3}, {"@type": "Article", "author": [[]]}]
)
def test_odd_structured_data_raise_nothing(data: object) -> None:
    """Whatever JSON holds, it is compared without an error."""
    article = Bench().project.parser.parse(FRONT + "The widget is blue [@beta].\n", "a.md")
    seen = WrittenPage("site/a/index.html", "").seen
    assert isinstance(list(structured.problems(data, article, {}, seen)), list)
