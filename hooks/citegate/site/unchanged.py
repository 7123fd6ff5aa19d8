"""Whether a build would make the very site that is published: then there is nothing to do.

What a build rests on is digested before it begins and after it ended, and where both are the same, that digest is kept
beside the one of the site that was published. A build whose plugins may read anything keeps nothing. The store seals
what it holds, so that a checkout cannot bring a site along as its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import sysconfig
from typing import TYPE_CHECKING

from citegate import dependencies, gitread
from citegate.errors import ConfigurationError
from citegate.project import Project, today
from citegate.site import kept
from citegate.store import key, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CONFIGURATION = "mkdocs.yml"
_FOLDERS = frozenset(".git .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis".split())
"""Folders of the project that no build reads."""
_SETTINGS = ("CITEGATE_", "SOURCE_DATE_EPOCH")
_WITHOUT_EFFECT = frozenset({"CITEGATE_PROCESSES", "CITEGATE_NO_CACHE", "CITEGATE_DEBUG"})


def inputs(root: Path, site: Path) -> str:
    """Return the digest of everything that the site of a project rests on; empty where not all of it is known.

    `site` is the published folder. Read are all files of the project, what git says of it, the day, the settings of the
    environment, and the versions of everything that is installed.
    """
    digest = hashlib.sha256()
    try:
        for file in _files(root, site):
            digest.update(key(file.relative_to(root).as_posix(), file.read_bytes()).encode())
    except OSError:
        return ""
    names = sorted(name for name in os.environ if name.startswith(_SETTINGS) and name not in _WITHOUT_EFFECT)
    settings = [f"{name}={os.environ[name]}" for name in names]
    tools = [shutil.which(name) or "" for name in ("git", "ssh-keygen", "pandoc")]
    return key(
        *(digest.hexdigest(), str(site), kept.program(), sys.version, str(today())),
        *(*_history(root), *settings, *tools, *_installed()),
    )


def whole(folder: Path) -> str:
    """Return the digest of a site, of the name and content of every file; empty where one cannot be read."""
    digest = hashlib.sha256()
    try:
        for file in _below(folder):
            digest.update(key(file.relative_to(folder).as_posix(), file.read_bytes()).encode())
    except OSError:
        return ""
    return digest.hexdigest()


def published(root: Path) -> Path | None:
    """Return the folder that a build publishes into; None where the build may read more than the project's files."""
    import yaml  # noqa: PLC0415 - PyYAML is only loaded where a configuration is read

    try:
        data = yaml.safe_load((root / CONFIGURATION).read_text(encoding="utf-8"))
        plugins = {name for item in data.get("plugins", ()) for name in ([item] if isinstance(item, str) else item)}
        theme = data["theme"]
        usual = plugins == {"bibtex"} and len(data.get("hooks", ())) == 1 and theme["name"] == "material"
        named = [data.get("docs_dir", "docs"), *data["hooks"], theme.get("custom_dir", "docs"), *_read(Project(root))]
        inside = all(root.joinpath(name).resolve().is_relative_to(root.resolve()) for name in named)
        return root / data.get("site_dir", "site") if usual and inside and dependencies_known(root) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, yaml.YAMLError, ConfigurationError):
        return None  # what cannot be read is told by the build


def dependencies_known(root: Path) -> bool:
    """Return whether the Markdown extensions of a project read nothing but their text."""
    return dependencies.Dependencies(Project(root)).storable


def _read(project: Project) -> list[str]:
    """Return what else the configuration names to be read."""
    settings = project.settings
    snippets = settings.extension_configs.get("pymdownx.snippets", {}).get("base_path", ".")
    folders = [snippets] if isinstance(snippets, str) else snippets
    return [str(name) for name in (*settings.bib, settings.bib_dir, settings.csl, *folders) if name]


def note(root: Path, site: Path, before: str) -> None:
    """Keep what the site that was just published rests on, if that is what it was `before` the build."""
    store = open_store(root, today().toordinal()) if before and before == inputs(root, site) else None
    if store:
        store.write(_name(site), {"inputs": before, "site": whole(site)})
        store.close()


def same(root: Path, site: Path, now: str) -> bool:
    """Return whether the published site is what a build would make of the inputs `now`."""
    store = open_store(root, today().toordinal()) if now and site.is_dir() else None
    if store is None:
        return False
    said = store.read(_name(site)) or {}
    store.close()
    return said.get("inputs") == now and bool(said.get("site")) and said["site"] == whole(site)


def _name(site: Path) -> str:
    return key("published", kept.FORMAT, str(site))


def _files(root: Path, site: Path) -> Iterator[Path]:
    """Yield the files of a project, sorted; a folder that is a link raises `OSError`: it may lead anywhere."""
    for here, folders, names in os.walk(root):
        place = root.joinpath(here)
        folders[:] = sorted(
            name for name in folders if not _unread(place / name, root) and not _made(place / name, site)
        )
        linked = next((name for name in folders if (place / name).is_symlink()), None)
        if linked:
            raise OSError(f"{linked} is a link")
        yield from (place / name for name in sorted(names) if (place / name).is_file())


def _unread(folder: Path, root: Path) -> bool:
    """Return whether a folder holds nothing that a build reads: what tools of a developer keep, compiled modules."""
    compiled = folder.name == "__pycache__" and all(file.suffix == ".pyc" for file in folder.iterdir())
    return compiled or (folder.parent == root and folder.name in _FOLDERS)


def _made(folder: Path, site: Path) -> bool:
    """Return whether a folder is the published site, or one that a build works in."""
    return folder == site or (folder.parent == site.parent and folder.name.startswith(f".{site.name}-building-"))


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        yield from (folder.joinpath(here, name) for name in sorted(names))


def _history(root: Path) -> Iterator[str | bytes]:
    """Yield what git says of the project: the commit, what differs from it, and where its history begins."""
    for asked in (
        ("rev-parse", "HEAD"),
        ("status", "--porcelain", "--untracked-files=no", "--", "."),
        ("for-each-ref", "refs/replace"),
    ):
        yield gitread.output(root, *asked) or ""
    said = gitread.output(root, "rev-parse", "--git-common-dir")
    file = root.joinpath((said or "").strip(), "shallow")
    yield file.read_bytes() if said and file.is_file() else b""


def _installed() -> Iterable[str]:
    """Return the names of what is installed beside this program, each with its version."""
    folder = sysconfig.get_path("purelib")
    return sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".pth", ".egg-link")))  # noqa: PTH208 - names
