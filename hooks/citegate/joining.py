"""The parts of a judgement put together again: each there once, each made from the files that lie here."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from citegate import frontmatter
from citegate.errors import ConfigurationError
from citegate.ground import ground
from citegate.readings import Reading, Verdict
from citegate.shards import load, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from citegate.article import Article
    from citegate.project import Project
    from citegate.shards import Judged, Shard


class Handed(Reading):
    """An article of which another machine handed over the verdict: it is parsed here only where a rule needs it all."""

    def __init__(self, project: Project, file: Path, judged: Judged, source: bytes) -> None:
        path, kind = judged.path, project.kind(file)
        front = _front(source, kind)
        status = front.values.get("status")
        known = (judged.claims, judged.diagnostics, dict(front.values), dict(front.places))
        said = status if isinstance(status, str) else "submitted"
        super().__init__(Verdict(path, kind, said, judged.keys, *known), source, b"")
        self._project, self._file = project, file
        self._whole: Article | None = None

    @property
    def article(self) -> Article:
        """Return the whole article, parsed when it is first asked for."""
        if self._whole is None:
            self._whole = self._project.read(self._file)
        return self._whole


def _front(source: bytes, kind: str) -> frontmatter.FrontMatter:
    """Return the front matter of a file; what cannot be decoded has none."""
    try:
        return frontmatter.read(source.decode("utf-8"), kind)
    except UnicodeDecodeError:
        return frontmatter.FrontMatter({}, {}, "", 1)


def join(project: Project, files: Sequence[Path], parts: Sequence[Path]) -> list[Reading]:
    """Return every file of the project with its verdict, from the files of all parts, in order.

    Raise `ConfigurationError` where a part is missing, is there twice, or was made from other files, by another
    program or on another day.
    """
    shards = [(part.name, load(part)) for part in parts]
    _complete(shards)
    current = ground(project)
    judged: dict[str, Judged] = {}
    for name, shard in shards:
        if shard.ground != current:
            raise ConfigurationError(f"{name} is stale: files, program, base or day are others now; make it anew")
        dealt = [project.relative(file) for file in share(files, shard.number, shard.of)]
        if [one.path for one in shard.files] != dealt:
            raise ConfigurationError(f"{name} does not hold the files of part {shard.number}: make it anew")
        judged.update((one.path, one) for one in shard.files)
    return [Handed(project, file, judged[project.relative(file)], _source(file)) for file in files]


def _complete(shards: Sequence[tuple[str, Shard]]) -> None:
    if not shards:
        raise ConfigurationError("no part was named: name the files that `citegate check --shard` wrote")
    seen: dict[int, str] = {}
    of = shards[0][1].of
    for name, shard in shards:
        if shard.of != of:
            raise ConfigurationError(f"{name} is one of {shard.of} parts, {shards[0][0]} one of {of}")
        if shard.number in seen:
            raise ConfigurationError(f"{name} is part {shard.number}, as {seen[shard.number]} is")
        seen[shard.number] = name
    missing = [str(number) for number in range(1, of + 1) if number not in seen]
    if missing:
        raise ConfigurationError(f"{'part' if len(missing) == 1 else 'parts'} {', '.join(missing)} of {of} missing")


def _source(file: Path) -> bytes:
    return file.read_bytes() if stat.S_ISREG(file.lstat().st_mode) else b""
