"""The workflows are played: events on a scratch repository, every `run` step really run, actions replaced by name."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

if TYPE_CHECKING:
    from scripts.expressions import evaluate
    from scripts.play import DRY, Play
    from tests.retraction_rows import TRAPS
    from tests.review_project import environment
else:
    from expressions import evaluate
    from play import DRY, Play
    from retraction_rows import TRAPS
    from review_project import environment

CI, WEEKLY = (ROOT / ".github" / "workflows" / name for name in ("ci.yml", "weekly.yml"))
PARTS = (
    "docs",
    "hooks",
    "mkdocs.yml",
    "pyproject.toml",
    "references.bib",
    "requirements.lock",
    "requirements-dev.lock",
)
ARTICLE = "docs/articles/flumazenil-routes.md"
HOSTILE = "<img src=x onerror=alert(1)> | [a](https://evil.example) @octocat"
OWN = "a/b"


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; return what it said."""
    command = ["git", "-c", "init.defaultBranch=main", "-c", "core.hooksPath=/dev/null", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=environment())
    return done.stdout.strip()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with this project and one of its articles: `main`, a sound change `good`, a refused one `bad`."""
    folder = tmp_path_factory.mktemp("origin") / "repository"
    folder.mkdir()
    for name in (*PARTS, "Makefile", "scripts"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, folder / name)
    for file in (folder / "docs" / "articles").glob("*.md"):
        if file.name != Path(ARTICLE).name:
            file.unlink()
    article = re.sub(r"(?m)^related:.*\n(?:(?: |- ).*\n)*", "", (folder / ARTICLE).read_text("utf-8"))
    (folder / ARTICLE).write_text(article, "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")
    for branch, text in (
        ("good", article.replace("## ", "<!-- A note to editors. -->\n\n## ", 1)),
        ("bad", re.sub(r"(?m)^title: .*$", f'title: "{HOSTILE}"', article) + "\nThe widget weighs 9 kg.\n"),
    ):
        git(folder, "switch", "-q", "-c", branch, "main")
        (folder / ARTICLE).write_text(text, "utf-8")
        git(folder, "commit", "-q", "-a", "-m", branch)
    git(folder, "switch", "-q", "-c", "few", "main")
    (folder / "references.bib").write_text("@online{a, title = {A}, url = {https://widgets.example/}}\n", "utf-8")
    git(folder, "commit", "-q", "-a", "-m", "few")
    return folder


def pull_request(origin: Path, repository: str) -> dict[str, Any]:
    """Return the payload of a pull request against `main` from a repository."""
    base, head = {"sha": git(origin, "rev-parse", "main")}, {"repo": {"full_name": repository}}
    return {"pull_request": {"base": base, "head": head}}


def states(play: Play) -> dict[str, str]:
    """Return how each job ended."""
    return {name: job.state for name, job in play.jobs.items()}


def said(play: Play, name: str) -> str:
    """Return what the first step whose name begins so printed."""
    return next(step.said for step in play.steps if step.name.startswith(name))


def failures(play: Play) -> list[str]:
    """Return the names of the steps that failed, with the end of what they printed."""
    return [f"{step.name}: {step.said[-600:]}" for step in play.steps if step.state == "failed"]


def test_pull_request_from_a_fork(origin: Path, tmp_path: Path) -> None:
    """A stranger's bad article is refused and annotated at its line; the summary is inert; no job may write."""
    play = Play(origin, tmp_path, "pull_request", "bad", pull_request(origin, "stranger/b")).run(CI)
    assert states(play) == {
        "parts": "success", "articles": "failure", "check": "success",
        "scanning": "skipped", "attest": "skipped", "publish": "skipped",
    }  # fmt: skip
    assert all(set(job.permissions.values()) == {"read"} for job in play.jobs.values() if job.state != "skipped")
    assert f"::error file={ARTICLE},line=" in said(play, "What changed")
    assert "title=Citegate CL01" in said(play, "What changed")
    assert "CL01" in said(play, "Everything, by the gate")
    assert "title=Citegate CL01" not in said(play, "Everything, with")
    assert "CL01" in said(play, "Everything, with")
    summary = play.jobs["articles"].summary
    assert "not to be published" in summary
    assert "| download" not in summary
    assert set(re.findall(r"<[^>]*>", summary)) == {"<code>", "</code>", "<br>"}
    assert "@" not in summary
    assert "site" not in play.artifacts
    assert "github-pages" not in play.artifacts
    assert (play.artifacts["sarif"] / "citegate.sarif").stat().st_size > 1000
    own = Play(origin, tmp_path / "own", "pull_request", "bad", pull_request(origin, OWN), artifacts=play.artifacts)
    own.jobs["articles"] = play.jobs["articles"]
    assert states(own.run(CI, only=("scanning",)))["scanning"] == "success"


