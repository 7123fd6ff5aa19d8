"""Play a workflow of .github/workflows on this machine, as GitHub would run it for an event.

Each job has a folder of its own. `run` steps are really run, by bash, with the files of GitHub (GITHUB_OUTPUT,
GITHUB_STEP_SUMMARY, GITHUB_ENV); actions are replaced by what they do with files here, by name, and an unknown one is
an error. Of the expression language as much is understood as the workflows use; anything else is an error.
"""

from __future__ import annotations

import fnmatch
import itertools
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from scripts.expressions import fill, holds
else:
    from expressions import fill, holds

ROOT = Path(__file__).resolve().parent.parent
DRY = ("test", "seeded", "kill")
"""Targets of which only the plan is played: they would run the tests that play them."""
SECONDS = 300


@dataclass
class Step:
    """A step that was played: `ran`, `failed`, `skipped` or `replaced`, with what it printed."""

    job: str
    name: str
    state: str
    said: str = ""


@dataclass
class Job:
    """A job that was played. `state` is `success`, `failure` or `skipped`."""

    state: str
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    permissions: dict[str, str] = field(default_factory=dict)


@dataclass
class Play:
    """An event on a repository: `ref` of the repository `origin` is checked out, `tools` come first on the PATH."""

    origin: Path
    folder: Path
    event: str
    ref: str
    payload: dict[str, Any]
    tools: Path | None = None
    dry: tuple[str, ...] = DRY
    steps: list[Step] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)

    def run(self, workflow: Path, only: tuple[str, ...] = ()) -> Play:
        """Play the jobs of a workflow in the order of their needs, or some of them."""
        data = yaml.safe_load(workflow.read_text(encoding="utf-8"))
        waiting = {name: job for name, job in data["jobs"].items() if not only or name in only}
        while waiting:
            ready = [n for n, job in waiting.items() if all(need in self.jobs for need in _needs(job))]
            for name in ready:
                self.jobs[name] = self._combined(name, waiting.pop(name))
        return self

    def _combined(self, name: str, job: dict[str, Any]) -> Job:
        """Play a job once for each combination of its matrix; it fails where one of them does."""
        numbered = enumerate(_matrix(job))
        played = [self._job(f"{name}-{number}" if number else name, job, given) for number, given in numbered]
        return next((one for one in played if one.state == "failure"), played[0])

    def _job(self, name: str, job: dict[str, Any], matrix: dict[str, str]) -> Job:
        needs = {need: {"outputs": self.jobs[need].outputs} for need in _needs(job)}
        failed = any(self.jobs[need].state != "success" for need in _needs(job))
        context = {**self._github(), "needs": needs, "steps": {}, "matrix": matrix}
        played = Job("success", permissions=job.get("permissions", {}))
        if not holds(job.get("if"), context, failed=failed):
            played.state = "skipped"
            return played
        workspace = self.folder / name
        workspace.mkdir(parents=True)
        environment = {key: fill(value, context) for key, value in job.get("env", {}).items()}
        for step in job["steps"]:
            if holds(step.get("if"), context, failed=played.state == "failure"):
                done = self._step(name, step, context, environment)
                played.state = "failure" if done.state == "failed" else played.state
            else:
                done = Step(name, _name(step), "skipped")
            self.steps.append(done)
        played.outputs = {key: fill(value, context) for key, value in job.get("outputs", {}).items()}
        summary = self.folder / f"{name}.summary"
        played.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
        return played

    def _step(self, job: str, step: dict[str, Any], context: dict[str, Any], environment: dict[str, str]) -> Step:
        own = {key: fill(value, context) for key, value in step.get("env", {}).items()}
        given = {key: fill(value, context) for key, value in step.get("with", {}).items()}
        try:
            if "uses" in step:
                outputs = self._action(step["uses"].partition("@")[0], given, self.folder / job)
                state, said = "replaced", ""
            else:
                state, said, outputs = self._command(job, fill(step["run"], context), {**environment, **own})
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            state, said, outputs = "failed", str(error), {}
        if "id" in step:
            context["steps"][step["id"]] = {"outputs": outputs}
        return Step(job, _name(step), state, said)

    def _command(self, job: str, command: str, own: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        files = {what: self.folder / f"{job}.{what}" for what in ("output", "env", "summary")}
        files["output"].write_text("", encoding="utf-8")
        workspace = self.folder / job
        environment = {
            **os.environ,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_ENV": str(files["env"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "PYTHONPATH": str(workspace / "hooks"),
            "PATH": os.pathsep.join(([str(self.tools)] if self.tools else []) + [os.environ["PATH"]]),
            **own,
        }
        said = re.sub(rf"^make (?=(?:{'|'.join(self.dry)})$)", "make --dry-run ", command)
        shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", said]
        done = subprocess.run(  # noqa: S603 - the commands of this project's own workflows
            shell, cwd=workspace, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        lines = files["output"].read_text(encoding="utf-8").splitlines()
        outputs = dict(line.split("=", 1) for line in lines if "=" in line)
        return "failed" if done.returncode else "ran", done.stdout + done.stderr, outputs

    def _action(self, action: str, given: dict[str, str], workspace: Path) -> dict[str, str]:
        """Do with files what an action does; return its outputs."""
        if action == "actions/checkout":
            self._checkout(workspace, given)
        elif action == "actions/setup-python":
            (workspace / ".venv").symlink_to(ROOT / ".venv")
        elif action == "actions/upload-artifact":
            return self._upload(workspace / given["path"], given)
        elif action == "actions/download-artifact":
            self._download(workspace / given.get("path", "."), given)
        elif action in ("actions/cache/restore", "actions/cache/save"):
            _keep(action, workspace)
        elif action == "github/codeql-action/upload-sarif":
            json.loads((workspace / given["sarif_file"]).read_text(encoding="utf-8"))["runs"]
        elif action == "actions/attest-build-provenance":
            _attest(given["subject-digest"])
        elif action == "actions/deploy-pages":
            if os.listdir(self.artifacts["github-pages"]) != ["artifact.tar"]:  # noqa: PTH208
                raise ValueError("Pages wants one file, artifact.tar")
            return {"page_url": "https://pages.example/"}
        else:
            raise ValueError(f"nobody knows here what {action} does")
        return {}

    def _checkout(self, workspace: Path, given: dict[str, str]) -> None:
        if given.get("persist-credentials") != "false":
            raise ValueError("the token would stay in the clone")
        depth = [] if given.get("fetch-depth") == "0" else ["--depth", "1"]
        command = ["git", "clone", "-q", *depth, "--branch", self.ref, f"file://{self.origin}", str(workspace)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
            os.utime(workspace / name, (1, 1))  # older than what is installed already
        with (workspace / ".git" / "info" / "exclude").open("a", encoding="utf-8") as ignored:
            ignored.write("/.venv\n")

    def _upload(self, path: Path, given: dict[str, str]) -> dict[str, str]:
        if not path.exists():
            if given.get("if-no-files-found") == "error":
                raise ValueError(f"{path.name} is not there")
            return {}
        kept = self.artifacts[given["name"]] = self.folder / "artifacts" / given["name"]
        if path.is_dir():
            shutil.copytree(path, kept)
        else:
            kept.mkdir(parents=True)
            shutil.copy(path, kept)
        return {"artifact-url": "https://github.example/a/b/actions/runs/1/artifacts/2"}

    def _download(self, place: Path, given: dict[str, str]) -> None:
        named = fnmatch.filter(self.artifacts, given["pattern"]) if "pattern" in given else [given["name"]]
        for name in named:
            shutil.copytree(self.artifacts[name], place, dirs_exist_ok=True)

    def _github(self) -> dict[str, Any]:
        known = {"event_name": self.event, "event": self.payload, "repository": "a/b", "token": "none", "sha": "0" * 40}
        return {"github": {**known, "ref": self.payload.get("ref", "refs/pull/1/merge")}}


def _keep(action: str, workspace: Path) -> None:
    """Restore nothing, as on a new machine; keep only what is there."""
    if action.endswith("/save") and not (workspace / ".cache" / "citegate").is_dir():
        raise ValueError("there is nothing to keep")


def _attest(digest: str) -> None:
    if not re.fullmatch(r"sha256:[0-9a-f]{64}", digest):
        raise ValueError(f"no digest: {digest}")


def _needs(job: dict[str, Any]) -> list[str]:
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else list(needs)


def _matrix(job: dict[str, Any]) -> list[dict[str, str]]:
    """Return every combination of a job's matrix; that of a job without one is empty."""
    listed = job.get("strategy", {}).get("matrix", {})
    return [dict(zip(listed, map(str, values), strict=True)) for values in itertools.product(*listed.values())]


def _name(step: dict[str, Any]) -> str:
    return str(step.get("name") or step.get("run") or step["uses"].partition("@")[0])
