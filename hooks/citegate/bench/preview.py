"""How long an editor waits in `make serve` for a page that was edited, and for one whose source was changed."""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from citegate.bench.measure import BenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

EDITS = 5
_BUILT = b"Documentation built"
LONGEST = 600.0
"""Seconds after which nothing more is waited for."""
_TITLE = re.compile(r"@article\{(?P<key>[^,]+),.*?title = \{(?P<title>[^}]*)\}", re.DOTALL)


def waits(root: Path, changes: Mapping[str, str], edits: int = EDITS) -> dict[str, float]:
    """Return seconds on the clock: until the preview serves, and medians until a page and the whole site are new.

    Raises:
        BenchError: the preview ends, or something is not served in ten minutes.

    """
    with _served(root, changes) as (served, started):
        articles = sorted((root / "docs" / "articles").rglob("*.md"))
        edited = [_edit(article, root, served, number) for number, article in enumerate(articles[:edits])]
        return {
            "start": round(started, 2),
            "edited page": round(statistics.median(shown for shown, _ in edited), 2),
            "whole site": round(statistics.median(whole for _, whole in edited), 2),
            "changed source": round(_source(root, articles, served.address), 2),
        }


class Served(NamedTuple):
    """A preview: its address, the file in which it says what it does, and its process."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def says(self, words: bytes) -> int:
        """Return how often the preview said some words."""
        return self.log.read_bytes().count(words)

    def until(self, true: Callable[[], object], what: str) -> None:
        """Wait until something is true, as long as the preview lives."""
        _until(true, what, lambda: self.process.poll() is None)


@contextmanager
def _served(root: Path, changes: Mapping[str, str]) -> Iterator[tuple[Served, float]]:
    """Serve a project; give the preview and the seconds until it served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = (sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place)
    began = time.monotonic()
    with tempfile.NamedTemporaryFile() as output:
        process = subprocess.Popen(command, cwd=root, env={**os.environ, **changes}, stdout=output, stderr=output)  # noqa: S603
        try:
            served = Served(f"http://{place}/", Path(output.name), process)
            served.until(lambda: served.says(b"Serving on"), "the preview")
            yield served, time.monotonic() - began
        finally:
            process.terminate()
            process.wait()


def _edit(article: Path, root: Path, served: Served, number: int) -> tuple[float, float]:
    """Add a sentence to an article; return the seconds until its page shows it, and until the whole site is built."""
    builds, began = served.says(_BUILT), time.monotonic()
    words = f"The lid number {number + 1} was seen"
    article.write_text(f"{article.read_text(encoding='utf-8')}\n{words}.\n", encoding="utf-8")
    waited = _shown(words, _page(article, root, served.address))
    served.until(lambda: served.says(_BUILT) > builds, "the whole site")
    return waited, time.monotonic() - began


def _source(root: Path, articles: list[Path], address: str) -> float:
    """Change the title of a source that is cited; return the seconds until a page that cites it shows the new one."""
    file = root / "references.bib"
    text, first = file.read_text(encoding="utf-8"), articles[0].read_text(encoding="utf-8")
    for entry in _TITLE.finditer(text):
        if f"@{entry['key']}" in first:
            new = "A title that no other source has"
            file.write_text(text.replace(entry["title"], new, 1), encoding="utf-8")
            return _shown(new, _page(articles[0], root, address))
    raise BenchError("the first article cites no source that has a title")


def _page(article: Path, root: Path, address: str) -> str:
    return f"{address}{article.relative_to(root / 'docs').with_suffix('').as_posix()}/"


def _shown(words: str, page: str) -> float:
    began = time.monotonic()
    _until(lambda: words in _read(page), page)
    return time.monotonic() - began


def _read(page: str) -> str:
    try:
        with urllib.request.urlopen(page, timeout=LONGEST) as answer:  # noqa: S310 - this machine's own preview
            return str(answer.read().decode())
    except OSError:
        return ""


def _until(true: Callable[[], object], what: str, alive: Callable[[], bool] = lambda: True) -> None:
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > LONGEST or not alive():
            raise BenchError(f"{what} was not served")
        time.sleep(0.02)
