"""Measure recall by mutation: break clean articles in one way per rule, at every place, and list what a rule misses.

Usage: python scripts/mutate.py [--every N] [CODE …]. Exit status 1 where a mutant was missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]


def main() -> int:
    """Print a table of rules with mutants tried and missed, then each miss with its place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="rules to try; all where none is given")
    parser.add_argument("--every", type=int, default=1, help="try every n-th mutant")
    given = parser.parse_args()
    from mutations.report import table  # noqa: PLC0415
    from mutations.runner import Bench  # noqa: PLC0415

    begin = time.monotonic()
    results = Bench.with_pages().run(given.codes, given.every)
    print(table(results))
    print(f"{time.monotonic() - begin:.0f} s")
    return 1 if any(result.missed for result in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
