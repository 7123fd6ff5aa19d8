"""A disk that is full: the build says so in one line, publishes nothing, and leaves nothing behind."""

from __future__ import annotations

import resource
import runpy
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds

SEEDED: dict[str, Any] = runpy.run_path(str(builds.ROOT / "scripts" / "seeded.py"))
MOUNTED = """
mount -t tmpfs -o size="$3" tmpfs "$1" && cp -R "$1.old" "$1/site" || exit 77
"$2" -m mkdocs build -q -d "$1/site"
echo "status $?"
rm -rf "$1.after"; cp -R "$1" "$1.after"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one article."""
    made: Path = SEEDED["project"](tmp_path_factory.mktemp("full") / "project")
    return made


def said(output: str) -> list[str]:
    """Return the lines of a build's output that speak of its end."""
    return [line for line in output.splitlines() if line.startswith("Aborted") or "Traceback" in line]


@pytest.mark.parametrize("most", [20_000, 120_000])
def test_files_may_not_grow(project: Path, most: int) -> None:
    """Where the system lets no file grow further, the old site stays and one line says what to do."""
    site = project / "site"
    shutil.rmtree(site, ignore_errors=True)
    before = builds.publish_something(site)
    done = subprocess.run(
        builds.command("build", "-q"),
        cwd=project,
        env=builds.environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    (line,) = said(done.stdout + done.stderr)
    assert done.returncode == 1
    assert line.startswith("Aborted: File too large: free some space")
    assert line.endswith("the published site was left")
    assert builds.digest(site) == before
    assert builds.leftovers(project) == []


@pytest.mark.parametrize("size", ["2m", "5m"])
def test_disk_is_full(project: Path, size: str) -> None:
    """On a disk with no room for a second site, the old one stays and one line says that the disk is full."""
    mounted = project / f"mounted-{size}"
    mounted.mkdir()
    before = builds.publish_something(project / f"mounted-{size}.old")
    if not shutil.which("unshare"):
        pytest.skip("a small disk is mounted with unshare, and there is none")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", MOUNTED, "sh", str(mounted), sys.executable, size],
        cwd=project,
        env=builds.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if "status" not in done.stdout:
        pytest.skip("this machine lets nobody mount a small disk")
    (line,) = said(done.stdout + done.stderr)
    assert "status 1" in done.stdout
    assert line.startswith("Aborted: No space left on device: free some space")
    after = project / f"mounted-{size}.after"
    assert builds.digest(after / "site") == before
    assert [path.name for path in after.iterdir()] == ["site"]
