"""Kill builds at random moments (SIGKILL to the whole group of processes): the published site must stay as it is.

Of three kills one comes at any moment of the build, one between its last file and shortly after the exchange of the
folders, one while the old site is removed after the exchange. After each the site is compared byte by byte with the one
before: it must be that one, or the new one as a build without a store makes it where the exchange was seen. Now and
then the next build is let through: it must leave nothing behind, and equal a build without the store.

`python scripts/kill.py [NUMBER] [SEED]`
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = 12
EVERY = 50
"""After so many kills the next build is let through and compared with one that has no store."""
LAST = "build.json"
"""The file that a build writes last, before it reads all others again and exchanges the folders."""
MOMENTS = ("any moment", "before or after the exchange", "after the exchange")
LATEST = 120
"""Seconds that a build may take before it is killed in any case."""


def make(folder: Path) -> Path:
    """Make a project of a few articles, enough that the store and other processes are used; return its folder."""
    articles = folder / "docs" / "articles"
    articles.mkdir(parents=True)
    for name in ("mkdocs.yml", "pyproject.toml", "references.bib"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    for part in (".overrides", "editorial"):
        shutil.copytree(ROOT / "docs" / part, folder / "docs" / part)
    shutil.copy(ROOT / "docs" / "index.md", folder / "docs")
    widget = (ROOT / "tests" / "site" / "articles" / "in-order.md").read_text(encoding="utf-8")
    for number in range(ARTICLES):
        text = re.sub(r"(?m)^title: (.*)$", rf"title: \1, part {number + 1}", widget)
        (articles / f"part-{number + 1}.md").write_text(text, encoding="utf-8")
    return folder


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a build that can be repeated."""
    given = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1796083200", "CITEGATE_PROCESSES": "2"}
    return {**os.environ, **given, **changes}


def start(project: Path, **changes: str) -> subprocess.Popen[bytes]:
    """Start a build in a group of processes of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    return subprocess.Popen(  # noqa: S603 - this Python, in a folder of ours
        command,
        cwd=project,
        env=environment(PYTHONPATH=str(project / "hooks"), **changes),  # as it was copied, whatever is edited meanwhile
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def build(project: Path, **changes: str) -> None:
    """Build to the end."""
    process = start(project, **changes)
    said = process.communicate()[1].decode("utf-8", "replace")
    if process.returncode:
        raise SystemExit(f"a build that nobody killed failed: {said}")


def digest(folder: Path) -> str:
    """Return one digest of every path and byte below a folder."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        found.update(file.relative_to(folder).as_posix().encode() + b"\0")
        if file.is_file():
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def leftovers(project: Path) -> list[str]:
    """Return what builds left beside the site."""
    return sorted(path.name for path in project.iterdir() if path.name.startswith(".site-building"))


def change(project: Path, number: int) -> None:
    """Change one article, so that the next build makes another site and has something to store.

    What all articles hold depends on the number alone, and is the same every 36 numbers from the twelfth on.
    """
    file = project / "docs" / "articles" / f"part-{number % ARTICLES + 1}.md"
    times = (number // ARTICLES + 1) % 3
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^title: (.*?)(?: again)*$", r"title: \1" + " again" * times, text), "utf-8")


@dataclass
class Timing:
    """Seconds that a build took that nobody killed: all of it, from its last file to the exchange, from there on."""

    whole: float
    exchange: float
    removal: float


def timed(project: Path) -> Timing:
    """Build, and watch when the last file is there, when the folders are exchanged, and when the old one is gone."""
    began = time.monotonic()
    process = start(project)
    before = identity(project)
    wait(process, lambda: finished(project))
    last = time.monotonic()
    wait(process, lambda: identity(project) != before)
    exchanged = time.monotonic()
    said = process.communicate()[1].decode("utf-8", "replace")
    if process.returncode:
        raise SystemExit(f"a build that nobody killed failed: {said}")
    ended = time.monotonic()
    return Timing(ended - began, exchanged - last, ended - exchanged)


def identity(project: Path) -> int:
    """Return the number of the published folder on its disk: another one once the folders are exchanged."""
    with suppress(FileNotFoundError):
        return (project / "site").stat().st_ino
    return 0


def finished(project: Path) -> bool:
    """Return whether a build has written its last file."""
    return any(project.glob(f".site-building-*/{LAST}"))


def wait(process: subprocess.Popen[bytes], happened: Callable[[], bool]) -> None:
    """Return as soon as something happened or the process has ended."""
    until = time.monotonic() + LATEST
    while not happened() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.0005)


def kill(project: Path, moment: str, timing: Timing, chance: random.Random) -> tuple[bool, bool]:
    """Start a build and kill its group; return whether it was still running and whether the folders were exchanged."""
    before = identity(project)
    process = start(project)
    if moment == MOMENTS[0]:
        seconds = chance.uniform(0.02, timing.whole * 1.05)
    elif moment == MOMENTS[1]:
        wait(process, lambda: finished(project))
        seconds = chance.uniform(0, timing.exchange * 1.2)
    else:
        wait(process, lambda: identity(project) != before)
        seconds = chance.uniform(0, timing.removal)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    running = process.poll() is None
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return running, identity(project) != before


def sound(project: Path) -> str:
    """Return what is wrong once a build was let through: with what it left, or with the store that it read."""
    build(project)
    site = project / "site"
    left, kept = leftovers(project), digest(site)
    build(project, CITEGATE_NO_CACHE="1")
    if left:
        return f"left behind: {left}"
    return "" if digest(site) == kept else "the store gave another site"


def run(folder: Path, number: int, chance: random.Random, seen: Counter[str]) -> None:
    """Kill a number of builds; count how often each thing happened. `broken` must not be among them."""
    project = make(folder / "project")
    build(project)
    timing = timed(project)
    expected: dict[int, str] = {}
    for count in range(1, number + 1):
        before = digest(project / "site")
        change(project, count)
        moment = MOMENTS[count % len(MOMENTS)]
        running, exchanged = kill(project, moment, timing, chance)
        after = digest(project / "site")
        seen[f"{moment}: {'killed' if running else 'ended before the kill'}"] += 1
        if exchanged:
            name = count if count < ARTICLES else ARTICLES + count % (3 * ARTICLES)
            expected[name] = expected.get(name) or whole(project)
            seen["new site whole" if after == expected[name] != before else "broken"] += 1
        else:
            seen["old site intact" if after == before else "broken"] += 1
        if count % EVERY == 0 or count == number:
            seen[sound(project) or "next build sound, nothing left, store and no store agree"] += 1
        print(f"\r{count} of {number}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def whole(project: Path) -> str:
    """Return the digest of the site that a build without a store makes of a project, elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(
            project, copy, ignore=lambda at, _: ("site", *leftovers(project)) if Path(at) == project else ()
        )
        build(copy, CITEGATE_NO_CACHE="1")
        return digest(copy / "site")


GOOD = {
    *(f"{moment}: {end}" for moment in MOMENTS for end in ("killed", "ended before the kill")),
    "old site intact",
    "new site whole",
    "next build sound, nothing left, store and no store agree",
}


def main() -> None:
    """Kill; print what happened; fail where a site was broken, a build left something or the store lied."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        seen: Counter[str] = Counter()
        with suppress(KeyboardInterrupt):  # what was seen until then still counts
            run(Path(folder), number, random.Random(seed), seen)  # noqa: S311 - moments, not secrets
    for name, times in sorted(seen.items()):
        print(f"{times:5d}  {name}")
    sys.exit(0 if set(seen) <= GOOD else 1)


if __name__ == "__main__":
    main()
