"""What was measured, as lines, as a file and as a chart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from citegate.charts import bars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_KILO = 1000
_STYLE = (
    "text{font:11px sans-serif;fill:#1b1f24}.cg-chart__bar{fill:#0b6e75}.axis path,.axis line{display:none}"
    "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.cg-chart__bar{fill:#4fb3bb}}"
)


def table(number: int, run: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that a person reads of one size."""
    yield f"{number} articles"
    for name, value in run.items():
        if isinstance(value, dict) and "cpu" in value:
            yield f"  {name:28} {value['cpu']:8.2f} s CPU {value['wall']:8.2f} s wall {value['memory']:6.0f} MB"
    if run["preview"]:
        yield f"  preview, seconds on the clock {_listed(run['preview'])}"
    if run["shares"]:
        shares = "; ".join(f"{name} {value:.0%}" for name, value in run["shares"].items())
        yield f"  shares of a build            {shares}"
    sizes = "; ".join(f"{name} {value} MB" for name, value in run["megabytes"].items())
    yield f"  size of the site             {sizes}; {kilobytes(number, run):.0f} kB an article"
    if "ratio" in run:
        yield f"  cold build / plain build     {run['ratio']}"


def apart(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of what does not depend on the number of articles."""
    yield f"citegate --help: {found['--help']['wall']} s on the clock, {found['--help']['cpu']} s CPU"
    for name, value in found.items():
        if name.startswith("bibliography"):
            yield f"{name}: {_listed(value)} s CPU"
    if "styles" in found:
        yield f"build with a CSL style / with the built-in one: {found['styles']['ratio']}"


def _listed(values: Mapping[str, float]) -> str:
    return "; ".join(f"{name} {value}" for name, value in values.items())


def kilobytes(number: int, run: Mapping[str, Any]) -> float:
    """Return the size of the site in kilobytes an article."""
    size: float = run["megabytes"]["citegate"]
    return size * _KILO / number


def beyond(runs: Mapping[str, Any], growth: Mapping[str, float], budgets: Mapping[str, float]) -> Iterator[str]:
    """Yield a sentence for each budget that is exceeded; one that is not given allows everything."""
    for number, run in runs.items():
        memory = max(value["memory"] for name, value in run.items() if name.startswith("build"))
        if memory > budgets.get("memory", memory):
            yield f"{number} articles: {memory:.0f} MB of memory, {budgets['memory']} allowed"
        size = kilobytes(int(number), run)
        if int(number) >= _KILO and size > budgets.get("kilobytes", size):
            yield f"{number} articles: {size:.0f} kB an article, {budgets['kilobytes']} allowed"
    for name, value in growth.items():
        if name != "plain" and value > budgets.get("exponent", value):
            yield f"{name} grows with exponent {value}, {budgets['exponent']} allowed"


def write(folder: Path, results: Mapping[str, Any]) -> None:
    """Write the results, and the chart of the largest size that was measured beside the plain stack, if any was."""
    folder.mkdir(exist_ok=True)
    (folder / "results.json").write_text(f"{json.dumps(results, indent=2)}\n", encoding="utf-8")
    paired = [size for size, run in results["runs"].items() if "plain" in run]
    if not paired:
        return
    number = max(paired, key=int)
    run = results["runs"][number]
    names = {
        "plain": "Material + mkdocs-bibtex",
        **{name: f"Citegate: {name}" for name in run if name.startswith("build")},
    }
    rows = [(label, round(run[name]["cpu"])) for name, label in names.items()]
    title = f"Seconds of processor time for {int(number):,} articles"
    (folder / "results.svg").write_text(f"{_picture(bars('bench', title, rows))}\n", encoding="utf-8")


def _picture(chart: str) -> str:
    """Return a chart as a file of its own, which has no page around it that gives it colours."""
    return chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="720" ', 1).replace(
        "</desc>", f"</desc><style>{_STYLE}</style>", 1
    )
