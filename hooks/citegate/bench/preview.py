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
from typing import TYPE_CHECKING

from citegate.bench.measure import BenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

EDITS = 5
LONGEST = 600.0
"""Seconds after which nothing more is waited for."""
_TITLE = re.compile(r"@article\{(?P<key>[^,]+),.*?title = \{(?P<title>[^}]*)\}", re.DOTALL)


def waits(root: Path, changes: Mapping[str, str], edits: int = EDITS) -> dict[str, float]:
    """Return seconds on the clock: until the preview serves, and the median until a changed page is served.

    Raises:
        BenchError: the preview ends, or something is not served in ten minutes.

    """
    with _served(root, changes) as (address, started):
        articles = sorted((root / "docs" / "articles").rglob("*.md"))
        edited = [_edit(article, root, address, number) for number, article in enumerate(articles[:edits])]
        return {
            "start": round(started, 2),
            "edited page": round(statistics.median(edited), 2),
            "changed source": round(_source(root, articles, address), 2),
        }


@contextmanager
def _served(root: Path, changes: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Serve a project; give its address and the seconds until it was served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = (sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place)
    began = time.monotonic()
    with tempfile.NamedTemporaryFile() as output:
        process = subprocess.Popen(command, cwd=root, env={**os.environ, **changes}, stdout=output, stderr=output)  # noqa: S603
        try:
            _until(lambda: b"Serving on" in Path(output.name).read_bytes(), "the preview", process)
            yield f"http://{place}/", time.monotonic() - began
        finally:
            process.terminate()
            process.wait()


def _edit(article: Path, root: Path, address: str, number: int) -> float:
    """Add a sentence to an article; return the seconds until its page shows it."""
    words = f"The lid number {number + 1} was seen"
    article.write_text(f"{article.read_text(encoding='utf-8')}\n{words}.\n", encoding="utf-8")
    waited = _shown(words, _page(article, root, address))
    time.sleep(1)
    return waited


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


def _until(true: Callable[[], bool], what: str, process: subprocess.Popen[bytes] | None = None) -> None:
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > LONGEST or (process and process.poll() is not None):
            raise BenchError(f"{what} was not served")
        time.sleep(0.02)
