"""What is made on all cores and kept: the same site as made anew, whatever is edited, and never one that is not so."""

from __future__ import annotations

import runpy
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from citegate.site import unchanged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests import builds
else:
    import builds

SHARED = """
import os
from citegate.errors import ConfigurationError
from citegate.site import forks

def die(number):
    return os._exit(9) if number == 50 else number

def left():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("nobody is left")
"""
CACHE: dict[str, Any] = runpy.run_path(str(builds.ROOT / "scripts" / "cache.py"))
COUNTED = """
import sys
from citegate.site import printer
sys.argv = ["mkdocs", "build", "-q"]
from mkdocs.__main__ import cli
known = printer.Printer._known
def counted(self, key):
    found = known(self, key)
    print("kept" if found else "printed")
    return found
printer.Printer._known = counted
cli()
"""
HOOK = """
def on_page_context(context, page, config, nav):
    context["citegate_seen"] = page.url

def on_post_page(output, page, config):
    with open("seen.txt", "a") as file:
        file.write(page.url + "\\n")
    return output.replace("</body>", "<!-- seen --></body>")
"""


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two copies of the project with some of its articles."""
    folder = tmp_path_factory.mktemp("copies")
    return CACHE["make"](folder / "kept"), CACHE["make"](folder / "anew")


def shared(script: str, processes: int) -> str:
    """Return what a script says that shares work: in a run of its own, since one with threads forks no worker."""
    done = subprocess.run(
        [sys.executable, "-c", SHARED + script],
        env=builds.environment(PYTHONPATH=str(builds.ROOT / "hooks"), CITEGATE_PROCESSES=str(processes)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_results_of_workers(processes: int) -> None:
    """Every job is done once, whatever the number of processes, and nothing of them is left."""
    said = shared("print(sorted(forks.each(lambda n: n * n, range(100, 200), 'counting')))\nleft()", processes)
    assert said == f"{[(number, (100 + number) ** 2) for number in range(100)]}\nnobody is left\n"


def test_worker_that_dies() -> None:
    """A worker that ends before its time is one error, at once, and the others are not left behind."""
    said = shared(
        "try:\n    list(forks.each(die, range(99), 'counting'))\nexcept ConfigurationError as e:\n    print(e)\nleft()",
        3,
    )
    assert said.startswith("a process ended before its time while counting")
    assert said.endswith("nobody is left\n")


def test_same_site_after_edits(copies: tuple[Path, Path]) -> None:
    """After random edits the site made with the store is the one made without it; `make cache` tries 200."""
    for name, _, differs in CACHE["steps"](*copies, 2, 7):
        assert differs == [], name


def test_nothing_is_printed_twice(copies: tuple[Path, Path]) -> None:
    """A build of what was built before prints no page, and a sentence more prints its page but not the others."""
    kept, _ = copies
    day = {"SOURCE_DATE_EPOCH": str(CACHE["FIRST_DAY"]), "XDG_CACHE_HOME": str(kept.parent / "cache")}

    def built() -> list[str]:
        environment = builds.environment(PYTHONPATH=str(kept / "hooks"), CITEGATE_PROCESSES="1", **day)
        done = subprocess.run(
            [sys.executable, "-c", COUNTED], cwd=kept, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    built()
    builds.add(kept / "docs" / "editorial" / "writing.md", "\nOne sentence more.\n")
    told = built()
    assert told.count("printed") == 1
    assert told.count("kept") > 100


def test_hook_of_somebody_else(copies: tuple[Path, Path]) -> None:
    """A hook that listens to the printing of pages hears of each one, and what it does to the page is published."""
    _, project = copies
    (project / "hooks" / "seen.py").write_text(HOOK, encoding="utf-8")
    builds.edit(project / "mkdocs.yml", "  - hooks/publish.py\n", "  - hooks/publish.py\n  - hooks/seen.py\n")
    site = builds.build_well(project, PYTHONPATH=str(project / "hooks"))
    pages = [page for page in builds.pages(site) if page.name != "404.html"]
    assert len((project / "seen.txt").read_text(encoding="utf-8").split("\n")) == len(pages) + 1
    assert all("<!-- seen --></body>" in page.read_text(encoding="utf-8") for page in pages)


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose site was just published, as far as the store knows."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CITEGATE_NO_CACHE", raising=False)
    root = tmp_path / "project"
    for name in ("docs/one.md", "docs/.overrides/main.html", "references.bib", "site/index.html", "site/a/b.html"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    unchanged.note(root, root / "site", unchanged.inputs(root, root / "site"))
    return root


def _same(root: Path) -> bool:
    site = root / "site"
    return unchanged.same(root, site, unchanged.inputs(root, site))


def test_site_that_is_up_to_date(published: Path) -> None:
    """A site stays where nothing was changed, and caches and what other builds left do not count."""
    assert _same(published)
    (published / ".cache").mkdir(exist_ok=True)
    (published / ".cache" / "x").write_text("x", encoding="utf-8")
    (published / ".site-building-1").mkdir()
    (published / ".site-building-1" / "x").write_text("x", encoding="utf-8")
    assert _same(published)


def _odd(root: Path) -> None:
    (root / "docs" / "__pycache__").mkdir()
    (root / "docs" / "__pycache__" / "a.png").write_bytes(b"a")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a source": lambda root: (root / "docs" / "one.md").write_text("two", encoding="utf-8"),
    "a template": lambda root: (root / "docs" / ".overrides" / "main.html").write_text("two", encoding="utf-8"),
    "a name": lambda root: (root / "references.bib").rename(root / "other.bib"),
    "a picture in an odd place": _odd,
    "a file more": lambda root: (root / "docs" / "two.md").write_text("", encoding="utf-8"),
    "a page": lambda root: (root / "site" / "a" / "b.html").write_text("two", encoding="utf-8"),
    "a page less": lambda root: (root / "site" / "a" / "b.html").unlink(),
    "a page more": lambda root: (root / "site" / "c.html").write_text("", encoding="utf-8"),
    "a folder that is a link": lambda root: (root / "linked").symlink_to(root / "docs"),
    "another store": lambda root: (root.parent / "cache" / "citegate" / "store.key").write_bytes(bytes(32)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_site_that_is_not(published: Path, change: Callable[[Path], object]) -> None:
    """A change of anything that a site is made of, or of the site itself, is seen."""
    change(published)
    assert not _same(published)


def test_day_and_settings_count(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another day, or a setting of the environment that pages depend on, asks for another build."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert not _same(published)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert _same(published)
    monkeypatch.setenv("CITEGATE_NO_CACHE", "1")
    assert not _same(published)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - bibtex:\n", "  - search\n  - bibtex:\n"),
        ("  - hooks/publish.py\n", "  - hooks/publish.py\n  - hooks/other.py\n"),
        ("bib_file: references.bib", "bib_file: ../references.bib"),
        ("site_name: Citegate", "site_name: !ENV NAME"),
        ("  - abbr\n", "  - abbr\n  - somebody.elses\n"),
    ],
    ids=["plugin", "hook", "outside", "environment", "extension"],
)
def test_build_that_may_read_anything(tmp_path: Path, old: str, new: str) -> None:
    """No site is held to be up to date whose build may rest on more than the files of its project."""
    text = (builds.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    assert unchanged.published(tmp_path) == tmp_path / "site"
    builds.edit(file, old, new)
    assert unchanged.published(tmp_path) is None
