"""Build the hostile cases with refusals lowered and drive each page in a browser: what runs, asks or leads away?"""

from __future__ import annotations

import contextlib
import functools
import http.server
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Browser, Dialog, Page, Request

    from tests import builds

    from .payloads import Case
else:
    import builds

HERE = Path(__file__).parent
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000500017a5eab3f0000000049454e44ae426082"
)
HOOKS = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'open', 'print', 'msgbox'])
  window[name] = (...given) => { ran.push(name + '(' + given.join() + ')'); return null; };
addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a[href], area[href]');
  if (link && /^(https?|mailto):/.test(link.protocol) && link.getAttribute('href')[0] !== '#') event.preventDefault();
  if (event.target.closest && event.target.closest('form [type=submit], form button')) event.preventDefault();
}, true);
"""
"""Links that people may follow are not followed; whatever else a click does is left to do it."""
TOUCH = """() => {
  const touch = async () => {
  const wait = time => new Promise(done => setTimeout(done, time));
  await wait(20);
  const nodes = [...document.querySelectorAll('article *, .md-nav--secondary *, header a, title')];
  for (const node of nodes) {
    for (const kind of ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'pointerdown', 'mousedown', 'mouseup'])
      node.dispatchEvent(new MouseEvent(kind, {bubbles: kind !== 'mouseenter', cancelable: true}));
    if (node.focus) node.focus({preventScroll: true});
    if (node.click) node.click();
    node.dispatchEvent(new Event('animationstart', {bubbles: true}));
    node.dispatchEvent(new Event('toggle'));
  }
  await wait(20);
  return [ran, nodes.length];
  };
  if (!window.touching) window.touching = touch().then(result => { window.touched = result; });
  return window.touched;
}"""
"""Asked again and again until it answers: an answer that is waited for never comes where the page leads elsewhere."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site whose files never change, so that the browser asks for each of them once."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def end_headers(self) -> None:
        """Let the browser keep every file."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site on this machine only; yield its address, which ends in a slash."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass
class Seen:
    """What the browser did on pages beside showing them, by address below the site, in words."""

    pages: int = 0
    nodes: int = 0
    events: dict[str, list[str]] = field(default_factory=dict)


def build(folder: Path, cases: Sequence[Case]) -> Path:
    """Build a site of these cases with refusals lowered; return its folder."""
    project = builds.copy_project(folder / "project")
    articles = project / "docs" / "articles"
    for file in articles.glob("*.md"):
        file.unlink()
    (project / "docs" / "assets" / "figures" / "x.png").write_bytes(PIXEL)
    for case in cases:
        (articles / f"{case.name}.md").write_text(case.text, encoding="utf-8")
    builds.add(project / "references.bib", "\n" + "".join(case.entry for case in cases))
    command = [sys.executable, str(HERE / "lowered.py"), "build", "-q", "-d", str(folder / "site")]
    done = subprocess.run(
        command, cwd=project, env=builds.environment(), capture_output=True, text=True, check=False, timeout=1800
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return folder / "site"


def drive(browser: Browser, address: str, cases: Iterable[Case], others: Iterable[str] = ()) -> Seen:
    """Open pages without the site's own policy, hover, focus and click everything on them; return what happened.

    The pages are those of the cases, and others by their address below the site.
    """
    seen = Seen()
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(HOOKS)
    page, events = _page(context.new_page(), address)
    for name in (*(case.page for case in cases), *others):
        events.clear()
        here = f"{address}{name}"
        answer = page.goto(here, wait_until="load")
        assert answer
        assert answer.ok, here
        ran, nodes = _touched(page, here)
        events += ran
        seen.pages += 1
        seen.nodes += nodes
        if events:
            seen.events[name] = list(dict.fromkeys(events))
            page.close()
            page, events = _page(context.new_page(), address)
    context.close()
    return seen


def _page(page: Page, address: str) -> tuple[Page, list[str]]:
    events: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            events.append(f"request {request.url[:80]}")

    def said(dialog: Dialog) -> None:
        events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def opened(popup: Page) -> None:
        events.append(f"popup {popup.url[:80]}")
        popup.close()

    page.set_default_timeout(15000)
    page.on("request", asked)
    page.on("dialog", said)
    page.on("popup", opened)
    return page, events


def _touched(page: Page, here: str) -> tuple[list[str], int]:
    """Return what ran on a page when everything on it was touched and where it led, and how much was touched."""
    from playwright.sync_api import Error

    try:
        ran, nodes = page.wait_for_function(TOUCH, polling=20).json_value()
    except Error as error:
        ran, nodes = [f"left: {str(error).splitlines()[0][:80]}"], 0
    if page.url.partition("#")[0] != here:
        ran.append(f"navigation to {page.url[:80]}")
    return ran, nodes
