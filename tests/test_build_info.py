"""What a site says that it was built from: true, by its schema, and the same wherever and whenever it is built."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from citegate import buildinfo, schemas
from citegate.policy import Policy
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
    from tests.small_project import citegate, make
else:
    import builds
    from small_project import citegate, make


def test_published_by_its_schema(site: Path) -> None:
    """The real site publishes it, sound by the schema that it publishes too, with no path of a machine in it."""
    text = (site / "build.json").read_text(encoding="utf-8")
    data = json.loads(text)
    schema = json.loads((site / "schemas" / "build.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert not re.search(r'": "/|\\\\|home|tmp', text)
    assert str(builds.ROOT) not in text


def test_counts_are_those_of_the_data(site: Path) -> None:
    """Articles, claims and findings are as many as the claims file, the sources and the build itself say."""
    data = json.loads((site / "build.json").read_text(encoding="utf-8"))
    claims = json.loads((site / "claims.json").read_text(encoding="utf-8"))
    assert data["articles"]["total"] == claims["totals"]["articles"] > 5
    assert data["claims"] == claims["totals"]["claims"]
    assert data["articles"]["approved"] == 0
    assert data["findings"]["error"] == 0
    cited = {reference["key"] for article in claims["articles"] for reference in article["references"]}
    assert data["sources"] == len(cited)


def test_commit_and_its_changes(tmp_path: Path) -> None:
    """In a repository it names the commit and its moment, and whether a file was changed; outside it knows neither."""
    make(tmp_path, "The widget weighs 3 kg [@alpha].\n")
    outside = json.loads(citegate("build-info", "--root", tmp_path).stdout)
    assert (outside["commit"], outside["modified"]) == (None, None)
    git = [
        "git",
        "-C",
        str(tmp_path),
        "-c",
        "user.name=A. B.",
        "-c",
        "user.email=a@b.example",
        "-c",
        "commit.gpgsign=false",
    ]
    when = {"GIT_COMMITTER_DATE": "2026-02-03T04:05:06+01:00", "GIT_AUTHOR_DATE": "2026-02-03T04:05:06+01:00"}
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *command], check=True, env=builds.environment(**when))
    clean = json.loads(citegate("build-info", "--root", tmp_path).stdout)
    head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    assert (clean["commit"], clean["modified"], clean["moment"]) == (head, False, "2026-02-03T03:05:06Z")
    builds.add(tmp_path / "references.bib", "\n")
    assert json.loads(citegate("build-info", "--root", tmp_path).stdout)["modified"] is True


def test_moment_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`SOURCE_DATE_EPOCH` is the moment where it is given; without it and a commit there is none."""
    make(tmp_path, "The widget weighs 3 kg [@alpha].\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", builds.EPOCH)
    assert json.loads(citegate("build-info", "--root", tmp_path).stdout)["moment"] == "2026-12-01T00:00:00Z"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert json.loads(citegate("build-info", "--root", tmp_path).stdout)["moment"] is None


def test_digest_of_the_policy() -> None:
    """The digest is that of what is in force: the same for the same policy, another for another one."""
    assert buildinfo.digest(Policy()) == buildinfo.digest(Policy())
    assert buildinfo.digest(Policy(reach=2)) != buildinfo.digest(Policy())


@pytest.mark.parametrize("change", [{"clock": "now"}, {"articles": {"total": 1}}, {"commit": "abc"}])
def test_schema_refuses(change: dict[str, object], tmp_path: Path) -> None:
    """The schema is closed: more, less or something else is refused."""
    make(tmp_path, "The widget weighs 3 kg [@alpha].\n")
    data = json.loads(citegate("build-info", "--root", tmp_path).stdout)
    assert list(Draft202012Validator(json.loads(schemas.build())).iter_errors(data)) == []
    assert list(Draft202012Validator(json.loads(schemas.build())).iter_errors({**data, **change}))
