"""What a source is cited for, and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate.cli import main
from citegate.evidence import evidence
from citegate.project import Project
from citegate.site.makers.evidence import row_said
from click.testing import CliRunner

if TYPE_CHECKING:
    from tests.transcripts import cases, played, run
else:
    from transcripts import cases, played, run

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("case", cases("evidence"), ids=lambda path: path.stem)
def test_transcript(case: Path) -> None:
    """Each transcript of `citegate evidence` is what the command prints, its exit status included."""
    assert played(case) == case.read_text(encoding="utf-8")


def test_json_has_the_same_as_the_text() -> None:
    """`--format json` has reference, identifiers with their problems, each use with its locators, and the counts."""
    data = json.loads(run("evidence", "alpha-2016", "--format", "json").stdout)
    assert (data["version"], data["key"], data["type"]) == (1, "alpha-2016", "randomised-trial")
    assert data["identifiers"][0] == {"kind": "DOI", "value": "10.1000/widget.1", "problem": None}
    assert data["unverified"] == "pages: derived"
    assert data["counts"] == {"docs/about.md": 1, "docs/articles/one.md": 3}
    (lid,) = [use for use in data["uses"] if use["text"] == "The lid is blue."]
    assert (lid["line"], lid["section"], lid["locators"], lid["own"]) == (7, "Weight", ["p. 5", "fig. 1"], True)


def test_every_citation_of_the_site_is_found() -> None:
    """Over the shipped articles each source has exactly as many pieces of text as name or inherit it."""
    project = Project(ROOT)
    articles = [project.read(file) for file in project.pages()]
    units = [unit for article in articles for unit in article.units]
    assert any(unit.groups for unit in units)
    for key, work in project.bibliography.works.items():
        own = [unit for unit in units if any(key in group.keys for group in unit.groups)]
        found = evidence(work, articles)
        assert sum(use.own for use in found.uses) == len(own), key
        assert sum(found.counts.values()) == len(found.uses)


def test_an_at_sign_is_no_part_of_the_key() -> None:
    """The key may be given as it is cited."""
    assert run("evidence", "@gadgets").output == run("evidence", "gadgets").output


def test_an_unknown_key_of_any_length_is_a_usage_error() -> None:
    """A key that nobody has ends with status 2 and a way on, at once."""
    result = CliRunner().invoke(main, ["evidence", "x" * 100_000, "--root", str(ROOT)])
    assert result.exit_code == 2
    assert "`citegate find WORDS` searches for one" in result.output


@pytest.mark.parametrize(
    ("text", "said"),
    [("The widget weighs 3 kg.", "The widget weighs 3 kg."), ("Small | 3 kg | 5 min", "Small: 3 kg; 5 min")],
)
def test_row_of_a_table_is_read_as_one(text: str, said: str) -> None:
    """A claim from a table's row stands on a source's page without the bars that data have between its cells."""
    assert row_said(text) == said
