"""Settings of MkDocs that a build honours: what is excluded, and where the site was published."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds


def test_excluded_drafts_are_not_written(tmp_path: Path) -> None:
    """An article that `mkdocs.yml` excludes is no page and in no file of the site, and does not stop the others."""
    project = builds.copy_project(tmp_path / "project", "in-order.md")
    builds.edit(project / "mkdocs.yml", "exclude_docs: |\n", "exclude_docs: |\n  in-order.md\n")
    site = builds.build_well(project)
    assert not (site / "articles" / "in-order").exists()
    written = [file for file in site.rglob("*") if file.suffix in (".html", ".json", ".xml", ".txt")]
    assert {site / name for name in ("claims.json", "llms.txt", "sitemap.xml", "search/index.html")} <= {*written}
    told = re.compile("in-order|A widget in order")
    assert not [file for file in written if told.search(file.read_text(encoding="utf-8"))]
    assert (site / builds.ARTICLE / "index.html").is_file()


def test_what_follows_a_build_finds_the_site(tmp_path: Path) -> None:
    """After a build MkDocs is told where the site was published: `gh-deploy` pushes that folder."""
    project = builds.copy_project(tmp_path / "project", "in-order.md")
    program = """
from mkdocs.commands.build import build
from mkdocs.config import load_config

config = load_config()
config.plugins.on_startup(command="gh-deploy", dirty=False)
build(config)
print(config.site_dir)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(project / "site")
    assert (project / "site" / "index.html").is_file()
