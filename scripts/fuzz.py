"""Judge random articles and every file of the corpora beside the project, and print what broke and what was slow.

Usage: python scripts/fuzz.py [--documents N] [--seed S]. Exit status 1 where anything broke or took over five seconds.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests"), str(ROOT)]

from citegate import bibliography, quoted, roster  # noqa: E402

from tests import invariants, random_documents  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CORPORA = ROOT.parent / "shared" / "corpora"
MOST_SECONDS = 5
SHOWN = 20


def documents(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield name and text of random articles; the name is the seed that makes the same one again."""
    for at in range(seed, seed + number):
        yield str(at), random_documents.document(random.Random(at))  # noqa: S311 - repeatable on purpose


def files(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of the files of the corpora."""
    for file in sorted(CORPORA.rglob("*")):
        if file.is_file() and file.suffix in suffixes:
            yield file.relative_to(CORPORA).as_posix(), file.read_bytes().decode("utf-8", "replace")


def framed(named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield texts as bodies of articles, beside the texts as they are."""
    for name, text in named:
        yield name, text
        yield f"{name} (as a body)", f"---\n{random_documents.FRONT}---\n\n{text}"


def bib(text: str) -> list[str]:
    """Return what does not hold of a bibliography: places in the file, messages of one line."""
    lines = [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]
    found = bibliography.parse(text, "x.bib")
    wrong = [f"outside the file: {p}" for p in found.problems if not 1 <= p.span.line <= len(lines)]
    wrong += [f"outside the file: {w.key}" for w in found.works.values() if not 1 <= w.span.line <= len(lines)]
    quoted.read(text, "x.yml", found.works)
    roster.member("x", text)
    return wrong + [f"not one line: {p}" for p in found.problems if "\n" in p.message]


def run(label: str, texts: Iterable[tuple[str, str]], broken: Callable[[str], list[str]]) -> int:
    """Judge texts, print a row of the table and what broke; return how many broke or were slow."""
    number = failed = characters = 0
    slowest, worst, begin = 0.0, "", time.process_time()
    for name, text in texts:
        started = time.process_time()
        try:
            wrong = broken(text)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - this is what is looked for
            wrong = [f"{type(error).__name__}: {error}"]
        seconds = time.process_time() - started
        if seconds > MOST_SECONDS:
            wrong.append(f"took {seconds:.1f} s")
        if seconds > slowest:
            slowest, worst = seconds, name
        number, characters, failed = number + 1, characters + len(text), failed + bool(wrong)
        if wrong and failed <= SHOWN:
            print(f"  {label} {name}: {' / '.join(wrong)[:400]}", flush=True)
    spent = time.process_time() - begin
    print(
        f"| {label} | {number:,} | {characters:,} | {spent:.0f} s | {slowest:.2f} s: {worst} | {failed} |", flush=True
    )
    return failed


def main() -> int:
    """Print one row for each kind of input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print("| Input | Number | Characters | Time | Slowest | Broken |\n|---|---|---|---|---|---|")
    failed = run("random articles", documents(given.documents, given.seed), invariants.broken)
    failed += run("text of the corpora", framed(files(".md", ".Rmd", ".txt", ".csv")), invariants.broken)
    failed += run("bibliographies", files(".bib"), bib)
    failed += run("bibliographies as articles", framed(files(".bib")), invariants.broken)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
