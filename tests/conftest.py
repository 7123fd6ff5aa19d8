"""What many tests share: the project's root, a browser, and the real site, built once per run and served."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import runpy
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# The same examples in every run, so that a change fails for what it changed; `make fuzz` looks for new ones.
settings.register_profile("suite", derandomize=True, database=None, deadline=None)
settings.load_profile("suite")


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and keeps the test's output clean."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium to test with; a failure, not a skip, where there is none."""
    found: Path | None = runpy.run_path(str(ROOT / "scripts" / "browser.py"))["find"]()
    if not found:
        pytest.fail("no Chromium was found: run make test, or set CITEGATE_CHROMIUM to its path", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: Path) -> dict[str, Any]:
    """Let pytest-playwright's `browser` and `page` start that Chromium, also as root."""
    return {**browser_type_launch_args, "executable_path": str(chromium), "args": list(CHROMIUM_ARGUMENTS)}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the real site, built once per run by whichever worker comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, log = shared / "site", shared / "site-build.log"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not log.exists():
            command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
            log.write_text(f"exit status {done.returncode}\n{done.stdout}{done.stderr}", encoding="utf-8")
    said = log.read_text(encoding="utf-8")
    if not said.startswith("exit status 0\n"):
        pytest.fail(f"mkdocs build: {said}", pytrace=False)
    return folder


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine only; yield its address, which ends in a slash."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The address of the real site, served on this machine only; it ends in a slash."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def widgets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one article whose sources are new, old, superseded and retracted, with a repository."""
    if TYPE_CHECKING:
        from tests import builds
    else:
        import builds

    project = builds.copy_project(tmp_path_factory.mktemp("widgets") / "project", "widget-weights.md")
    for article in (project / "docs" / "articles").glob("*.md"):
        if article.stem != "widget-weights":
            article.unlink()
    builds.add(project / "references.bib", (builds.FIXTURES.parent / "widgets.bib").read_text(encoding="utf-8"))
    passages = ["nothing of the kind was said", "the small one came to 3 kg", "a third passage"]
    quoted = "widget-2024:\n  p. 2:\n" + "".join(f"    - {passage}\n" for passage in passages)
    builds.add(project / "docs" / "editorial" / "quotations.yml", quoted)
    builds.edit(
        project / "mkdocs.yml", "site_dir: site", "site_dir: site\nrepo_url: https://github.com/example/articles"
    )
    with served(builds.build_well(project)) as address:
        yield address


@pytest.fixture
def open_address(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page by its address; at the end, hold that no script failed."""
    contexts, errors = [], []

    def opened(address: str, size: tuple[int, int] = (1280, 900), **options: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
