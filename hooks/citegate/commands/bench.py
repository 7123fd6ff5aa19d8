"""The command that measures: `citegate bench`."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from citegate.commands.options import ROOT, plain


@click.command()
@click.option("--articles", "-n", "numbers", type=int, multiple=True, default=(100, 1000), show_default=True)
@click.option("--paired", type=int, default=1000, show_default=True, help="Build the plain stack up to this size.")
@click.option("--store/--no-store", default=True, help="Add to bench/results.json, and draw the chart.")
@ROOT
def bench(numbers: tuple[int, ...], root: Path, paired: int, *, store: bool) -> None:
    """Measure builds of a synthetic site beside the plain stack, in the same run; refuse a regression.

    The theme, notices and policy are those of the project; the articles and their sources are invented.
    """
    import tomllib

    from citegate.bench import apart, report, run

    folder = plain(root) / "bench"
    stored = json.loads((folder / "results.json").read_text("utf-8")) if (folder / "results.json").is_file() else {}
    budgets = tomllib.loads((folder / "budgets.toml").read_text("utf-8")) if (folder / "budgets.toml").is_file() else {}
    runs: dict[str, Any] = {}
    on = {"commit": run.commit(plain(root)), "machine": run.machine()}
    for number in sorted(numbers):
        with tempfile.TemporaryDirectory(prefix="citegate-bench-") as made:
            runs[str(number)] = run.measure(number, plain(root), Path(made), paired=number <= paired) | on
        click.echo("\n".join(report.table(number, runs[str(number)])))
    with tempfile.TemporaryDirectory(prefix="citegate-bench-") as made:
        others = apart.measure(plain(root), Path(made)) | on
    click.echo("\n".join(report.apart(others)))
    beyond = run.regressions(runs, stored, budgets.get("regression", 0.2))
    runs = stored.get("runs", {}) | runs
    growth = run.exponents(runs)
    for name, value in growth.items():
        click.echo(f"exponent of {name}: {value}")
    beyond = [*beyond, *report.beyond(runs, growth, budgets)]
    if store and not beyond:
        report.write(folder, {"runs": runs, "apart": others, "exponents": growth})
    for line in beyond:
        click.echo(f"beyond the budget: {line}", err=True)
    sys.exit(1 if beyond else 0)
