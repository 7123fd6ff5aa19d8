"""Reads and judges many articles: from the store where nothing that they depend on changed, else on all cores."""

from __future__ import annotations

import gc
import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from citegate import engine, progress, workers
from citegate.counts import coverage
from citegate.dependencies import Dependencies
from citegate.errors import ConfigurationError
from citegate.pickling import pack, unpack
from citegate.readings import Reading, Verdict, extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from citegate.project import Project
    from citegate.store import Store

FEW = 8
"""Files up to which neither a store nor a second process is worth its start."""
_CHUNKS = 4
"""Parts that each process gets: small enough to finish together, large enough to be worth sending."""
COLLECT_AFTER = (100_000, 50, 50)
"""Objects after which the garbage collector of a process looks: it looks in vain."""


class Job(NamedTuple):
    """A file to read: its name, its kind and its content.

    `known` is what is known of it packed, the verdict and the article; `extract` says whether its extract is wanted.
    """

    file: Path
    kind: str
    source: bytes
    extract: bool = False
    known: tuple[bytes, bytes] | None = None


class Keys(NamedTuple):
    """The keys of what is stored of a file; that of the extract is empty where none is wanted."""

    article: str = ""
    verdict: str = ""
    extract: str = ""


_Packed = tuple[bytes, bytes, bytes]
"""Verdict, article and extract of a file; the last is empty where none is wanted."""


def read(
    project: Project,
    files: Sequence[Path],
    kind: str | None = None,
    store: Store | None = None,
    *,
    extracts: bool = False,
) -> list[Reading]:
    """Return every file read and judged by the rules that look at one article alone, in order.

    `kind` replaces the kind that the path gives. With `extracts`, each can be `extended`.
    """
    found: dict[int, _Packed] = {}
    jobs = {number: _job(project, file, kind, extracts) for number, file in enumerate(files)}
    depends = Dependencies(project)
    keys = _keys(project, depends, jobs) if store and depends.storable and len(files) > FEW else {}
    if store and keys:
        found = _stored(store, jobs, keys)
    packed: dict[str, bytes] = {}
    for number, *made in _made(project, {n: job for n, job in jobs.items() if n not in found}):
        found[number] = made[0], made[1], made[2]
        packed |= {name: value for name, value in zip(_order(keys.get(number)), made, strict=True) if name and value}
    if store and packed:
        store.save_packed(packed)
    return [_reading(jobs[number], found.pop(number), keys.get(number)) for number in sorted(jobs)]


def _reading(job: Job, packed: _Packed, keys: Keys | None) -> Reading:
    verdict: Verdict = unpack(packed[0])
    return Reading(verdict, job.source, packed[1], keys.article if keys else "", packed[2])


def _job(project: Project, file: Path, kind: str | None, extracts: bool) -> Job:  # noqa: FBT001 - as `read` was told
    regular = stat.S_ISREG(file.lstat().st_mode)
    return Job(file, kind or project.kind(file), file.read_bytes() if regular else b"", extracts)


def _keys(project: Project, depends: Dependencies, jobs: dict[int, Job]) -> dict[int, Keys]:
    """Return the keys of each file; one that is no regular file has none."""
    found = {}
    for number, job in jobs.items():
        if job.source:
            article = depends.article(project.relative(job.file), job.kind, job.source)
            wanted = depends.extract(article) if job.extract else ""
            found[number] = Keys(article, depends.findings(article), wanted)
    return found


def _order(keys: Keys | None) -> tuple[str, str, str]:
    """Return keys in the order of what is packed."""
    return (keys.verdict, keys.article, keys.extract) if keys else ("", "", "")


def _stored(store: Store, jobs: dict[int, Job], keys: dict[int, Keys]) -> dict[int, _Packed]:
    """Return what is stored whole; a job of which only the extract is missing is told what is known."""
    verdicts = store.load_packed(each.verdict for each in keys.values())
    known = {number: each for number, each in keys.items() if each.verdict in verdicts}
    articles = store.load_packed(each.article for each in known.values())
    extracts = store.load_packed(each.extract for each in known.values() if each.extract)
    found = {}
    for number, each in known.items():
        if each.article in articles:
            pair = verdicts[each.verdict], articles[each.article]
            if not each.extract or each.extract in extracts:
                found[number] = *pair, extracts.get(each.extract, b"")
            else:
                jobs[number] = jobs[number]._replace(known=pair)
    return found


def _made(project: Project, jobs: dict[int, Job]) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """Yield number, packed verdict, article and extract of each job, in any order."""
    tell = progress.teller(len(jobs), "reading articles")
    processes = min(cores(), len(jobs) // FEW)
    if processes < 2:
        for number, job in jobs.items():
            yield number, *_judged(project, job)
            tell(1)
        return
    try:
        yield from _shared(project, jobs, processes, tell)
    except workers.WorkerDied as error:
        raise ConfigurationError(
            "a process ended before its time while reading articles; is there enough memory?"
        ) from error


def _shared(
    project: Project, jobs: dict[int, Job], processes: int, tell: Callable[[int], None]
) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    _ = project.context, project.parser  # read once, before the processes part
    fork = workers.forks()
    given = project if fork else replace(project)
    gc.freeze()
    try:
        for results in workers.shared(processes, _parts(jobs, processes * _CHUNKS), _work, given, fork=fork):
            yield from results
            tell(len(results))
    finally:
        gc.unfreeze()


def cores() -> int:
    """Return how many processes may work: `CITEGATE_PROCESSES`, or the cores that this one may use."""
    named = os.environ.get("CITEGATE_PROCESSES", "")
    if named.isdigit() and int(named):
        return int(named)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _parts(jobs: dict[int, Job], number: int) -> list[list[tuple[int, Job]]]:
    """Return the jobs in parts of about the same number of bytes, the largest files first."""
    parts: list[list[tuple[int, Job]]] = [[] for _ in range(number)]
    sizes = [0] * number
    for item in sorted(jobs.items(), key=lambda pair: (-len(pair[1].source), pair[0])):
        least = sizes.index(min(sizes))
        parts[least].append(item)
        sizes[least] += len(item[1].source) + 1
    return [part for part in parts if part]


def _work(project: Project, part: list[tuple[int, Job]]) -> list[tuple[int, bytes, bytes, bytes]]:
    gc.set_threshold(*COLLECT_AFTER)
    return [(number, *_judged(project, job)) for number, job in part]


def _judged(project: Project, job: Job) -> _Packed:
    if job.known:
        return *job.known, pack(extract(unpack(job.known[1])))
    path = project.relative(job.file)
    article = project.parsed(path, job.kind, job.source) if job.source else project.read(job.file, job.kind)
    found = tuple(engine.judge_alone(article, project.context))
    front, claims = article.front, coverage(article)
    verdict = Verdict(
        path, article.kind, article.status, article.cited_keys, claims, found, dict(front.values), dict(front.places)
    )
    return pack(verdict), pack(article), pack(extract(article)) if job.extract else b""
