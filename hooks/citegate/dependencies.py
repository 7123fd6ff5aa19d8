"""What reading and judging an article depends on, as keys of the store. In doubt a key changes: a miss costs time only.

Parsing an article depends on its text and path, on the Markdown extensions with their settings (the glossary among
them), on the policy, on which of the keys that it names are known, on the pages where it links to some, on the snippets
where it includes any, and on this program. Its findings depend on the bibliography, the notices and the day as well.
Rules that look at more (`SURROUNDINGS`) are never stored.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from citegate import retractionlist
from citegate.store import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.project import Project

FORMAT = "2"
"""Rises when what is stored changes its form."""
_KEY = re.compile(r"@([\w-]+)")
_OWN = ("citegate", "markdown", "pymdownx")
"""Packages whose Markdown extensions read nothing but the text and the snippets; others may read anything."""
_BUILT_IN = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta "
    "nl2br sane_lists smarty tables toc wikilinks".split()
)
_SOURCES = (".py", ".toml", ".md")
_PACKAGES = ("Markdown", "pymdown-extensions", "PyYAML", "bibtexparser", "pylatexenc", "nh3", "click")


@dataclass(frozen=True)
class Dependencies:
    """The keys of one project, as it stands on disk now."""

    project: Project

    @cached_property
    def storable(self) -> bool:
        """Return whether everything that parsing depends on is known: no extension of somebody else's."""
        names = map(str, self.project.settings.extensions)
        return all(name in _BUILT_IN or name.split(".")[0] in _OWN for name in names)

    def article(self, path: str, kind: str, source: bytes) -> str:
        """Return the key of a parsed article."""
        text = source.decode("utf-8", "replace")
        works = self.project.bibliography.works
        known = ",".join(sorted({name for name in _KEY.findall(text) if name in works}))
        pages = self._pages if ".md" in text else ""
        snippets = self._snippets if "-8<-" in text else ""
        return key("article", self._reading, path, kind, source, known, pages, snippets)

    def findings(self, article: str) -> str:
        """Return the key of an article's findings, from the key of the article."""
        return key("findings", article, self._judging)

    def extract(self, article: str) -> str:
        """Return the key of what is known of an article without its text, from the key of the article."""
        return key("extract", article)

    @cached_property
    def _reading(self) -> str:
        given = self.project.settings
        configs = {**given.extension_configs, "glossary": self.project.glossary}
        settings = json.dumps(
            [given.extensions, configs, given.docs, given.directory_urls], sort_keys=True, default=str
        )
        return key(FORMAT, program(), settings, repr(self.project.policy), self._file("pyproject.toml"))

    @cached_property
    def _judging(self) -> str:
        project = self.project
        folder = project.docs / "editorial" / "notices"
        texts = (part for name in project.bibliography.paths for part in (name, self._file(name)))
        listed = _bytes(project.docs / retractionlist.PATH)
        return key(str(project.context.today), *_tree([folder]), *texts, listed)

    @cached_property
    def _pages(self) -> str:
        return key(*sorted(self.project.addresses.pages))

    @cached_property
    def _snippets(self) -> str:
        config = self.project.settings.extension_configs.get("pymdownx.snippets", {})
        given = config.get("base_path", ".")
        folders = [given] if isinstance(given, str) else given
        return key(*_tree(Path(folder) for folder in folders))

    def _file(self, name: str) -> bytes:
        return _bytes(self.project.root / name)


def works(text: bytes, path: str) -> str:
    """Return the key of a parsed bibliography."""
    return key("bibliography", FORMAT, program(), path, text)


@cache
def program() -> str:
    """Return the digest of this package's own files and of the versions of what it stands on."""
    package = Path(__file__).parent
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for name in _PACKAGES:
        digest.update(f"{name} {metadata.version(name)};".encode())
    for name in sorted(_sources(str(package))):
        digest.update(name.replace(os.sep, "/").encode() + b"\0" + (package / name).read_bytes())
    return digest.hexdigest()


def _sources(package: str) -> Iterator[str]:
    """Yield the paths of this package's own files, but for those that only write the site."""
    for folder, below, names in os.walk(package):
        below[:] = [name for name in below if name != "__pycache__" and (folder != package or name != "site")]
        inside = folder[len(package) + 1 :] + os.sep if folder != package else ""
        yield from (inside + name for name in names if name.endswith(_SOURCES))


def _tree(folders: Iterable[Path]) -> list[str | bytes]:
    """Return names and contents of every file below folders; too many or too large ones have no place there."""
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return [part for file in files for part in (file.as_posix(), _bytes(file))]


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""
