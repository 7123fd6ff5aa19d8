"""Print the path of a Chromium that runs, installing one where there is none.

In this order: `CITEGATE_CHROMIUM`; `chromium` on the PATH; Debian's package, where this runs as root beside apt-get;
Playwright's own. Progress goes to stderr. Where no browser can be had, one line says so and the exit status is 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PLAYWRIGHT_PATH = (
    "from playwright.sync_api import sync_playwright\nwith sync_playwright() as p: print(p.chromium.executable_path)\n"
)
SECONDS_TO_INSTALL = 900


def run(command: Sequence[str], seconds: float) -> str | None:
    """Return what a command prints, or None where it cannot start, fails or takes too long."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(  # noqa: S603 - commands are written in this file; a browser's path is the user's choice
            command, capture_output=True, text=True, check=True, timeout=seconds, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def starts(browser: str) -> bool:
    """Return whether a browser starts: one that was downloaded without its system libraries does not."""
    return bool(browser) and run([browser, "--version"], seconds=60) is not None


def find() -> Path | None:
    """Return the Chromium to use: the one that `CITEGATE_CHROMIUM` names, the system's, or Playwright's; else None."""
    if chosen := os.environ.get("CITEGATE_CHROMIUM"):
        return Path(chosen) if starts(chosen) else None
    system = shutil.which("chromium") or ""
    if starts(system):
        return Path(system)
    playwrights = run([sys.executable, "-c", PLAYWRIGHT_PATH], seconds=60) or ""
    return Path(playwrights) if starts(playwrights) else None


def install_commands() -> Iterator[Sequence[Sequence[str]]]:
    """Yield each way to install a browser here, as commands to run one after another."""
    root_with_apt = os.geteuid() == 0 and shutil.which("apt-get")
    if root_with_apt:
        yield (
            ("apt-get", "update"),
            ("apt-get", "install", "-y", "--no-install-recommends", "chromium"),
        )
    with_deps = ("--with-deps",) if root_with_apt else ()
    yield ((sys.executable, "-m", "playwright", "install", *with_deps, "chromium"),)


def install(say: Callable[[str], object]) -> Path | None:
    """Try each way to install a browser until one that starts is found; None where every way fails."""
    for commands in install_commands():
        for command in commands:
            say(f"Installing a browser for the tests: {' '.join(command)}")
            run(command, seconds=SECONDS_TO_INSTALL)
        if found := find():
            return found
    return None


def main() -> str | None:
    """Print the path of a browser; return one line for stderr where there is none."""
    found = find()
    chosen = os.environ.get("CITEGATE_CHROMIUM")
    if chosen and not found:
        return f"citegate: CITEGATE_CHROMIUM names {chosen}, which does not start; correct it or unset it"
    found = found or install(lambda line: print(line, file=sys.stderr, flush=True))
    if not found:
        return (
            "citegate: the tests need Chromium and none could be installed; "
            "install it, or set CITEGATE_CHROMIUM to its path, then run make test again"
        )
    print(found)
    return None


if __name__ == "__main__":
    sys.exit(main())
