"""Kill builds at random moments (SIGKILL to the whole group of processes): the published site must stay as it is.

After each kill the site is compared byte by byte with the one before; it may only be the old one, or the new one where
the kill came after the exchange. Then the store of results is trusted again: a build with it must equal one without.

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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = 12
EVERY = 50
"""After so many kills the next build is let through and compared with one that has no store."""


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


def build(project: Path, **changes: str) -> float:
    """Build to the end; return the seconds that it took."""
    began = time.monotonic()
    process = start(project, **changes)
    said = process.communicate()[1].decode("utf-8", "replace")
    if process.returncode:
        raise SystemExit(f"a build that nobody killed failed: {said}")
    return time.monotonic() - began


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
    """Change one article, so that the next build makes another site and has something to store."""
    file = project / "docs" / "articles" / f"part-{number % ARTICLES + 1}.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^title: (.*?)(?: again)*$", r"title: \1" + " again" * (number % 3), text), "utf-8")


def kill(project: Path, after: float) -> bool:
    """Start a build and kill its group after some seconds; return whether it was still running."""
    process = start(project)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return True
    process.communicate()
    return False


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
    took = build(project)
    for count in range(1, number + 1):
        before = digest(project / "site")
        change(project, count)
        running = kill(project, chance.uniform(0.02, took * 1.05))
        after = digest(project / "site")
        seen["killed" if running else "ended before the kill"] += 1
        if after == before:
            seen["old site intact"] += 1
        else:
            wrong = _whole(project, after)
            seen[wrong or "new site whole"] += 1
        if count % EVERY == 0 or count == number:
            seen[sound(project) or "next build sound, nothing left, store and no store agree"] += 1
        print(f"\r{count} of {number}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _whole(project: Path, after: str) -> str:
    """Return `broken` where a site that changed is not what a build without a store makes."""
    build(project, CITEGATE_NO_CACHE="1")
    return "" if digest(project / "site") == after else "broken"


GOOD = {
    "killed",
    "ended before the kill",
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
