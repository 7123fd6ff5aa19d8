"""`citegate doctor`, and the small files that editors and forges read: matcher, hooks, CODEOWNERS, forms."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from citegate import doctor
from citegate.lexicon import load

if TYPE_CHECKING:
    from tests.small_project import citegate, make
else:
    from small_project import citegate, make

ROOT = Path(__file__).resolve().parent.parent
OWNED = "".join(f"{path} @widgets/editors\n" for path in load("repository")["owned"])


@pytest.mark.parametrize(
    ("text", "good", "found"),
    [
        (None, False, "there is no"),
        ("# /hooks/ @TEAM\n", False, "nobody owns"),
        ("* @TEAM\n", False, "@TEAM is a placeholder"),
        (OWNED.replace("/hooks/ @widgets/editors\n", ""), False, "nobody owns /hooks/"),
        (f"{OWNED}/hooks/ # nobody\n", False, "nobody owns /hooks/"),
        (OWNED, True, "owned by @widgets/editors"),
    ],
    ids=["missing", "comments", "placeholder", "one-missing", "taken-away", "sound"],
)
def test_owners(text: str | None, *, good: bool, found: str) -> None:
    """Owners must be named for all that decides about reviews; the last line about a path counts, as on GitHub."""
    check = doctor.owners(text)
    assert check.good == good
    assert found in check.found


@pytest.mark.parametrize(
    ("url", "good"),
    [("", False), ("https://x.example/", False), ("http://localhost:8000/", False), ("https://widgets.org/", True)],
)
def test_site_url(url: str, *, good: bool) -> None:
    """A domain that is reserved for examples is no address."""
    assert doctor.site_url(url).good == good


def test_lock() -> None:
    """Another version or a missing package is named; one for another platform may be missing."""
    text = "a==1.0 \\\n    --hash=sha256:0\nb==2.0\nc==3.0 ; sys_platform == 'win32' \\\n"
    assert doctor.lock(text, {"a": "1.0", "b": "2.0"}.get).good
    check = doctor.lock(text, {"a": "1.1"}.get)
    assert not check.good
    assert "a 1.1 instead of 1.0, b missing instead of 2.0" in check.found
    assert not doctor.lock("", lambda _: None).good


def test_command_on_a_bare_project(tmp_path: Path) -> None:
    """What is wrong is said with its remedy and exit status 1; each setting comes with a command to check it."""
    project = make(tmp_path / "project", "The widget weighs 3 kg [@alpha, p. 4].\n")
    text = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(f"{text}repo_url: https://github.com/widgets/site\n", "utf-8")
    done = citegate("doctor", "--root", project, "--format", "json")
    data = json.loads(done.stdout)
    checks = {check["name"]: check for check in data["checks"]}
    assert done.exit_code == 1
    assert not checks["workflows"]["good"]
    assert not checks["hook before commits"]["good"]
    assert checks["repo_url"]["good"]
    assert all(check["good"] or check["remedy"] for check in data["checks"])
    assert all("repos/widgets/site" in setting["check"] and setting["why"] for setting in data["settings"])
    assert len(data["settings"]) >= 12


def test_checks_that_doctor_names_are_those_of_the_workflow() -> None:
    """The required checks are jobs of the workflow, by their names; the hook is found once it is installed."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]
    names = {
        re.sub(r"\$\{\{.*\}\}", python, job["name"])
        for job in jobs.values()
        for python in job.get("strategy", {}).get("matrix", {}).get("python", [""])
    }
    required = next(s["name"] for s in doctor.settings("a/b") if s["name"].startswith("Required checks"))
    listed = required.removeprefix("Required checks: ").rpartition(", of the")[0].split(", ")
    assert set(listed) <= names


def test_hook_is_found(tmp_path: Path) -> None:
    """A hook that git would run before a commit counts as installed."""
    project = make(tmp_path / "project", "The widget weighs 3 kg [@alpha, p. 4].\n")
    subprocess.run(["git", "init", "-q", project], check=True)
    hook = project / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n", "utf-8")
    checks = json.loads(citegate("doctor", "--root", project, "--format", "json").stdout)["checks"]
    assert next(check["good"] for check in checks if check["name"] == "hook before commits")


def test_problem_matcher_reads_what_is_printed(tmp_path: Path) -> None:
    """Each finding of the text report is matched once, with its level, file, line, column, code and message."""
    project = make(tmp_path / "project", "The widget weighs 3 kg. It is 3.0 mg [@alpha].\n")
    lines = citegate("check", "--root", project).stdout.splitlines()
    matchers = json.loads((ROOT / ".github" / "problem-matcher.json").read_text("utf-8"))["problemMatcher"]
    found = [
        (matcher["severity"], match.groups())
        for line in lines
        for matcher in matchers
        if (match := re.search(matcher["pattern"][0]["regexp"], line))
    ]
    shown = [line for line in lines if re.match(r"\S+:\d+:\d+: ", line)]
    assert len(found) == len(shown) > 1
    assert {level for level, _ in found} == {"error", "warning"}
    assert ("error", "CL01") in {(level, groups[3]) for level, groups in found}


def test_hooks_run_the_same_command() -> None:
    """The hook of this project and the one for others judge what changed, and nothing is handed over by name."""
    own = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    others = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["entry"].removeprefix(".venv/bin/") for hook in (*own, *others)] == ["citegate check --changed"] * 2
    assert not any(hook["pass_filenames"] for hook in (*own, *others))


def test_code_owners_cover_what_doctor_asks_for() -> None:
    """The lines that wait for a team cover each path that decides about reviews, and each leads somewhere or will."""
    text = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8")
    waiting = "".join(f"{line.removeprefix('# ')}\n" for line in text.splitlines() if line.startswith("# /"))
    assert doctor.owners(waiting.replace("@TEAM", "@widgets/editors")).good
    assert not doctor.owners(text).good
    made_later = {"/docs/editorial/approvals/"}
    paths = {line.split()[0] for line in waiting.splitlines()} - made_later
    assert not [path for path in paths if not (ROOT / path.lstrip("/")).exists()]
