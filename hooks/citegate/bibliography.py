"""Reads the text of a .bib file: works with decoded fields and places, and every problem at once.

Nothing here reads the disk. What is wrong with a file is a `Finding` with its path, never an exception.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from citegate.bibblocks import Places, RawBlock, RawField, split
from citegate.bibmessages import BALANCE, LOST, advice_on, explain, quoted
from citegate.bibvalues import LONGEST_ABBREVIATION, MONTHS, evaluate
from citegate.diagnostics import Finding, Span
from citegate.inheritance import inherit
from citegate.joinedworks import Joined
from citegate.offsets import Offsets
from citegate.texts import decode_field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

KEY = re.compile(r"[A-Za-z0-9_-]+")
"""What a key may be: exactly the characters that a citation `[@key]` can name."""
_UNSEEN = re.compile(r"\bnot (?:\w+ )?(?:seen|shown|given|named|stated|printed|found)\b|\b(?:missing|absent|unknown)\b")


@dataclass(frozen=True, slots=True)
class Work:
    """One entry. `fields` are decoded to Unicode, `raw` are the same values in TeX; names are in lower case.

    `text` is the entry as written, `span` its head (`@article{key`), `places` the span of each value. A field
    inherited through `crossref` has the place that it has in the other entry.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    path: str = ""
    span: Span = field(default_factory=lambda: Span.point(1))
    places: Mapping[str, Span] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the values in order: what cannot be changed cannot be pickled as it stands."""
        values = (dict(self.fields), self.path, self.span, self.places, dict(self.raw), self.text)
        return _work, (self.key, self.type, *values)

    def place(self, *names: str) -> Span:
        """Return the span of the first of these fields that the entry has, or of its head."""
        return next((self.places[name] for name in names if name in self.places), self.span)

    def declares_unseen(self, name: str) -> bool:
        """Return whether `unverified-field` says that a field was not seen (`author, date: missing from both copies`).

        That it was inferred or doubted excuses no absence.
        """
        for statement in self.fields.get("unverified-field", "").lower().split(";"):
            names, _, reason = statement.replace("(", ":", 1).partition(":")
            if name in (part.strip() for part in names.split(",")) and _UNSEEN.search(reason):
                return True
        return False


def _work(key: str, kind: str, fields: dict[str, str], *rest: Any) -> Work:
    return Work(key, kind, MappingProxyType(fields), *rest)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All works by key, in the order of the files, and all problems, ordered by place."""

    works: Mapping[str, Work] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()
    paths: tuple[str, ...] = ()

    def chosen(self, keys: Collection[str]) -> Iterator[Work]:
        """Yield the works that keys name, in the order of the files: the others need not be unpacked."""
        return (self.works[key] for key in self.works if key in keys)


def parse(text: str, path: str) -> Bibliography:
    """Return the bibliography that a .bib text holds. Never raises; `path` only names the file in findings."""
    reader = _Reader(text.removeprefix("\ufeff"), path)
    reader.read()
    problems = sorted(reader.problems, key=lambda finding: finding.span)
    if len(problems) > _MOST:  # a file that is broken from end to end; the first ones say how
        said = "more problems follow from here on", "mend those above"
        problems[_MOST:] = [Finding(problems[_MOST].span, *said, path)]
    return Bibliography(MappingProxyType(reader.works), tuple(problems), (path,))


def merge(*bibliographies: Bibliography) -> Bibliography:
    """Return several bibliographies as one. A key that stands in two files is a problem; the first file wins."""
    if len(bibliographies) == 1:
        return bibliographies[0]
    owners: dict[str, Mapping[str, Work]] = {}
    problems: list[Finding] = []
    for bibliography in bibliographies:
        problems.extend(bibliography.problems)
        for key in bibliography.works:
            first, work = owners.setdefault(key, bibliography.works), bibliography.works
            if first is not work and first[key] is not work[key]:
                problems.append(_twice(work[key], first[key]))
    paths = tuple(path for bibliography in bibliographies for path in bibliography.paths)
    return Bibliography(Joined(owners, [each.works for each in bibliographies]), tuple(problems), paths)


def _twice(work: Work, first: Work) -> Finding:
    where = f"line {first.span.line}" if first.path == work.path else f"{first.path}:{first.span.line}"
    return Finding(
        work.span,
        f"the key `{work.key}` is used twice; the first entry with it stands in {where}",
        "remove one of the two entries, or give this one another key; the first is used until then",
        work.path,
    )


_MOST = _SHOWN = 1_000
"""Problems of a file that are told one by one; characters of a wrong value that are marked."""
_FIELD_NAME = re.compile(r"[^\s\"#%'(),={}]+")


