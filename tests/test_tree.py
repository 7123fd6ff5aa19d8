"""Which files below the documents are copied to the site: real folders, real builds, real files of every odd kind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from citegate.rules.se06_unsafe_file import allowed
from citegate.tree import Entry, Tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds

IMAGES = {
    "a.png": b"\x89PNG\r\n\x1a\n",
    "a.jpg": b"\xff\xd8\xff\xe0",
    "a.jpeg": b"\xff\xd8\xff\xdb",
    "a.gif": b"GIF89a",
    "a.webp": b"RIFF\x00\x01\x02\x03WEBPVP8 ",
    "a.avif": b"\x00\x00\x00\x1cftypavif",
}
UNSAFE = [
    f"{stem}.md"
    for stem in ["a b", "-a", "a'", 'a"', "<a>", "a&b", "a?", "a#", "a%20", "a:", "a\\b", "a\n", "NUL", "com1"]
]
UNSAFE += ["a./b.md", "a\u202eb.md", "gro\u0308\u00dfe.md", "\u0440aypal.md", "x" * 300 + ".md"]


@pytest.mark.parametrize("name", IMAGES)
def test_images_are_told_by_their_content(name: str) -> None:
    """An image of each kind passes; under another's name, or with markup for content, it does not."""
    assert allowed(Entry(name, size=20, head=IMAGES[name]))
    assert not allowed(Entry(name, size=20, head=b"<svg onload=alert(1)>"))
    other = next(head for key, head in IMAGES.items() if head[:3] != IMAGES[name][:3] and key != name)
    assert not allowed(Entry(name, size=20, head=other))


@pytest.mark.parametrize("name", ["größe.md", "a/b-c_d.e.md", "articles/CO2+.md", "assets/figures/x.md", "日本.md"])
def test_names_of_many_languages_pass(name: str) -> None:
    """Letters of every script, digits and a few marks make a safe name."""
    assert allowed(Entry(name))


@pytest.mark.parametrize("name", UNSAFE)
def test_names_that_mean_something_elsewhere_do_not(name: str) -> None:
    """Names with marks of HTML, addresses or systems, hidden or look-alike letters are refused."""
    assert not allowed(Entry(name))


def test_links_pipes_and_loops_are_seen_and_not_followed(tmp_path: Path) -> None:
    """A link to a file or folder outside, a loop and a pipe are entries of their own; nothing behind them is read."""
    outside, docs = tmp_path / "outside", tmp_path / "docs"
    outside.mkdir()
    docs.mkdir()
    (outside / "secret.md").write_text("secret", encoding="utf-8")
    (docs / "file.md").symlink_to(outside / "secret.md")
    (docs / "folder").symlink_to(outside)
    (docs / "loop").symlink_to(docs)
    os.mkfifo(docs / "pipe.md")
    (docs / ".hidden").mkdir()
    (docs / ".hidden" / "a.js").write_text("1", encoding="utf-8")
    found = {entry.path: entry.kind for entry in Tree(docs, "docs").entries}
    assert found == {"file.md": "link", "folder": "link", "loop": "link", "pipe.md": "other"}


def test_build_refuses_and_names_every_such_file(tmp_path: Path) -> None:
    """A build names each file that may not be copied, in one run, and leaves the published site alone."""
    project = builds.copy_project(tmp_path / "project", "in-order.md")
    docs = project / "docs"
    for name in ("evil.html", "evil.svg", "evil.js", 'x"><img src=x onerror=alert(1)>.md', "articles/In-Order.md"):
        (docs / name).write_text("<svg onload=alert(1)></svg>\n", encoding="utf-8")
    (docs / "assets" / "javascripts").mkdir()
    (docs / "assets" / "javascripts" / "bundle.js").write_text("alert(1)\n", encoding="utf-8")
    (docs / "out").symlink_to(tmp_path)
    before = builds.publish_something(project / "site")
    built = builds.build(project)
    assert built.status == 1
    assert "Traceback" not in built.output
    said = [line for line in built.output.splitlines() if ": SE06 " in line and line.startswith("docs/")]
    assert len(said) == 7, built.output
    assert all(":1:1: SE06 " in line for line in said)
    assert builds.digest(project / "site") == before
