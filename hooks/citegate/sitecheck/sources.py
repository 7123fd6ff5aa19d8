"""The sources as this check reads them: front matter, citations and words, by regular expressions over the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FRONT_LIMIT = 65_536
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_CODE = re.compile(r"(?<![\\`])(`{1,9})(?!`)[^\n]{0,2000}?(?<!`)\1(?!`)")
_BRACKET = re.compile(r"(?<!\\)\[([^\[\]]*)\](?!\()")
_ITEM = re.compile(r"[^@]*(?<![\w.])@([A-Za-z0-9_-]+)\s*(?:,(.*))?", re.DOTALL)
_SNIPPET = re.compile(r'^[ \t]*-{1,}8<-{1,}[ \t]+"([\w./-]+)"[ \t]*$', re.MULTILINE)
_MOST = 1000
"""Snippets that are read for one article."""
_DEPTH = 8
_NO_PROSE = re.compile(
    r"""^\*\[[^\]\n]+\]:[^\n]*$             # abbreviations
      | ^[ \t]*\[[^\]\n]+\]:[ \t]*\S+[^\n]*$  # addresses of links
      | ^[ \t>]*\d+[.)][ \t]                  # numbers of lists
      | ^[ \t]*(?:///|:::|!!!|\?\?\?\+?|===)[^\n"]*  # openings of blocks; the title in quotes stays
      | (?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)  # targets of links
      | (?<=\])\[[^\]\n]*\]                  # names of links
      | \{[:#.\w][^{}\n]*\}                  # attribute lists
      | </?[A-Za-z][^<>]*>                  # tags""",
    re.MULTILINE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was typed: key, place in the source, offset in the file's text."""

    key: str
    locator: str
    line: int


@dataclass(frozen=True)
class Source:
    """An article's file: path below the documents, the text of its front matter, the text after that."""

    path: str
    front: str
    body: str
    line: int = 1
    reviewed: bool = True
    """False where its approval counts no more, whatever its front matter says."""

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Return the front matter: strings and lists of strings."""
        found = values(self.front)
        return found if self.reviewed else {**found, "status": "under review"}

    def listed(self, name: str) -> list[str]:
        """Return a value of the front matter as a list."""
        value = self.values.get(name) or []
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    @property
    def status(self) -> str:
        """Return the review status, as it was typed."""
        return str(self.values.get("status") or "")

    def under_review(self) -> Source:
        """Return the article as one that is under review."""
        return replace(self, reviewed=False)

    @cached_property
    def prose(self) -> str:
        """Return the text without code and comments; lines stay where they are."""
        return _CODE.sub("", _without_comments(_without_fences(self.body)))

    @cached_property
    def citations(self) -> tuple[Cited, ...]:
        """Return the citations in order."""
        found, line, last = [], self.line, 0
        for group in _BRACKET.finditer(self.prose):
            items = [_ITEM.fullmatch(item.strip()) for item in group[1].split(";")]
            line, last = line + self.prose.count("\n", last, group.start()), group.start()
            if "@" in group[1] and all(items):
                found += [Cited(item[1], " ".join((item[2] or "").split()), line) for item in items if item]
        return tuple(found)

    @cached_property
    def words(self) -> Counter[str]:
        """Return how often each word stands in the text, its markup and citations left out."""
        text = unescape(_NO_PROSE.sub(" ", _BRACKET.sub(_unless_cited, self.prose)))
        return Counter(_WORD.findall(text.casefold()))


@dataclass(frozen=True)
class Notice:
    """A notice's file: name, title, text, and the digest that the policy approves."""

    name: str
    title: str
    text: str
    approved: str


@dataclass(frozen=True)
class Sources:
    """A project's folder, as far as its site can be compared with it."""

    root: Path
    docs: str = "docs"
    site_url: str = ""
    approved: Mapping[str, str] = field(default_factory=dict)

    def articles(self) -> Iterator[Source]:
        """Yield the articles, sorted by path."""
        folder = self.root / self.docs
        for file in sorted((folder / "articles").rglob("*.md")):
            if file.is_file():
                yield self.read(file.relative_to(folder).as_posix(), _text(file))

    def read(self, path: str, text: str) -> Source:
        """Return the article in a text."""
        front = _FRONT.match(text)
        body = text[front.end() :] if front else text
        line = text.count("\n", 0, front.end()) + 1 if front else 1
        return Source(path, front[1] if front else "", self._with_snippets(body), line)

    def _with_snippets(self, text: str) -> str:
        folder = self.root / self.docs / ".snippets"
        left = [*range(_MOST)]

        def expanded(text: str, depth: int) -> str:
            return _SNIPPET.sub(lambda match: included(match[1], depth), text)

        def included(name: str, depth: int) -> str:
            file = folder / name
            inside = file.is_file() and file.resolve().is_relative_to(folder.resolve())
            if not left or depth == _DEPTH or not inside:
                return ""
            left.pop()
            return expanded(_text(file), depth + 1)

        return expanded(text, 0)

    @cached_property
    def notices(self) -> dict[str, Notice]:
        """Return the notices by name."""
        found = {}
        for file in sorted((self.root / self.docs / "editorial" / "notices").glob("*.md")):
            source = self.read(file.name, _text(file))
            title = str(source.values.get("title") or "")
            found[file.stem] = Notice(file.stem, title, source.body.strip(), self.approved.get(file.stem, ""))
        return found


def _without_fences(text: str) -> str:
    """Return a text whose fenced code is empty lines; a fence that nothing closes is text."""
    kept: list[str] = []
    fence, since = "", 0
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if match and fence and match[1].startswith(fence) and not match[2].strip():
            kept[since:] = [""] * (len(kept) - since)
            fence, line = "", ""  # noqa: PLW2901 - the closing line is code too
        elif match and not fence:
            fence, since = match[1], len(kept)
        kept.append(line)
    return "\n".join(kept)


def _without_comments(text: str) -> str:
    """Return a text without comments; line ends stay."""
    kept, at = [], 0
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
        start = text.find("<!--", at)
    return "".join([*kept, text[at:]])


def _unless_cited(match: re.Match[str]) -> str:
    """Return nothing for a citation, and any other bracket as it is."""
    return " " if "@" in match[1] else match[0]


def values(text: str) -> Mapping[str, Any]:
    """Return the mapping of a front matter, every value a string or a list; an unsound one is empty."""
    try:
        data = yaml.load(text[:_FRONT_LIMIT], yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings
    except (yaml.YAMLError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
