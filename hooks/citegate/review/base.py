"""What a change may not decide about itself, read from the branch that it is made against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from citegate import policy, retractionlist, roster, transitions
from citegate.errors import ConfigurationError
from citegate.review import records

if TYPE_CHECKING:
    import datetime

    from citegate.gitread import Commit
    from citegate.policy import Policy
    from citegate.retractionlist import RetractionList
    from citegate.review.records import Record
    from citegate.roster import Member
    from citegate.transitions import BaseArticle


class Base:
    """Roster, keys, revocations, policy, articles and records of a commit; `docs` is the documents' folder."""

    def __init__(self, commit: Commit, docs: str = "docs") -> None:
        self.commit = commit
        self.docs = docs

    @cached_property
    def roster(self) -> dict[str, Member]:
        """Return the members of the base's roster by handle."""
        pages = self.commit.read(self.commit.below(f"{self.docs}/{roster.FOLDER}", ".md"))
        stems = {path: path.rpartition("/")[2].removesuffix(".md") for path in pages}
        own = f"{self.docs}/{roster.FOLDER}/"
        sound = {path: stem for path, stem in stems.items() if path == f"{own}{stem}.md" and stem != "index"}
        found = (roster.member(stem, _text(pages[path])) for path, stem in sound.items())
        return {member.handle: member for member in found if member}

    @cached_property
    def policy(self) -> Policy:
        """Return the base's policy; it must be one that can be read."""
        import tomllib  # noqa: PLC0415 - only a project with a policy needs it

        text = _text(self.commit.read(["pyproject.toml"]).get("pyproject.toml", b""))
        try:
            tool: Any = tomllib.loads(text).get("tool", {})
        except tomllib.TOMLDecodeError as error:
            raise ConfigurationError(f"pyproject.toml of the base cannot be read: {error}") from error
        return policy.read(tool.get("citegate", {}) if isinstance(tool, dict) else {}, text)

    @cached_property
    def articles(self) -> BaseArticles:
        """Return the base's articles by path."""
        return BaseArticles(self.commit, self.commit.below(f"{self.docs}/articles", ".md"))

    def retractions(self, today: datetime.date) -> RetractionList | None:
        """Return the base's list of retractions, or None where it has none."""
        path = f"{self.docs}/{retractionlist.PATH}"
        data = self.commit.read([path]).get(path)
        return retractionlist.read(data, f"{path} of the base", today) if data is not None else None

    @cached_property
    def _records(self) -> dict[str, bytes]:
        return self.commit.read(self.commit.below(f"{self.docs}/{records.FOLDER}", ".yml"))

    def records(self, path: str) -> list[Record]:
        """Return the records that a file has on the base; none where they cannot be read there."""
        data = self._records.get(path)
        try:
            return records.parse(_text(data)) if data is not None else []
        except records.RecordsError:
            return []


class BaseArticles(Mapping[str, "BaseArticle"]):
    """The base's articles by path, each read when it is asked for; true also where there are none: it is known."""

    def __init__(self, commit: Commit, paths: list[str]) -> None:
        self._sources = commit.read(paths)
        self._read: dict[str, BaseArticle] = {}

    def __getitem__(self, path: str) -> BaseArticle:
        if path not in self._read:
            self._read[path] = transitions.base(_text(self._sources[path]))
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def __bool__(self) -> bool:
        return True


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
