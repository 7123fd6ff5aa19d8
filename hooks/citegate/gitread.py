"""The edge that reads files of a git repository as they are in another commit: one process for all of them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_TIMEOUT = 300
"""Seconds for git to answer."""


@dataclass(frozen=True)
class Commit:
    """A commit of the repository that a folder lies in; paths are seen from that folder."""

    root: Path
    name: str

    @cached_property
    def files(self) -> dict[str, str]:
        """Return the object of each file below the folder, by path."""
        listed = _git(self.root, "ls-tree", "-r", "-z", self.name).decode("utf-8", "surrogateescape")
        entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
        return {path: about.split()[2] for about, _, path in entries if about.split()[1] == "blob"}

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of files by path; those that the commit does not have are left out."""
        known = [(path, self.files[path]) for path in paths if path in self.files]
        if not known:
            return {}
        asked = "".join(f"{name}\n" for _, name in known).encode()
        answer = _git(self.root, "cat-file", "--batch", said=asked)
        found, position = {}, 0
        for path, _ in known:
            end = answer.index(b"\n", position)
            size = int(answer[position:end].split()[2])
            found[path] = answer[end + 1 : end + 1 + size]
            position = end + 2 + size
        return found

    def below(self, folder: str, ending: str) -> list[str]:
        """Return the paths below a folder with an ending, sorted."""
        return sorted(path for path in self.files if path.startswith(f"{folder}/") and path.endswith(ending))


def commit(root: Path, ref: str) -> Commit:
    """Return the commit that a reference names; raise `ConfigurationError` that says what is missing.

    Forty zeros, as forges name what was before the first commit of a branch, are a commit without files.
    """
    if not shutil.which("git"):
        raise ConfigurationError("git was not found: --base reads the base with it")
    if _run(root, ["rev-parse", "--is-inside-work-tree"]).returncode:
        raise ConfigurationError(f"{root} is in no git repository: --base needs one")
    if ref.strip("0") == "" and len(ref) >= 40:
        return Commit(root, _git(root, "hash-object", "-t", "tree", "--stdin").decode().strip())
    found = _run(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"])
    if found.returncode:
        shallow = _run(root, ["rev-parse", "--is-shallow-repository"]).stdout.strip() == b"true"
        advice = "this clone is shallow: fetch it (`git fetch origin BRANCH`, or `fetch-depth: 0`)"
        raise ConfigurationError(
            f"there is no commit `{ref}`; {advice if shallow else 'fetch it, or correct its name'}"
        )
    return Commit(root, found.stdout.decode().strip())


def parting(base: Commit) -> Commit:
    """Return the commit at which this branch left the base: what others added to the base since is no change here."""
    found = _run(base.root, ["merge-base", base.name, "HEAD"])
    return Commit(base.root, found.stdout.decode().strip()) if not found.returncode else base


def changed(since: Commit) -> list[str]:
    """Return the paths below the folder that differ from a commit, sorted: committed or not, removed ones as well."""
    differ = _git(since.root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", since.name)
    new = _git(since.root, "ls-files", "--others", "--exclude-standard", "-z")
    names = (differ + new).decode("utf-8", "surrogateescape").split("\0")
    return sorted({name for name in names if name})


def _git(root: Path, *arguments: str, said: bytes = b"") -> bytes:
    done = _run(root, arguments, said)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ConfigurationError(f"git {arguments[0]} failed: {lines[-1] if lines else 'it said nothing'}")
    return done.stdout


def output(root: Path, *arguments: str) -> str | None:
    """Return what git prints in a folder, or None where there is no git, no repository or no answer."""
    if not shutil.which("git"):
        return None
    try:
        done = _run(root, arguments)
    except (OSError, subprocess.SubprocessError):
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")


def _run(root: Path, arguments: Sequence[str], said: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [shutil.which("git") or "git", "-C", str(root), *arguments]
    return subprocess.run(command, input=said, capture_output=True, check=False, timeout=_TIMEOUT)  # noqa: S603
