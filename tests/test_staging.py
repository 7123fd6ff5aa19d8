"""The published folder is whole at every moment: before, during and after a build that ends, fails or is killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from citegate.site import lock, staging
from citegate.site.lock import RunningError
from citegate.site.staging import Staging

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds

SWAPPER = """
import sys
from pathlib import Path
from citegate.site.staging import Staging

for number in range(10_000):
    made = Staging(Path(sys.argv[1]))
    folder = made.prepare()
    for name in range(20):
        (folder / f"{name}.html").write_text(str(number))
    made.publish()
"""

HOLDER = """
import sys, time
from pathlib import Path
from citegate.site.staging import Staging

Staging(Path(sys.argv[1])).prepare()
print("building", flush=True)
time.sleep(60)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    builds.publish_something(tmp_path / "site")
    return tmp_path / "site"


def build_into(made: Staging) -> dict[str, str]:
    """Build a new site in a staging folder; return its digest."""
    folder = made.prepare()
    (folder / "index.html").write_text("<p>A new site</p>\n", encoding="utf-8")
    (folder / "deep" / "er").mkdir(parents=True)
    return builds.digest(folder)


def dead_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.parametrize("exchange", [True, False], ids=["exchanged", "renamed"])
def test_publishing_replaces_the_whole_site(site: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool) -> None:
    """The new site stands where the old one stood and nothing is left beside it, with or without the system call."""
    if not exchange:
        monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    made = Staging(site)
    built = build_into(made)
    made.publish()
    assert builds.digest(site) == built
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_publishing_for_the_first_time(tmp_path: Path) -> None:
    """Where no site was, nor the folder that it goes into, publishing makes both."""
    made = Staging(tmp_path / "www" / "site")
    built = build_into(made)
    assert not (tmp_path / "www" / "site").exists()
    made.publish()
    assert builds.digest(tmp_path / "www" / "site") == built


def test_discarding_leaves_the_site(site: Path) -> None:
    """A build that is thrown away leaves the old site and nothing beside it."""
    before = builds.digest(site)
    made = Staging(site)
    build_into(made)
    assert builds.digest(site) == before
    made.discard()
    assert builds.digest(site) == before
    assert builds.leftovers(site.parent) == []


def test_only_what_dead_builds_left_is_removed(site: Path) -> None:
    """Folders of ended builds go when the next one starts, even where their number lives again; another site's stay."""
    reused = os.getppid()
    names = [f".site-building-{dead_process()}", ".site-building-nobody", f".site-building-{reused}", ".s-building-1"]
    for name in names:
        (site.parent / name).mkdir()
    made = Staging(site)
    made.prepare()
    made.folder.rmdir()
    made.discard()
    assert builds.leftovers(site.parent) == [".s-building-1"]


def test_second_build_at_the_same_time_is_refused(site: Path) -> None:
    """While one process builds, another is refused with the first one's number; once it is killed, the way is free."""
    command = [sys.executable, "-c", HOLDER, str(site)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "building\n"
        with pytest.raises(RunningError, match=f"^process {holder.pid} is building this site"):
            Staging(site).prepare()
        holder.kill()
    made = Staging(site)
    made.prepare()
    made.discard()
    assert builds.leftovers(site.parent) == []


@pytest.mark.parametrize("alive", [True, False])
def test_without_locks_the_folders_tell(site: Path, monkeypatch: pytest.MonkeyPatch, *, alive: bool) -> None:
    """Where the system has no such lock, the folder of a living build refuses the next one, a dead one's goes."""
    monkeypatch.setattr(lock, "fcntl", None)
    number = os.getppid() if alive else dead_process()
    (site.parent / f".site-building-{number}").mkdir()
    if alive:
        with pytest.raises(RunningError, match=f"process {number} "):
            Staging(site).prepare()
    else:
        Staging(site).prepare()
    assert (site.parent / f".site-building-{number}").exists() == alive


def test_site_that_a_kill_left_renamed_comes_back(site: Path) -> None:
    """Where a build was killed between two renames, the next one puts the old site back before it starts."""
    before = builds.digest(site)
    site.rename(site.parent / f".site-building-{dead_process()}-old")
    Staging(site).prepare()
    assert builds.digest(site) == before


def test_failed_rename_puts_the_site_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second rename fails, the first is undone and the failure is told."""
    monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    before = builds.digest(site)
    made = Staging(site)
    shutil.rmtree(made.prepare())
    with pytest.raises(FileNotFoundError):
        made.publish()
    assert builds.digest(site) == before


def test_a_linked_site_stays_a_link(site: Path) -> None:
    """Where the published folder is a link, what it leads to is replaced, and the link is left."""
    link = site.parent / "public"
    link.symlink_to(site, target_is_directory=True)
    made = Staging(link)
    built = build_into(made)
    made.publish()
    assert link.is_symlink()
    assert builds.digest(site) == built


def test_killed_while_swapping(tmp_path: Path) -> None:
    """A process that does nothing but swap, killed at any moment, leaves one whole site, never none or two halves."""
    site = tmp_path / "site"
    for round_ in range(12):
        with subprocess.Popen([sys.executable, "-c", SWAPPER, str(site)], cwd=builds.ROOT / "hooks") as process:
            while not site.exists():
                time.sleep(0.005)
            time.sleep(0.15 + 0.013 * round_)
            process.kill()
        texts = {file.read_text(encoding="utf-8") for file in site.iterdir()}
        assert len(texts) == 1
        assert len(list(site.iterdir())) == 20


def test_killed_build_leaves_the_old_site(tmp_path: Path) -> None:
    """SIGKILL at five moments of a build leaves the old site, or the new one once swapped; the next build cleans up."""
    project = builds.copy_project(tmp_path / "project")
    site = project / "site"
    builds.build_well(project, SOURCE_DATE_EPOCH=builds.EPOCH)
    new = builds.digest(site)
    shutil.rmtree(site)
    old = builds.publish_something(site)
    started = time.monotonic()
    builds.build_well(project, "-d", "other", SOURCE_DATE_EPOCH=builds.EPOCH)
    took = time.monotonic() - started
    seen, left = [], []
    for part in range(5):
        environment = builds.environment(SOURCE_DATE_EPOCH=builds.EPOCH)
        with subprocess.Popen(
            builds.command("build", "-q"), cwd=project, env=environment, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(took * (0.35 + 0.13 * part))
            process.kill()
        left += builds.leftovers(project)
        seen.append("old" if builds.digest(site) == old else "new" if builds.digest(site) == new else "broken")
    assert "broken" not in seen
    assert seen[0] == "old"
    assert left
    builds.build_well(project, SOURCE_DATE_EPOCH=builds.EPOCH)
    assert builds.digest(site) == new
    assert builds.leftovers(project) == []