class _Reader:
    """Collects works and problems while it goes through the blocks of one file."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.lines = Offsets(text)
        self.works: dict[str, Work] = {}
        self.problems: list[Finding] = []
        self.abbreviations = dict(MONTHS)

    def read(self) -> None:
        """Go through the file once, then let entries inherit what `crossref` gives them."""
        lost = re.search("[\x00\ufffd]", self.text)
        if lost:
            self._problem(lost.start(), 1, "the file is not UTF-8 text: a character cannot be read", "save it as UTF-8")
        before = ""
        for block in split(self.text):
            if len(self.problems) > 2 * _MOST:
                break
            if block.kind == "entry":
                self._entry(block)
            elif block.kind == "string":
                self._abbreviation(block)
            elif block.kind == "failed":
                self._failed(block)
            elif block.kind == "text" and before != "failed":
                self._outside(block)
            before = block.kind
        heirs, problems = inherit(self.works)
        self.works |= heirs
        self.problems += problems

    def _problem(self, offset: int, length: int, message: str, advice: str) -> None:
        self.problems.append(Finding(self.lines.exact(offset, offset + length), message, advice, self.path))

    def _entry(self, block: RawBlock) -> None:
        length = block.key_offset + len(block.key) - block.offset
        self._judge_head(block, length)
        fields: dict[str, str] = {}
        raw: dict[str, str] = {}
        extents: dict[str, tuple[int, int]] = {}
        for part in block.fields:
            name = part.name.lower()
            if name in raw:
                self._repeated(block, part, extents[name][0])
                continue
            value = self._value(block, part)
            raw[name] = value
            decoded = decode_field(name, value)
            fields[name] = value if decoded == value else decoded  # one text, not two, in memory and in the store
            extents[name] = (part.value_offset, len(part.value))
        span, places = self.lines.exact(block.offset, block.offset + length), Places(self.lines, extents)
        work = Work(block.key, block.type, MappingProxyType(fields), self.path, span, places, raw, block.raw)
        first = self.works.get(block.key)
        if first is not None:
            self.problems.append(_twice(work, first))
        elif block.key:
            self.works[block.key] = work

    def _judge_head(self, block: RawBlock, length: int) -> None:
        line_start = self.text.rfind("\n", 0, block.offset) + 1
        if self.text[line_start : block.offset].lstrip().startswith("%"):
            self._problem(
                block.offset,
                length,
                f"entry {quoted(block.key)} is read although its line starts with `%`, which is no comment in a .bib",
                "delete the entry: a .bib has no sure way to comment out an entry",
            )
        if not block.type:
            advice = "write the type after the `@`, for example `@article{`"
            self._problem(block.offset, length, f"entry {quoted(block.key)} has no type", advice)
        if not block.key:
            advice = "write a key and a comma after the opening brace, for example `@article{smith-2020,`"
            self._problem(block.offset, length, "entry has no key", advice)
        elif not KEY.fullmatch(block.key):
            message = f"the key {quoted(block.key)} has characters that a citation cannot name"
            advice = "use only the letters A to Z, digits, `_` and `-` in keys"
            self._problem(block.key_offset, len(block.key), message, advice)

    def _repeated(self, block: RawBlock, part: RawField, first: int) -> None:
        line = self.lines.place(first)[0]
        message = f"field {quoted(part.name)} stands twice in entry {quoted(block.key)}; the first is in line {line}"
        advice = "remove one of the two; the first is used until then"
        self._problem(part.name_offset, len(part.name), message, advice)

    def _value(self, block: RawBlock, part: RawField) -> str:
        value, trouble = evaluate(part.value, self.abbreviations)
        named = _FIELD_NAME.fullmatch(part.name)
        if named and not trouble:
            return value
        where = f"field {quoted(part.name)} of entry {quoted(block.key)}"
        if not named:
            message = f"{where} has no valid name"
            advice = "write `name = {value}`; a comma or a closing brace may be missing or too many before it"
            self._problem(part.name_offset, len(part.name), message, advice)
        if trouble:
            length = min(len(part.value), _SHOWN)
            self._problem(part.value_offset, length, f"{where} {trouble}", advice_on(trouble))
        return value

    def _abbreviation(self, block: RawBlock) -> None:
        part = block.fields[0]
        value, trouble = evaluate(part.value, self.abbreviations)
        if not trouble and len(value) > LONGEST_ABBREVIATION:
            trouble = f"is longer than {LONGEST_ABBREVIATION:,} characters"
        if trouble:
            where = f"abbreviation {quoted(block.key)}"
            self._problem(part.value_offset, len(part.value), f"{where} {trouble}", advice_on(trouble))
        self.abbreviations[block.key.lower()] = value[:LONGEST_ABBREVIATION]

    def _failed(self, block: RawBlock) -> None:
        message, advice = explain(block)
        self._problem(block.offset, len(block.raw.split("\n", 1)[0]), message, advice)

    def _outside(self, block: RawBlock) -> None:
        lost = LOST.search(block.raw)
        if lost is None:
            return
        start = len(lost[0]) - len(lost[0].lstrip()) + lost.start()
        line = block.raw[start:].split("\n", 1)[0].rstrip()
        advice = f"text outside entries is ignored: {BALANCE}"
        self._problem(block.offset + start, len(line), f"this looks like part of a lost entry: {quoted(line)}", advice)
