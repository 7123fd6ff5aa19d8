"""A build of one section of a site: the pages below a folder of `docs/articles`, or all that belongs to none.

Every build of a section reads the whole project, so that each page is what it is in a build in one piece; it prints,
verifies and keeps only its own pages. What belongs to whom is decided by where a file stands on the site.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from citegate import buildinfo, gitread, store
from citegate.errors import ConfigurationError
from citegate.ground import ground
from citegate.project import ARTICLES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from mkdocs.structure.files import Files

    from citegate.article import Article
    from citegate.project import Project
    from citegate.site.site import Site

VARIABLE = "CITEGATE_SECTION"
REST = "."
"""The section of all that lies in no folder: the first page, indexes, evidence, search, data of the whole site."""
MANIFEST = "section.json"
KIND = "citegate-section"
VERSION = 1
SHARED = re.compile(r"assets/stylesheets/citegate/page\.[0-9a-f]{8}\.css")
"""Files that several sections may have: they are named by what they hold."""


def chosen() -> str:
    """Return the section that this build is of, or nothing where it is of the whole site."""
    return os.environ.get(VARIABLE, "")


def names(project: Project) -> tuple[str, ...]:
    """Return the sections of a project: its folders of articles, then the rest."""
    folder = project.docs / ARTICLES
    found = sorted(p.name for p in folder.iterdir() if p.is_dir() and p.name[0] != ".") if folder.is_dir() else []
    return (*(name for name in found if any((folder / name).rglob("*.md"))), REST)


def check(project: Project, section: str) -> None:
    """Raise `ConfigurationError` where a project has no such section."""
    known = names(project)
    if section not in known:
        raise ConfigurationError(f"there is no section `{section}`; there are {', '.join(f'`{n}`' for n in known)}")


def owner(path: str, known: tuple[str, ...]) -> str:
    """Return the section that a file of the site belongs to.

    >>> owner("articles/valves/a/index.html", ("valves", ".")), owner("search/index.html", ("valves", "."))
    ('valves', '.')
    """
    parts = PurePosixPath(path).parts
    return parts[1] if len(parts) > 2 and parts[0] == ARTICLES and parts[1] in known else REST


def own(site: Site, path: str) -> bool:
    """Return whether this build keeps a file of the site."""
    return not chosen() or owner(path, _known(site)) == chosen()


def _known(site: Site) -> tuple[str, ...]:
    known: tuple[str, ...] = site.shared.setdefault("sections", names(site.project))  # type: ignore[assignment]
    return known


def keep(site: Site, files: Files, prepared: dict[str, Article]) -> None:
    """Take the pages of other sections out of a build, once every page knows its title."""
    if not chosen():
        return
    for file in list(files):
        if file.is_documentation_page() and not own(site, file.dest_uri):
            files.remove(file)
            prepared.pop(file.src_uri, None)


def close(site: Site, folder: Path) -> None:
    """Remove what other sections write, and say what is left and what it rests on."""
    if not chosen():
        return
    kept: dict[str, str] = {}
    for path in sorted(_files(folder)):
        if own(site, path) or SHARED.fullmatch(path):
            kept[path] = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        else:
            (folder / path).unlink()
    for here, _, _ in os.walk(folder, topdown=False):
        if not os.listdir(here):  # noqa: PTH208
            Path(here).rmdir()
    text = json.dumps(_manifest(site, kept), ensure_ascii=False, separators=(",", ":"))
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def _manifest(site: Site, kept: Mapping[str, str]) -> dict[str, object]:
    from citegate.site.datafiles import changed  # noqa: PLC0415 - it asks this module what is its own

    days: dict[str, datetime.date] = changed(site) if chosen() == REST and site.url else {}
    return {
        "kind": KIND,
        "version": VERSION,
        "section": chosen(),
        "sections": list(_known(site)),
        "rests": rests_on(site.project),
        "url": site.url,
        "days": {address: day.isoformat() for address, day in days.items()},
        "files": kept,
    }


def rests_on(project: Project) -> str:
    """Return the digest of all that a site is built from: the project, this package, its commit."""
    digest = hashlib.sha256()
    package = Path(str(resources.files("citegate")))
    for file in sorted(file for file in package.rglob("*") if file.is_file() and "__pycache__" not in file.parts):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    hook = project.root / "hooks" / "publish.py"
    commit = gitread.output(project.root, "rev-parse", "HEAD") or ""
    versions = "".join(f"{name} {buildinfo.version(name)};" for name in buildinfo.PACKAGES)
    said = hook.read_bytes() if hook.is_file() else b""
    return store.key(ground(project), digest.hexdigest(), commit, versions, said)


def _files(folder: Path) -> Iterator[str]:
    for here, _, found in os.walk(folder):
        yield from (folder.joinpath(here, name).relative_to(folder).as_posix() for name in found)
