"""Say what mutation found: one line per rule, then the misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .runner import Result


def table(results: Mapping[str, Result]) -> str:
    """Return a Markdown table of rules with mutants tried and missed, the sum, and each miss with its place."""
    lines = ["| Rule | Mutants | Missed |", "|---|---:|---:|"]
    lines += [f"| {code} | {result.tried} | {len(result.missed)} |" for code, result in results.items()]
    tried = sum(result.tried for result in results.values())
    missed = [f"{code} {miss}" for code, result in results.items() for miss in result.missed]
    lines.append(f"| all | {tried} | {len(missed)} |")
    return "\n".join([*lines, *(["", *missed] if missed else [])])
