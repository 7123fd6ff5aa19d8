"""Measure recall by mutation: break clean articles in one way per rule, at every place, and list what a rule misses.

Usage: python scripts/mutate.py [--every N] [CODE …]. Exit status 1 where a mutant was missed.
"""

from __future__ import annotations

import argparse
import functools
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT)]

from tests.mutations import LOADED  # noqa: E402
from tests.mutations.report import table  # noqa: E402
from tests.mutations.runner import Bench, Result  # noqa: E402


@functools.cache
def bench(pages: tuple[tuple[str, str], ...]) -> Bench:
    """Return the samples, parsed once in each process."""
    return Bench(dict(pages))


def run(pages: tuple[tuple[str, str], ...], every: int, code: str) -> dict[str, Result]:
    """Return the result of one rule."""
    return bench(pages).run([code], every)


def main() -> int:
    """Print a table of rules with mutants tried and missed, then each miss with its place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="rules to try; all where none is given")
    parser.add_argument("--every", type=int, default=1, help="try every n-th mutant")
    given = parser.parse_args()
    begin = time.monotonic()
    pages = tuple(Bench.with_pages().pages.items())
    results: dict[str, Result] = {}
    with ProcessPoolExecutor() as pool:
        for result in pool.map(functools.partial(run, pages, given.every), given.codes or LOADED):
            results.update(result)
    print(table(results))
    print(f"{time.monotonic() - begin:.0f} s")
    return 1 if any(result.missed for result in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