def test_push_publishes_what_was_verified(origin: Path, tmp_path: Path) -> None:
    """What main holds is judged, built, read again, sealed, attested and published: the same bytes in every job."""
    payload = {"ref": "refs/heads/main", "before": git(origin, "rev-parse", "main")}
    play = Play(origin, tmp_path, "push", "good", payload).run(CI)
    assert not failures(play)
    assert set(states(play).values()) == {"success"}
    packed = (play.artifacts["github-pages"] / "artifact.tar").read_bytes()
    assert play.jobs["articles"].outputs["digest"] == hashlib.sha256(packed).hexdigest()
    assert said(play, "The file is the one") == "artifact.tar: OK\n"
    assert "may be published" in play.jobs["articles"].summary
    assert "[download](https://github.example/a/b/actions/runs/1/artifacts/2)" in play.jobs["articles"].summary
    assert play.jobs["publish"].permissions == {"pages": "write", "id-token": "write"}
    assert play.jobs["attest"].permissions == {"id-token": "write", "attestations": "write"}
    again = Play(origin, tmp_path / "again", "push", "good", payload, jobs=dict(play.jobs), artifacts=play.artifacts)
    del again.jobs["publish"]
    (play.artifacts["github-pages"] / "artifact.tar").write_bytes(packed + b" ")
    again.run(CI, only=("publish",))
    assert states(again)["publish"] == "failure"
    assert [step.state for step in again.steps] == ["replaced", "failed", "skipped"]


def test_merge_queue(origin: Path, tmp_path: Path) -> None:
    """In the merge queue the change is judged against the queue's base, and nothing is published."""
    payload = {"merge_group": {"base_sha": git(origin, "rev-parse", "main")}, "ref": "refs/heads/queue"}
    dry = (*DRY, "site", "verify-site")  # the push above builds
    play = Play(origin, tmp_path, "merge_group", "good", payload, dry=dry).run(CI)
    assert not failures(play)
    assert states(play) == {
        "parts": "success", "articles": "success", "check": "success",
        "scanning": "skipped", "attest": "skipped", "publish": "skipped",
    }  # fmt: skip
    assert "1 article judged" in said(play, "What changed") or "::" in said(play, "What changed")
    assert "### 1 article touched" in play.jobs["articles"].summary


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """Programs in the place of `gh`, which writes down its calls, and of `curl`, which fetches a file of the tests."""
    folder = tmp_path / "tools"
    folder.mkdir()
    scripts = {
        "gh": f'echo "$1 $2 $GH_REPO" >> {folder}/calls; [ "$2" = list ] && echo "[]"; cat > /dev/null < /dev/null',
        "curl": f'while [ "$1" != --output ]; do shift; done; cp {TRAPS} "$2"',
    }
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\nexit 0\n", "utf-8")
        (folder / name).chmod(0o755)
    return folder


def test_weekly_links_without_network(
    origin: Path, tmp_path: Path, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing answers, no source is called dead and no issue is opened."""
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    play = Play(origin, tmp_path / "play", "schedule", "few", {}, tools).run(WEEKLY, only=("links",))
    assert not failures(play)
    assert said(play, ".venv/bin/citegate issue links").endswith("at their address: nothing to say\n")
    assert (tools / "calls").read_text("utf-8").splitlines() == ["issue list a/b"]


def test_weekly(origin: Path, tmp_path: Path, tools: Path) -> None:
    """On Mondays the list of retractions is made again, and each report asks for its issue with the job's own token."""
    play = Play(origin, tmp_path / "play", "schedule", "main", {}, tools).run(WEEKLY, only=("due", "retractions"))
    assert not failures(play)
    assert set((tools / "calls").read_text("utf-8").splitlines()) == {"issue list a/b"}
    assert (play.artifacts["retractions"] / "list.txt").is_file()
    assert all(job.permissions == {"contents": "read", "issues": "write"} for job in play.jobs.values())


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("github.event_name == 'push' && github.ref == 'refs/heads/main'", True),
        ("github.event.pull_request.base.sha || github.event.before", "abc"),
        ("!cancelled() && (github.event_name != 'push' || github.nothing == 'a b')", False),
    ],
)
def test_expressions(expression: str, value: object) -> None:
    """The player works expressions out as GitHub documents them."""
    event = {"before": "abc"}
    known = {"github": {"event_name": "push", "ref": "refs/heads/main", "event": event}, "cancelled()": False}
    assert evaluate(expression, known) == value


@pytest.mark.parametrize("expression", ["a <= b", "contains(a, 'b')", "a == 'b' c", "a +"])
def test_unknown_expressions_are_errors(expression: str) -> None:
    """What the player does not understand it does not guess."""
    with pytest.raises((ValueError, KeyError, IndexError)):
        evaluate(expression, {})


def test_steps_hold_no_logic() -> None:
    """What a workflow runs, anyone can run at home: each `run:` is one command without expressions."""
    steps = [line for path in (CI, WEEKLY) for line in re.findall(r"\brun:(.*)", path.read_text(encoding="utf-8"))]
    assert len(steps) > 10
    command = (
        r" (?:make [a-z-]+|\.venv/bin/citegate [^|&;]+|curl [^|&;]+|echo \"[^\"]+\" \| sha256sum --check --strict)"
    )
    assert not [step for step in steps if not re.fullmatch(command, step) or "${{" in step]


def test_only_jobs_that_publish_or_report_may_write() -> None:
    """A job that may write runs nothing that a change brings: it holds no checkout, but for weekly issues of `main`."""
    for path in (CI, WEEKLY):
        jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
        for name, job in jobs.items():
            used = [step.get("uses", "").partition("@")[0] for step in job["steps"]]
            if "write" in job["permissions"].values() and path.name != "weekly.yml":
                assert "actions/checkout" not in used, f"{path.name}: {name}"
