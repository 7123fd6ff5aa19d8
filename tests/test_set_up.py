"""The commands set a machine up by themselves, or say in one line what is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with a few environment variables of its own."""
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120
    )


def program(folder: Path, name: str, script: str) -> Path:
    """Write a small shell program into a folder; return its path."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_help_lists_every_target() -> None:
    """`make` alone explains each target that there is."""
    listed = re.findall(r"^make ([\w-]+) +\S", run("make", "--no-print-directory").stdout, re.MULTILINE)
    assert listed == TARGETS


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".github/workflows/ci.yml", ".ci/run"])
def test_documents_name_targets_that_exist(name: str) -> None:
    """Each `make …` that people or workflows are told to run is a target of the Makefile."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|exec |run: )make ([a-z-]+)(?=`|$| +#)", text, re.MULTILINE))
    assert named
    assert named <= set(TARGETS)


def test_ci_runs_the_command_that_the_readme_names() -> None:
    """`.ci/run` can be executed and ends in `make test`, from whatever folder it is called."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    """Where no Python is new enough, nothing is made, and one line names the version that is needed."""
    programs = tmp_path / "programs"
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        program(programs, name, "exit 1")
    done = run("/bin/sh", str(ROOT / "scripts" / "venv.sh"), "made", cwd=tmp_path, PATH=f"{programs}:{os.defpath}")
    assert done.returncode == 1
    assert done.stderr == (
        "citegate: Python 3.11 or newer is needed; none of python3, python3.13, python3.12, python3.11 is\n"
    )
    assert not (tmp_path / "made").exists()


def test_python_without_venv_is_refused_in_one_line(tmp_path: Path) -> None:
    """Where Debian's python3-venv is missing and apt-get cannot help, one line names the package to install."""
    (tmp_path / "ensurepip.py").write_text("raise ImportError\n", encoding="utf-8")
    python = program(tmp_path / "programs", "python3", f'PYTHONPATH="{tmp_path}" exec "{sys.executable}" "$@"')
    program(tmp_path / "programs", "apt-get", "exit 100")
    path = f"{python.parent}:{os.defpath}"
    done = run("/bin/sh", str(ROOT / "scripts" / "venv.sh"), "made", cwd=tmp_path, PATH=path)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert done.returncode == 1
    assert re.fullmatch(rf"citegate: \S+ cannot make virtual environments; install {package} .*\n", done.stderr)
    assert not (tmp_path / "made").exists()


def test_environment_is_made_in_a_folder_with_spaces(tmp_path: Path) -> None:
    """A path with spaces is no trouble, and the environment's Python runs."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    done = run("/bin/sh", str(ROOT / "scripts" / "venv.sh"), ".venv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert run(str(folder / ".venv" / "bin" / "python"), "-m", "pip", "--version").returncode == 0


def test_chosen_browser_that_does_not_start_is_refused_in_one_line(tmp_path: Path) -> None:
    """A wrong CITEGATE_CHROMIUM is named, and nothing is installed in its place."""
    missing = str(tmp_path / "nothing")
    done = run(sys.executable, str(ROOT / "scripts" / "browser.py"), CITEGATE_CHROMIUM=missing)
    assert done.returncode == 1
    assert not done.stdout
    assert done.stderr == f"citegate: CITEGATE_CHROMIUM names {missing}, which does not start; correct it or unset it\n"


def test_missing_browser_is_refused_and_not_skipped(tmp_path: Path) -> None:
    """Where neither apt-get nor Playwright can install a browser, the last line says so and the command fails."""
    program(tmp_path / "programs", "apt-get", "exit 100")
    done = run(
        sys.executable,
        str(ROOT / "scripts" / "browser.py"),
        CITEGATE_CHROMIUM="",
        PATH=str(tmp_path / "programs"),
        PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "browsers"),
        PLAYWRIGHT_DOWNLOAD_HOST="http://127.0.0.1:9",
    )
    assert done.returncode == 1
    assert not done.stdout
    assert done.stderr.splitlines()[-1].startswith("citegate: the tests need Chromium and none could be installed; ")


def test_browser_that_is_there_is_used() -> None:
    """The path that the script prints is a Chromium that starts."""
    done = run(sys.executable, str(ROOT / "scripts" / "browser.py"))
    assert done.returncode == 0, done.stderr
    assert "Chrom" in run(done.stdout.strip(), "--version").stdout
