"""The synthetic site passes the gate, and what `citegate bench` says of it is measured, not made up."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from citegate import judging, reader
from citegate.bench import measure, phases, preview, report, run, works
from citegate.bench.site import write, write_plain
from citegate.bench.workshop import article, bibliography
from citegate.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds

NUMBER = 12
COST = {"cpu": 2.0, "wall": 1.0, "memory": 100.0}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic site of a dozen articles."""
    folder = tmp_path_factory.mktemp("bench") / "site"
    write(folder, NUMBER, builds.ROOT)
    return folder


def test_every_article_passes_without_a_warning(site: Path) -> None:
    """The gate finds nothing in the articles, and counts 60 claims or more with about 120 citations in each."""
    project = Project(site)
    readings = reader.read(project, list(project.pages()))
    written = [reading for reading in readings if reading.path.startswith("docs/articles/")]
    found = judging.judge(project, readings).diagnostics
    assert [str(d) for d in found if d.path.startswith("docs/articles/")] == []
    assert len(written) == NUMBER
    assert all(60 <= reading.claims["cited"] <= 75 for reading in written)
    citations = [len(group.citations) for reading in written for group in reading.article.groups]
    assert 100 <= sum(citations) / NUMBER <= 140


def test_the_same_words_with_and_without_citations() -> None:
    """One seed gives one text; leaving the citations out changes nothing else; another seed gives another text."""
    entries = bibliography(50)
    path, text = article(3, entries)
    assert article(3, entries) == (path, text)
    assert article(3, entries, 2) != (path, text)
    bare = article(3, entries, cited=False)[1]
    assert "@" not in bare
    assert bare == re.sub(r" \[@[^\]]*\]", "", text)


def test_the_plain_stack_gets_the_same_articles(site: Path, tmp_path: Path) -> None:
    """Both sites have the same articles and the same bibliography, byte for byte."""
    write_plain(tmp_path / "plain", NUMBER)
    ours, plain = site / "docs" / "articles", tmp_path / "plain" / "docs"
    assert (site / "references.bib").read_bytes() == (tmp_path / "plain" / "references.bib").read_bytes()
    for file in ours.rglob("*.md"):
        assert (plain / file.relative_to(ours)).read_bytes() == file.read_bytes()


def test_a_cost_is_that_of_all_processes(tmp_path: Path) -> None:
    """Processor time counts children; a command that fails is told with the end of what it said."""
    busy = "x = 0\nfor i in range(4_000_000): x += i"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    assert measure.cost((sys.executable, "-c", child), tmp_path, {}).cpu > 0.1
    with pytest.raises(measure.BenchError, match="status 3:\nno such thing"):
        measure.cost((sys.executable, "-c", "print('no such thing'); raise SystemExit(3)"), tmp_path, {})
    assert list(tmp_path.iterdir()) == []


def test_growth_regressions_and_budgets() -> None:
    """Twice the articles in four times the time is exponent 2; a ratio that rose is named, and what is too much."""
    runs = {
        "100": {"build, cold": COST, "ratio": 0.5, "megabytes": {"citegate": 10}},
        "1000": {"build, cold": COST | {"cpu": 200.0, "memory": 2000}, "ratio": 0.5, "megabytes": {"citegate": 200}},
    }
    growth = run.exponents(runs)
    assert growth == {"build, cold": 2.0}
    stored = {"runs": {"100": {"ratio": 0.4}, "1000": {"ratio": 0.45}}}
    assert run.regressions(runs, stored, 0.2) == ["100 articles: 0.5 of the plain build's time, 0.4 before"]
    budgets = {"memory": 1500, "kilobytes": 150, "exponent": 1.05}
    assert list(report.beyond(runs, growth, budgets)) == [
        "1000 articles: 2000 MB of memory, 1500 allowed",
        "1000 articles: 200 kB an article, 150 allowed",
        "build, cold grows with exponent 2.0, 1.05 allowed",
    ]
    assert list(report.beyond(runs, growth, {})) == []


def test_shares_are_counted_once() -> None:
    """A phase within another counts for itself alone, and all of them with the rest are the whole."""
    table: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = {
        ("/x/citegate/parsing.py", 1, "parse"): (1, 1, 0.0, 4.0, {}),
        ("/x/citegate/parsing.py", 9, "read_tree"): (1, 1, 0.0, 1.0, {}),
        ("/x/citegate/other.py", 1, "parse"): (1, 1, 0.0, 3.0, {}),
        ("/x/jinja2/environment.py", 1, "render"): (2, 2, 0.0, 2.0, {}),
    }
    found = phases.divided(table, 10.0)
    assert {name: share for name, share in found.items() if share} == {
        "parse": 0.3,
        "claims": 0.1,
        "templates": 0.2,
        "rest": 0.4,
    }


def test_every_phase_begins_somewhere(tmp_path: Path) -> None:
    """Each phase has a function that a build calls: none of them was renamed, and none has no share."""
    site = tmp_path / "site"
    write(site, 3, builds.ROOT)
    found = phases.shares(site, {"PYTHONPATH": str(site / "hooks"), "NO_MKDOCS_2_WARNING": "1"})
    assert [name for name, share in found.items() if not share] == []
    assert 0.99 < sum(found.values()) < 1.01


def test_preview_is_waited_for(site: Path, tmp_path: Path) -> None:
    """The preview of a site is started, edited and asked until it shows the edit, and is ended after that."""
    shutil.copytree(site, tmp_path / "site")
    settings = {"PYTHONPATH": str(site / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    waits = preview.waits(tmp_path / "site", settings, edits=1)
    assert waits.keys() == {"start", "edited page", "whole site", "changed source"}
    assert all(0 < seconds < preview.LONGEST for seconds in waits.values())


def test_large_bibliography_is_read_and_checked(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a bibliography costs is told as two numbers, for reading and for checking it."""
    with contextlib.chdir(site):
        works.main()
    assert all(float(seconds) > 0 for seconds in capsys.readouterr().out.split())


def test_results_and_chart(tmp_path: Path) -> None:
    """What is stored can be read again, and the chart is a picture of the largest size with its numbers in words."""
    result = {"plain": COST | {"cpu": 8.0}, "build, cold": COST, "ratio": 0.25, "megabytes": {"citegate": 1}}
    results = {"commit": "abc", "machine": {}, "runs": {"100": result}, "exponents": {}}
    report.write(tmp_path / "bench", results)
    assert json.loads((tmp_path / "bench" / "results.json").read_text("utf-8")) == results
    chart = (tmp_path / "bench" / "results.svg").read_text("utf-8")
    assert "Material + mkdocs-bibtex: 8; Citegate: build, cold: 2." in chart
    assert ElementTree.fromstring(chart).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - it is ours
    shutil.rmtree(tmp_path / "bench")
