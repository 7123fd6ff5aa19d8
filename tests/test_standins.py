"""What stands for the facts of a page differs where the facts do: else a page would stay as it was before an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citegate import reader
from citegate.described import described
from citegate.project import Project
from citegate.site.discovered import modules
from citegate.site.held import Articles
from citegate.site.makers import evidence
from citegate.site.page_facts import page_facts
from citegate.site.site import Site
from citegate.site.standins import Standins
from citegate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests import builds, small_project
else:
    import builds
    import small_project

OTHER = "docs/articles/gadgets.md"
SECRET = b"s" * 32
MEMBER = """\
---
name: Ada Able
credentials: PhD
affiliation: A Works
interests: none
roles: [professional]
from: 2026-01-01
---
"""


def _text(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: builds.edit(root / path, old, new)


def _member(root: Path) -> None:
    file = root / "docs" / "editorial" / "board" / "able.md"
    file.parent.mkdir(parents=True)
    file.write_text(MEMBER, encoding="utf-8")


def _records(root: Path) -> None:
    file = root / "docs" / "editorial" / "approvals" / "widgets.yml"
    file.parent.mkdir(parents=True)
    file.write_text("not a record\n", encoding="utf-8")


EDITS: dict[str, Callable[[Path], None]] = {
    "a sentence": _text(small_project.ARTICLE, "3 kg", "4 kg"),
    "a title": _text(small_project.ARTICLE, "title: Widgets", "title: Red widgets"),
    "the title of another article": _text(OTHER, "title: Widgets", "title: Gadgets"),
    "a topic of another article": _text(OTHER, "funding: none", "funding: none\ntags: [weight, size]"),
    "a use of a source elsewhere": _text(OTHER, "[@beta]", "[@beta; @alpha]"),
    "the year of a source": _text("references.bib", "year = {2016}", "year = {2015}"),
    "the policy": _text("pyproject.toml", "[tool.citegate]\n", "[tool.citegate]\nsource-age-years = 1\n"),
    "a notice": _text("docs/editorial/notices/pending-review.md", "review", "look"),
    "a member": _member,
    "records": _records,
}


def facts(root: Path, store: Store) -> dict[str, tuple[str, str]]:
    """Return by page what stands for its facts, and the facts."""
    project, articles = Project(root), Articles()
    files = list(project.pages())
    articles.hold(project, files, reader.read(project, files, store=store, extracts=True))
    outlines = articles.outlines
    keys = dict.fromkeys(key for outline in outlines.values() for key in outline.cited_keys)
    cited = described(keys, project.bibliography.works, project.standings)
    site = Site(project, outlines, cited, "Widgets", "https://citegate.example/", "", whole=articles, store=store)
    standins, found = Standins(site), {}
    for path, outline in outlines.items():
        whole = articles[path]
        told = [part.facts(site, whole) for part in modules("parts")]
        page = page_facts(whole, {}, project.notices, cited)
        found[path] = standins.article(outline), repr((page, told, project.notices))
    for item in evidence.make(site):
        if callable(item.facts):
            found[item.path] = standins.made(item), repr(item.facts())
    return found


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_differs_where_the_facts_do(
    edit: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit, a page whose facts are others has another stand-in, or none; unchanged, it has the same."""
    monkeypatch.setattr(reader, "FEW", 1)
    monkeypatch.setenv("CITEGATE_PROCESSES", "1")
    root = small_project.make(tmp_path / "project", "The widget weighs 3 kg [@alpha]. It is red [@beta].\n")
    (root / OTHER).write_text(f"{small_project.FRONT}The gadget weighs 7 kg [@beta].\n", encoding="utf-8")
    store = Store(tmp_path, 1, SECRET)
    before = facts(root, store)
    assert all(stands for stands, _ in before.values())
    assert facts(root, store) == before
    edit(root)
    after = facts(root, store)
    changed = [path for path in after if after[path][1] != before.get(path, ("", ""))[1]]
    assert all(not after[path][0] or after[path][0] != before.get(path, ("", ""))[0] for path in changed)
    assert changed or not after["articles/widgets.md"][0]
