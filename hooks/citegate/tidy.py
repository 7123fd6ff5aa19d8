"""Rewrites the text of a .bib file in one style: entries by key, fields in order, a field a line, values normalised.

Pure: text in, text out. What was written is read again and compared before anybody may save it, so that no entry, no
value and no comment can be lost in silence. Abbreviations (`@string`) are written out where they are used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from citegate import tidyvalues
from citegate.bibblocks import split
from citegate.bibliography import parse
from citegate.bibvalues import MONTHS, evaluate
from citegate.diagnostics import FILE, Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from citegate.bibblocks import RawBlock
    from citegate.bibliography import Bibliography
    from citegate.diagnostics import Span

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_ENDS_BLANK = re.compile(r"\n[ \t]*\n[ \t]*$")


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text in the project's style. Where there are `problems` it is the text as it was: mend them first.

    `changes` say what was changed, entry by entry; `uncited` are the entries that stay though nothing cites
    them. Places are those of the text before.
    """

    text: str
    problems: tuple[Finding, ...] = ()
    changes: tuple[Finding, ...] = ()
    uncited: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry with the paragraphs of comment above it; `close` where no blank line stands between."""

    type: str
    key: str
    values: Mapping[str, str]
    above: tuple[str, ...] = ()
    close: bool = False

    def __str__(self) -> str:
        names = [name for name in tidyvalues.order() if name in self.values]
        lines = "".join(f"  {name} = {{{self.values[name]}}},\n" for name in names)
        above = "\n\n".join(self.above) + ("\n" if self.close else "\n\n") if self.above else ""
        return f"{above}@{self.type}{{{self.key},\n{lines}}}"


def tidy(text: str, path: str, cited: Collection[str], named: Collection[str] | None = None) -> Tidied:
    """Return a .bib text in the project's style.

    `cited` are the keys that articles cite. Entries that are not cited stay and are reported; where `named` is given,
    those that it does not hold either are removed.
    """
    found = parse(text, path)
    if found.problems:
        return Tidied(text, problems=found.problems)
    head, entries, tail = _Reader(text.removeprefix("\ufeff").replace("\r\n", "\n")).read()
    wanted = {*cited, *(entry.values["crossref"] for entry in entries if "crossref" in entry.values)}
    kept = [entry for entry in entries if named is None or entry.key in wanted or entry.key in named]
    tidied = [_tidied(entry) for entry in kept]
    tidied.sort(key=lambda entry: (entry.key.casefold(), entry.key))
    paragraphs = [*head, *map(str, tidied), *tail]
    new = "\n\n".join(paragraphs) + "\n" if paragraphs else ""
    places = {key: work.span for key, work in found.works.items()}
    lost = _lost(new, path, tidied)
    if lost:
        return Tidied(text, problems=(replace(lost, span=places.get(lost.message.split("`")[1], FILE)),))
    uncited = [entry.key for entry in kept if entry.key not in wanted]
    help_ = _PRUNE if named is None else _NAMED
    unused = tuple(Finding(places[key], f"no article cites `{key}`", help_, path) for key in uncited)
    return Tidied(new, (), (*_changes(entries, tidied, places, path),), unused)


_PRUNE = "cite it, or remove it with `citegate bib tidy --prune`"
_NAMED = "it stays, since its key stands in a text where it is no citation: correct that text"


class _Reader:
    """Goes once through a text without problems and says which comment stands above which entry."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.abbreviations = dict(MONTHS)
        self.head: list[str] = []
        self.entries: list[_Entry] = []

    def read(self) -> tuple[list[str], list[_Entry], list[str]]:
        """Return the paragraphs before the first entry, the entries, and the paragraphs after the last one."""
        end = 0
        pending = ""
        for block in split(self.text):
            if block.kind not in {"entry", "string"}:
                continue
            pending += self._beside(self.text[end : block.offset])
            end = block.offset + len(block.raw)
            if block.kind == "string":
                self.abbreviations[block.key.lower()], _ = evaluate(block.fields[0].value, self.abbreviations)
            else:
                self._add(block, pending)
                pending = ""
        return self.head, self.entries, _paragraphs(pending + self._beside(self.text[end:]))

    def _beside(self, gap: str) -> str:
        """Return a gap without what stands in the line in which the entry before ends: that belongs to this entry."""
        beside, newline, rest = gap.partition("\n")
        if not self.entries or not beside.strip():
            return gap
        last = self.entries[-1]
        above = (
            (*last.above[:-1], f"{last.above[-1]}\n{beside.strip()}") if last.close else (*last.above, beside.strip())
        )
        self.entries[-1] = replace(last, above=above, close=True)
        return newline + rest

    def _add(self, block: RawBlock, gap: str) -> None:
        above = _paragraphs(gap)
        close = bool(above) and not _ENDS_BLANK.search(gap)
        if not self.entries:
            kept = 1 if close else 0
            self.head, above = above[: len(above) - kept], above[len(above) - kept :]
        values = {part.name.lower(): evaluate(part.value, self.abbreviations)[0] for part in block.fields}
        self.entries.append(_Entry(block.type, block.key, values, tuple(above), close))


def _paragraphs(gap: str) -> list[str]:
    lines = "\n".join(line.rstrip() for line in gap.split("\n"))
    return [part for part in _BLANK.split(lines.strip("\n")) if part.strip()]


def _tidied(entry: _Entry) -> _Entry:
    known = tidyvalues.order()
    values = {name: tidyvalues.tidy(name, value) for name, value in entry.values.items() if name in known}
    heir = "crossref" in values  # an empty field keeps an heir from inheriting that field
    return replace(entry, values={name: value for name, value in values.items() if value or heir})


def _lost(text: str, path: str, entries: list[_Entry]) -> Finding | None:
    """Return the first entry that reads otherwise than it was meant once the new text is read again."""
    again = parse(text, path)
    changed = [entry for entry in entries if not _reads_alike(entry, again)]
    if not changed and again.problems:
        changed = entries
    if not changed:
        return None
    help_ = "write its values in the usual form, `name = {value}`, with each brace closed"
    return Finding(FILE, f"`{changed[0].key}` cannot be rewritten without changing it", help_, path)


def _reads_alike(entry: _Entry, again: Bibliography) -> bool:
    work = again.works.get(entry.key)
    return work is not None and {name: work.raw.get(name) for name in entry.values} == dict(entry.values)


def _changes(before: list[_Entry], after: list[_Entry], places: Mapping[str, Span], path: str) -> Iterator[Finding]:
    """Yield one finding for each entry whose values change or that goes, in the order of the file."""
    new = {entry.key: entry for entry in after}
    for entry in before:
        what = list(_differences(entry, new.get(entry.key)))
        if what:
            yield Finding(places[entry.key], f"`{entry.key}`: {', '.join(what)}", "", path)


def _differences(old: _Entry, new: _Entry | None) -> Iterator[str]:
    if new is None:
        yield "removed" + (" with the comment above it" if old.above else "")
        return
    for name, value in old.values.items():
        if name not in new.values:
            yield f"`{name}` removed" if value.strip() else f"empty `{name}` removed"
        elif new.values[name] != value:
            yield f"`{name}` rewritten"
