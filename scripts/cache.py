"""Build after random edits with the store and without it: the sites must be the same, byte for byte.

Two copies of the project get the same edits: of articles, the bibliography, policy, notices, roster, templates, styles,
glossary, quotations and configuration; articles are added, renamed and removed, and edits are taken back. One copy is
built with its store and on all cores, the other without a store and in one process. Both must be refused with the same
words, or published as the same site.

`python scripts/cache.py [NUMBER] [SEED]`
"""

from __future__ import annotations

import filecmp
import os
import random
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Texts = dict[str, str | None]
ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ("baclofen-kidney-disease", "baclofen-withdrawal", "flumazenil-versus-baclofen")
EDITS: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "edits.py"))
MADE = EDITS["EDITS"]
DAY = 86_400
FIRST_DAY = 1_796_083_200
_TAKEN_BACK = 0.15
"""Share of the steps that take an earlier edit back."""


def make(folder: Path) -> Path:
    """Copy the project with some of its articles into a folder; return it."""
    folder.mkdir(parents=True)
    for name in ("mkdocs.yml", "pyproject.toml", "references.bib"):
        shutil.copy(ROOT / name, folder)
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for article in (folder / "docs" / "articles").glob("*.md"):
        text = article.read_text(encoding="utf-8")
        article.write_text(re.sub(r"(?m)^related: .*\n", f"related: [{', '.join(ARTICLES)}]\n", text), encoding="utf-8")
        if article.stem not in ARTICLES:
            article.unlink()
    return folder


def write(root: Path, texts: Texts) -> Texts:
    """Write files; return what they held before."""
    before: Texts = {}
    for path, text in texts.items():
        file = root / path
        before[path] = file.read_text(encoding="utf-8") if file.is_file() else None
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    return before


def begin(root: Path, day: int, **changes: str) -> subprocess.Popen[str]:
    """Begin a build of a copy of the project on a day, by the program that lies in it."""
    own = {"PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(day)}
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(root.parent / "cache"), **own, **changes}
    return subprocess.Popen(  # noqa: S603
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def compare(kept: Path, anew: Path, day: int) -> tuple[bool, list[str]]:
    """Build one copy with its store and the other without one; return whether they are published, what differs."""
    first = begin(kept, day, CITEGATE_PROCESSES="2", CITEGATE_NO_CACHE="")
    second = begin(anew, day, CITEGATE_PROCESSES="1", CITEGATE_NO_CACHE="1")
    said = [build.communicate()[0].replace(str(root), "") for build, root in ((first, kept), (second, anew))]
    differs = [] if said[0] == said[1] else [f"they say otherwise:\n{said[0][-2000:]}\n{said[1][-2000:]}"]
    if first.returncode != second.returncode:
        differs.append(f"one ends with status {first.returncode}, the other with {second.returncode}")
    if not first.returncode:
        differs += _differences(kept / "site", anew / "site")
    return not first.returncode, differs


def _differences(left: Path, right: Path) -> Iterator[str]:
    names = sorted(
        {file.relative_to(top).as_posix() for top in (left, right) for file in top.rglob("*") if file.is_file()}
    )
    same, _, _ = filecmp.cmpfiles(left, right, names, shallow=False)
    yield from sorted(set(names) - set(same))


def steps(kept: Path, anew: Path, number: int, seed: int) -> Iterator[tuple[str, bool, list[str]]]:
    """Make edits in two copies, one after the other; yield what each was, whether it is published, what differs."""
    chance = random.Random(seed)  # noqa: S311 - edits, not secrets
    copy, undo, day = EDITS["Copy"](kept, chance), list[Texts](), FIRST_DAY
    for _ in range(number):
        if undo and chance.random() < _TAKEN_BACK:
            name, texts = "an edit taken back", undo.pop()
        else:
            name = chance.choice(sorted(MADE))
            texts = MADE[name](copy)
        if not chance.randrange(12):
            day += DAY
        before = write(kept, texts)
        write(anew, texts)
        published, differs = compare(kept, anew, day)
        yield name, published, differs
        if published:
            undo.append(before)
        else:  # what refuses a build is taken back, so that the next one says something
            write(kept, before)
            write(anew, before)


def main(number: int, seed: int) -> int:
    """Make the edits; print what was made and what differed; return the exit status."""
    began, counts, wrong = time.monotonic(), Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="citegate-cache-") as folder:
        kept, anew = (make(Path(folder) / name) for name in ("kept", "anew"))
        for step, (name, published, differs) in enumerate(steps(kept, anew, number, seed), start=1):
            counts[f"{name}, {'published' if published else 'refused'}"] += 1
            wrong += bool(differs)
            print(f"{step} {name}: {'published' if published else 'refused'}, {len(differs)} differences", flush=True)
            print("".join(f"  {line}\n" for line in differs[:10]), end="", flush=True)
    for name, count in sorted(counts.items()):
        print(f"{count:4} {name}")
    print(f"{number} edits in {time.monotonic() - began:.0f} s, seed {seed}: {wrong} with a difference")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*(int(given) for given in (sys.argv[1:3] + ["200", "1"][len(sys.argv) - 1 :]))))
