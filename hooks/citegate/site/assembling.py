"""One site from the sections of it that were built apart: each there once, each of the same project, no file twice."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate.errors import ConfigurationError
from citegate.site import compressing, datafiles, sections
from citegate.site.staging import Staging
from citegate.sitecheck.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from citegate.diagnostics import Diagnostic
    from citegate.project import Project

_FIELDS = {"kind", "version", "section", "sections", "rests", "url", "days", "files"}


class Part(NamedTuple):
    """A section that was built: its folder, its name, all names, its digest, and the digests of its files by path."""

    folder: Path
    section: str
    sections: tuple[str, ...]
    rests: str
    url: str
    days: Mapping[str, datetime.date]
    files: Mapping[str, str]


def assemble(
    project: Project, folders: Sequence[Path], output: Path, report: Callable[[Sequence[Diagnostic]], bool]
) -> bool:
    """Join sections into the site at `output`, verify it, and publish it unless `report` refuses what was found."""
    parts = [load(folder) for folder in folders]
    _complete(parts, sections.rests_on(project))
    staging = Staging(output)
    try:
        folder = staging.prepare()
        for part in parts:
            for path, digest in part.files.items():
                _copy(part, path, digest, folder)
        rest = next(part for part in parts if part.section == sections.REST)
        for name, data in datafiles.sitemaps_of(folder, rest.url, rest.days).items() if rest.url else ():
            (folder / name).write_bytes(data)
        if compressing.asked():
            compressing.compress(folder)
        if report(verify(folder, project.root, name="site")[0]):
            return False
        staging.publish()
    finally:
        staging.discard()
    return True


def load(folder: Path) -> Part:
    """Return the section in a folder; raise `ConfigurationError` where there is none."""
    try:
        return _part(folder, json.loads((folder / sections.MANIFEST).read_bytes()))
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise ConfigurationError(f"{folder.name} holds no section that `citegate build --section` made") from error


def _part(folder: Path, data: Any) -> Part:
    if set(data) != _FIELDS or data["kind"] != sections.KIND or data["version"] != sections.VERSION:
        raise ValueError
    days = {address: datetime.date.fromisoformat(day) for address, day in data["days"].items()}
    listed, files = tuple(data["sections"]), data["files"]
    if not all(
        isinstance(text, str) for text in (data["section"], data["rests"], data["url"], *listed, *files.values())
    ):
        raise TypeError
    return Part(folder, data["section"], listed, data["rests"], data["url"], days, files)


def _complete(parts: Sequence[Part], rests: str) -> None:
    seen: dict[str, Path] = {}
    for part in parts:
        if part.rests != rests:
            raise ConfigurationError(f"{part.folder.name} is stale: it was built from other files; build it anew")
        if part.section in seen:
            raise ConfigurationError(f"{part.folder.name} is section `{part.section}`, as {seen[part.section].name} is")
        seen[part.section] = part.folder
    missing = [name for name in (parts[0].sections if parts else ()) if name not in seen]
    if missing or not parts:
        named = ", ".join(f"`{name}`" for name in missing)
        raise ConfigurationError(f"section {named} is missing" if missing else "no section was named")


def _copy(part: Part, path: str, digest: str, folder: Path) -> None:
    """Copy a file that belongs to its section and is the one that was built; raise where it is another."""
    source, target = part.folder / path, folder / path
    inside = str(PurePosixPath(path)) == path and ".." not in PurePosixPath(path).parts and not path.startswith("/")
    regular = inside and source.is_file() and source.resolve() == (part.folder.resolve() / path)
    data: Any = source.read_bytes() if regular else None
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        raise ConfigurationError(f"{part.folder.name}: {path} is not the file that was built")
    if sections.SHARED.fullmatch(path):
        if target.exists() and target.read_bytes() != data:
            raise ConfigurationError(f"{part.folder.name}: {path} differs from that of another section")
    elif sections.owner(path, part.sections) != part.section:
        raise ConfigurationError(f"{part.folder.name}: {path} belongs to another section")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
