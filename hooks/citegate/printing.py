"""Print a page of the built site as PDF with a Chromium that runs here, offline and without a shell."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from citegate import atomic
from citegate.errors import ConfigurationError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
VARIABLE = "CITEGATE_CHROMIUM"
SECONDS = 120.0
"""How long the browser may take."""
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


def browser() -> str:
    """Return the path of a Chromium: what `CITEGATE_CHROMIUM` names, else one on the PATH.

    Raises:
        ConfigurationError: there is none.

    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        found = shutil.which(chosen)
        if not found:
            raise ConfigurationError(f"{VARIABLE} names {chosen}, which is no program; correct it or unset it")
        return found
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise ConfigurationError(f"a PDF needs Chromium, and none is on the PATH; install it or name it in {VARIABLE}")


def print_page(page: Path, target: Path, *, seconds: float = SECONDS) -> None:
    """Write a built page as PDF. What was there before is replaced only when the new file is whole.

    Raises:
        ConfigurationError: there is no browser, or it fails or takes longer than `seconds`.
        OSError: the page cannot be read or the target cannot be written.

    """
    program = browser()
    html = printable(page.read_text(encoding="utf-8"), page)
    with tempfile.TemporaryDirectory(prefix="citegate-pdf-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(html, encoding="utf-8")
        said = _run([program, *_options(folder), f"--print-to-pdf={made}", source.as_uri()], seconds)
        if not made.is_file() or not made.read_bytes().startswith(b"%PDF-"):
            raise ConfigurationError(f"{program} printed no PDF: {said or 'it said nothing'}")
        atomic.write(target, made.read_bytes())


def printable(html: str, page: Path) -> str:
    """Return a page that can be printed from any folder.

    What it loads is named by its file; what it links to by the address that the site will have, which the page's
    canonical link says. Links within the page stay as they are.
    """
    tree = LexborHTMLParser(html)
    canonical = tree.css_first('link[rel="canonical"]')
    base = (canonical.attributes.get("href") or "") if canonical else ""
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if href.startswith("#") or urlsplit(href).scheme:
            continue
        if base:
            node.attrs["href"] = urljoin(base, href)
        else:
            del node.attrs["href"]
    for name in ("href", "src"):
        for node in tree.css(f"link[{name}], script[{name}], img[{name}]"):
            address = urlsplit(node.attributes.get(name) or "")
            if not address.scheme and not address.netloc and address.path:
                node.attrs[name] = (page.parent / unquote(address.path)).resolve().as_uri()
    return tree.html or ""


def _options(folder: str) -> list[str]:
    """Return the browser's options; root has no user namespace to put a sandbox into."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*_OPTIONS, f"--user-data-dir={Path(folder, 'profile')}", *(["--no-sandbox"] if root else [])]


def _run(command: list[str], seconds: float) -> str:
    """Run a program to its end and return the last line that it said; what takes too long ends with its children."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell; the program is the user's choice
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise ConfigurationError(f"{command[0]} does not start: {error.strerror}") from error
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise ConfigurationError(f"{command[0]} took longer than {seconds:g} seconds and was ended") from None
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    if process.returncode:
        raise ConfigurationError(f"{command[0]} failed: {lines[-1] if lines else f'exit status {process.returncode}'}")
    return lines[-1] if lines else ""
