"""What entries of a .bib take from the ones that their `crossref` names; a circle of entries is a problem."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from citegate.bibmessages import quoted
from citegate.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.bibliography import Work

_NOT_INHERITED = frozenset(("crossref", "doi", "ids", "pmcid", "pmid", "sourcetype", "title"))
_TITLED_BY_PARENT = frozenset(("inbook", "incollection", "inproceedings", "conference", "inreference"))


def inherit(works: Mapping[str, Work]) -> tuple[dict[str, Work], list[Finding]]:
    """Return the entries that have a `crossref`, with what they inherit by it, and what is wrong with it."""
    heirs = [work for work in works.values() if "crossref" in work.fields]
    folded = {key.lower(): key for key in works} if heirs else {}
    parents = {work.key: folded.get(work.fields["crossref"].lower(), "") for work in heirs}
    problems = list(_circles(works, parents))
    found = {}
    for work in heirs:
        parent = works.get(parents[work.key])
        if parent is None:
            message = f"entry `{work.key}` refers to the unknown entry {quoted(work.fields['crossref'])}"
            problems.append(_at(work, message, "correct the key in `crossref`, or add the entry to this file"))
        else:
            found[work.key] = _heir(work, parent)
    return found, problems


def _circles(works: Mapping[str, Work], parents: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each circle, at its first entry; each entry is passed once."""
    passed: dict[str, str] = {}
    for start in parents:
        key, way = start, []
        while key in parents and key not in passed:
            passed[key] = start
            way.append(key)
            key = parents[key]
        if passed.get(key) == start and key in way:
            circle = way[way.index(key) :]
            first = min(circle, key=lambda name: works[name].span)
            others = len(circle) - 1
            way_of = f", by way of {others} {'other' if others == 1 else 'others'}" if others else ""
            advice = "name the book or journal that holds the work in `crossref`, or take it out"
            yield _at(works[first], f"entry `{first}` inherits from itself{way_of}", advice)


def _at(work: Work, message: str, advice: str) -> Finding:
    return Finding(work.place("crossref"), message, advice, work.path)


def _heir(work: Work, parent: Work) -> Work:
    """Return a work with the fields that it lacks and that another entry has."""
    pairs = [(name, name) for name in parent.raw if name not in _NOT_INHERITED and name not in work.raw]
    if work.type in _TITLED_BY_PARENT and "title" in parent.raw and "booktitle" not in {*work.raw, *parent.raw}:
        pairs.append(("booktitle", "title"))
    fields = {**work.fields, **{to: parent.fields[name] for to, name in pairs}}
    raw = {**work.raw, **{to: parent.raw[name] for to, name in pairs}}
    places = {**work.places, **{to: parent.places[name] for to, name in pairs}}
    return replace(work, fields=MappingProxyType(fields), raw=raw, places=places)
