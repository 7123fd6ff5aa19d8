"""`citegate summary` and `citegate seal`: what reviewers are shown of a change, and the site as one file."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from typing import TYPE_CHECKING

import pytest
from citegate.markup import LONGEST, foreign, link

if TYPE_CHECKING:
    from pathlib import Path

    from tests.review_project import ARTICLE, Reviewed, reviewed
    from tests.small_project import citegate
else:
    from review_project import ARTICLE, Reviewed, reviewed
    from small_project import citegate

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</code><script>alert(1)</script>",
    "a | b | c",
    "[click](https://evil.example) ![p](https://evil.example/p.png)",
    "@octocat #1 https://evil.example www.evil.example GH-1",
    "`code` **bold** ~~gone~~ $x$ :smile:",
    "two\nlines\r\n\n## Approved",
    "&lt;b&gt; &#60;",
    "\u202egnp.exe\u200b",
]
OTHER = "docs/articles/other.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    """A project whose change edits a source and spoils an article that has a hostile title."""
    made = reviewed(tmp_path_factory.mktemp("summary"))
    made.edit("{beta,", "{beta, note = {Seen},", "references.bib")
    made.edit("is red [@beta].", "weighs 9 kg. It is red [@beta].", OTHER)
    made.edit("title: Widgets", 'title: "<img src=x> | [a](https://evil.example) @octocat"', OTHER)
    return made


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_inert(text: str) -> None:
    """No mark of Markdown or HTML, no line end and no hidden character of foreign text is left as it was."""
    shown = foreign(text)
    inner = shown.removeprefix("<code>").removesuffix("</code>")
    assert re.fullmatch(r"(?:[^\W_]| |…|&#\d+;)*", inner), inner
    assert shown == f"<code>{inner}</code>"


def test_foreign_text_says_what_it_said() -> None:
    """A reader sees the very characters; only text that is too long is cut, and shows that it is."""
    from html import unescape

    assert unescape(foreign(HOSTILE[2])) == "<code>a | b | c</code>"
    assert len(unescape(foreign("x" * 999))) == LONGEST + len("<code></code>")
    assert foreign(" \n") == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.example/) <b>", "http://x.example/", "//x", ""])
def test_only_plain_addresses_are_linked(url: str) -> None:
    """A link leads to an https address without any mark of Markdown, or is no link."""
    assert link("open", url) == "open"
    assert link("open", "https://x.example/a/1") == "[open](https://x.example/a/1)"


def test_summary_of_a_change(project: Reviewed) -> None:
    """One row for each article touched: status, claims, findings, preview, who must review, and why."""
    said = project.run("summary", "--base", "main", "--preview", "https://x.example/run/1").stdout
    rows = [line for line in said.splitlines() if "articles&#47;" in line and line.count(" | ") == 6]
    assert len(rows) == 2
    assert re.search(r"\| 1 / 2 \| \d errors?, 0 warnings \| \[download\]\(https://x\.example/run/1\), <code>", rows[0])
    assert "| 3 / 3 |" in rows[1]
    assert "cd&#44; ef could" in rows[1]
    assert "its text changed&#59; the source beta changed" in rows[0]
    assert "## Citegate: not to be published" in said
    assert "How to fix " in said
    assert "| <code>beta</code> |" in said


def test_hostile_title_stays_in_its_cell(project: Reviewed) -> None:
    """Outside our own few tags and links there is no markup in the summary."""
    said = project.run("summary", "--base", "main").stdout
    assert set(re.findall(r"<[^>]*>", said)) == {"<code>", "</code>", "<br>"}
    assert "](" not in said
    assert "@" not in said


def test_summary_as_data(project: Reviewed) -> None:
    """The same as JSON, for other tools; an error does not change the exit status."""
    done = project.run("summary", "--base", "main", "--format", "json")
    data = json.loads(done.stdout)
    assert done.exit_code == 0
    assert [row["path"] for row in data["articles"]] == [OTHER, ARTICLE]
    assert [source["key"] for source in data["sources"]] == ["beta"]
    assert "CL01" in [finding["code"] for finding in data["findings"] if finding["path"] == OTHER]


def test_seal_is_the_same_for_the_same_pages(tmp_path: Path) -> None:
    """Times and order of writing do not count; one other byte, or a new name, gives another digest."""
    digests = []
    for number, names in enumerate(
        (("index.html", "a/b.html"), ("a/b.html", "index.html"), ("index.html", "a/c.html"))
    ):
        site = tmp_path / str(number)
        for name in names:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text("page", "utf-8")
        done = citegate("seal", site, "--output", tmp_path / f"{number}.tar")
        digests.append(done.stdout.strip().removeprefix("digest="))
        assert digests[-1] == hashlib.sha256((tmp_path / f"{number}.tar").read_bytes()).hexdigest()
    assert digests[0] == digests[1] != digests[2]
    with tarfile.open(tmp_path / "0.tar") as packed:
        assert packed.getnames() == ["./a", "./a/b.html", "./index.html"]


def test_seal_refuses_what_is_no_site(tmp_path: Path) -> None:
    """A folder without a first page, or with a link in it, is not sealed."""
    assert citegate("seal", tmp_path, "--output", tmp_path / "x.tar").exit_code == 2
    (tmp_path / "index.html").symlink_to("/etc/hostname")
    done = citegate("seal", tmp_path, "--output", tmp_path.parent / "x.tar")
    assert done.exit_code == 2
    assert "no regular file" in done.output
