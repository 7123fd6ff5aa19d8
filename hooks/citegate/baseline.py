"""Findings that stood when the gate was adopted: they are held back, so that only new ones fail.

A finding is known by its code, its file and the text of its place, not by its line: edits elsewhere do not touch it.
The same finding several times is one entry with a count. What was recorded as a warning is held back as long as it is
one: an article that is approved must stand without help. Safety and the sign-off cannot be recorded.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from citegate.diagnostics import Diagnostic, Span
from citegate.errors import SettingsError, fault, find, place
from citegate.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

STALE = "CG01"
_REMEDY = "`citegate baseline` writes a new one"
VERSION = 1
_NEVER = ("SE", "GV03", "GV04", "GV06", "GV09", "CG")
_SHOWN = 80
_AROUND = 60


@dataclass(frozen=True, order=True, slots=True)
class Entry:
    """A finding of the baseline and how often it occurs; `line` is where the entry stands in its file, from 1."""

    path: str
    code: str
    text: str
    level: str
    count: int
    fingerprint: str
    line: int = 0


def may_stand(code: str) -> bool:
    """Return whether findings of a rule may be recorded."""
    return not code.startswith(_NEVER)


def fingerprints(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the fingerprint of each diagnostic and the text of its place that it is made from."""
    offsets: dict[str, Offsets] = {}
    for diagnostic in diagnostics:
        if diagnostic.path not in offsets:
            offsets[diagnostic.path] = Offsets(sources.get(diagnostic.path, ""))
        text = _place(diagnostic, offsets[diagnostic.path])
        said = f"{diagnostic.code}\0{diagnostic.path}\0{text}"
        yield hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:20], text


def _place(diagnostic: Diagnostic, offsets: Offsets) -> str:
    """Return the text of a place, white space folded; of one character, what stands around it and what is wrong."""
    span = diagnostic.span
    text = _folded(offsets.slice(span)[1])
    if len(text) > 1:
        return text
    at = offsets.offset(span.line, span.column)
    first, last = max(offsets.offset(span.line, 1), at - _AROUND), min(offsets.offset(span.line + 1, 1), at + _AROUND)
    around = _folded(offsets.text[first:last])
    return f"{around}: {diagnostic.message}" if around else diagnostic.message


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def record(diagnostics: Sequence[Diagnostic], sources: Mapping[str, str]) -> list[Entry]:
    """Return the entries of the diagnostics that may stand in a baseline, sorted."""
    found: dict[str, Entry] = {}
    allowed = [diagnostic for diagnostic in diagnostics if may_stand(diagnostic.code)]
    for diagnostic, (mark, text) in zip(allowed, fingerprints(allowed, sources), strict=True):
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        first = Entry(diagnostic.path, diagnostic.code, shown, diagnostic.level, 0, mark)
        entry = found.get(mark, first)
        found[mark] = replace(entry, count=entry.count + 1)
    return sorted(found.values())


def dump(entries: Iterable[Entry]) -> str:
    """Return the file's text: one entry a line, so that a change of one is a change of one line."""
    names = ("path", "code", "text", "level", "count", "fingerprint")
    lines = [json.dumps({name: getattr(e, name) for name in names}, ensure_ascii=False) for e in sorted(entries)]
    listed = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "version": {VERSION},\n  "entries": [\n{listed}\n  ]\n}}\n'


def parse(text: str, path: str) -> list[Entry]:
    """Return the entries of a file's text; raise `SettingsError` where it is no baseline."""
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            said = f"the baseline has version {data['version']!r}; this program writes version {VERSION}"
            raise SettingsError(fault((path, *find(text, "version")), said, _REMEDY))
        entries = [_entry(listed) for listed in data["entries"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, SettingsError):
            raise
        at = place(text, error.pos) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise SettingsError(fault((path, *at), "this is no baseline", _REMEDY)) from error
    lines = {line.partition('"fingerprint": "')[2][:20]: n for n, line in enumerate(text.splitlines(), start=1)}
    return [replace(entry, line=lines.get(entry.fingerprint, 1)) for entry in entries]


def _entry(listed: Mapping[str, Any]) -> Entry:
    texts = {name: listed[name] for name in ("path", "code", "text", "level", "fingerprint")}
    count = listed["count"]
    if not all(isinstance(value, str) for value in texts.values()) or type(count) is not int or count < 1:
        raise TypeError
    return Entry(count=count, **texts)


def hold_back(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, str],
    entries: Sequence[Entry],
    judged: Collection[str] | None = None,
) -> tuple[list[Diagnostic], list[Entry]]:
    """Return the diagnostics that no entry holds back, and what of the entries no longer occurs, with the count left.

    `judged` are the paths that this run looked at, None for all: an entry of another path is neither used nor stale.
    """
    left = Counter({entry.fingerprint: entry.count for entry in entries if may_stand(entry.code)})
    recorded = {entry.fingerprint: entry.level for entry in entries}
    kept = []
    for diagnostic, (mark, _) in zip(diagnostics, fingerprints(diagnostics, sources), strict=True):
        known = left[mark] > 0 and may_stand(diagnostic.code)
        if known and (diagnostic.level == "warning" or recorded[mark] == "error"):
            left[mark] -= 1
        else:
            kept.append(diagnostic)
    looked_at = [entry for entry in entries if judged is None or entry.path in judged]
    stale = [replace(entry, count=left[entry.fingerprint] or entry.count) for entry in looked_at]
    return kept, [e for e in stale if left[e.fingerprint] or not may_stand(e.code)]


def warnings(stale: Iterable[Entry], path: str) -> Iterator[Diagnostic]:
    """Yield a warning for each stale entry, at its line of the baseline."""
    for entry in stale:
        about = f"{entry.code} in {entry.path}: “{entry.text}”"
        times = f" ({entry.count} times)" if entry.count > 1 else ""
        message = f"an entry of the baseline no longer occurs{times}: {about}"
        if not may_stand(entry.code):
            message = f"{entry.code} cannot stand in a baseline: {about}"
        advice = "take it out with `citegate baseline --prune`"
        yield Diagnostic(path, Span.point(entry.line), STALE, "warning", message, advice)


def prune(entries: Iterable[Entry], stale: Iterable[Entry]) -> list[Entry]:
    """Return the entries without what is stale."""
    gone = {entry.fingerprint: entry.count for entry in stale}
    less = (replace(entry, count=entry.count - gone.get(entry.fingerprint, 0)) for entry in entries)
    return [entry for entry in less if entry.count > 0]
