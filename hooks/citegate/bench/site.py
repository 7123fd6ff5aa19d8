"""Writes the synthetic site to disk, for Citegate and for the plain stack on the same words."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from citegate.bench.workshop import TOPICS, article, bibliography

if TYPE_CHECKING:
    from pathlib import Path

_LEAST = 200
_OWN = shutil.ignore_patterns("quotations.yml", "approvals")
"""What belongs to the project's own articles."""
_PLAIN = """\
site_name: Bench
site_url: https://example.org/
docs_dir: docs
site_dir: site
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins:
  - search
  - bibtex:
      bib_file: references.bib
markdown_extensions:
  - toc:
      permalink: true
  - tables
  - admonition
  - footnotes
  - attr_list
  - md_in_html
  - abbr
  - def_list
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""


def write(folder: Path, number: int, project: Path, seed: int = 1) -> None:
    """Write a project of `number` articles into a folder: theme, notices and policy are those of `project`."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(project / name, folder)
    shutil.copytree(project / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".overrides", ".snippets", "editorial"):
        if (project / "docs" / name).is_dir():
            shutil.copytree(project / "docs" / name, docs / name, ignore=_OWN)
    (docs / "index.md").write_text("---\ntitle: Bench\n---\n\n# Bench\n\nA synthetic site.\n", encoding="utf-8")
    _articles(folder, docs / "articles", number, seed)


def write_plain(folder: Path, number: int, seed: int = 1) -> None:
    """Write the same articles for Material and mkdocs-bibtex alone."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_PLAIN, encoding="utf-8")
    lists = {topic: [f"# {topic.capitalize()}", ""] for topic in TOPICS}
    for path, title in _articles(folder, docs, number, seed):
        topic, name = path.split("/")
        lists[topic].append(f"- [{title}]({name})")
    for topic, lines in lists.items():
        if (docs / topic).is_dir():
            (docs / topic / "index.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (docs / "index.md").write_text("# Bench\n", encoding="utf-8")


def _articles(folder: Path, below: Path, number: int, seed: int) -> list[tuple[str, str]]:
    entries = bibliography(max(_LEAST, number), seed)
    (folder / "references.bib").write_text("\n".join(entry.text for entry in entries), encoding="utf-8")
    written = []
    for count in range(number):
        path, text = article(count, entries, seed)
        (below / path).parent.mkdir(parents=True, exist_ok=True)
        (below / path).write_text(text, encoding="utf-8")
        title = re.search(r"^title: (.+)$", text, re.MULTILINE)
        written.append((path, title[1] if title else path))
    return written
