"""A site whose pages are files, `a.html` instead of `a/index.html`, as hosts without directory indexes need it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from citegate.bench.site import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds


def test_pages_as_files(tmp_path: Path) -> None:
    """With `use_directory_urls: false` the site is published, every link of it leads somewhere, and it is verified."""
    project = tmp_path / "project"
    write(project, 3, builds.ROOT)
    builds.add(project / "mkdocs.yml", "\nuse_directory_urls: false\n")
    site = builds.build_well(project)
    articles = sorted((site / "articles").rglob("article-*.html"))
    assert len(articles) == 3
    for article in articles:
        assert (article.with_suffix("") / "claims.json").is_file()
        assert f'href="{article.stem}/references.bib"' in article.read_text("utf-8")
    command = [sys.executable, "-c", "from citegate.cli import main; main()", "verify-site", str(site)]
    done = subprocess.run(command, cwd=project, env=builds.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
