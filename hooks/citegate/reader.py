"""Reads and judges many articles: from the store where nothing that they depend on changed, else on all cores."""

from __future__ import annotations

import gc
import os
import pickle
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from citegate import engine, progress, workers
from citegate.counts import coverage
from citegate.dependencies import Dependencies
from citegate.errors import ConfigurationError
from citegate.readings import Reading, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from citegate.project import Project
    from citegate.store import Store

FEW = 8
"""Files up to which neither a store nor a second process is worth its start."""
_CHUNKS = 4
"""Parts that each process gets: small enough to finish together, large enough to be worth sending."""
_COLLECT_AFTER = (100_000, 50, 50)
"""Objects after which the garbage collector of a process looks: it looks in vain."""


class Job(NamedTuple):
    """A file to read: its name, its kind and its content."""

    file: Path
    kind: str
    source: bytes


def read(
    project: Project,
    files: Sequence[Path],
    kind: str | None = None,
    store: Store | None = None,
) -> list[Reading]:
    """Return every file read and judged by the rules that look at one article alone, in order.

    `kind` replaces the kind that the path gives.
    """
    readings: dict[int, Reading] = {}
    jobs = {number: _job(project, file, kind) for number, file in enumerate(files)}
    depends = Dependencies(project)
    keys = _keys(project, depends, jobs) if store and depends.storable and len(files) > FEW else {}
    if store and keys:
        readings = _stored(store, jobs, keys)
    missing = [number for number in jobs if number not in readings]
    packed: dict[str, bytes] = {}
    for number, verdict, article in _made(project, {n: jobs[n] for n in missing}):
        readings[number] = Reading(_verdict(verdict), jobs[number].source, article)
        if number in keys:
            packed[keys[number][0]], packed[keys[number][1]] = article, verdict
    if store and packed:
        store.save(packed)
    return [readings[number] for number in sorted(readings)]


def _job(project: Project, file: Path, kind: str | None) -> Job:
    regular = stat.S_ISREG(file.lstat().st_mode)
    return Job(file, kind or project.kind(file), file.read_bytes() if regular else b"")


def _keys(project: Project, depends: Dependencies, jobs: dict[int, Job]) -> dict[int, tuple[str, str]]:
    """Return the keys of article and verdict of each file; one that is no regular file has none."""
    found = {}
    for number, job in jobs.items():
        if job.source:
            article = depends.article(project.relative(job.file), job.kind, job.source)
            found[number] = (article, depends.findings(article))
    return found


def _stored(store: Store, jobs: dict[int, Job], keys: dict[int, tuple[str, str]]) -> dict[int, Reading]:
    verdicts = store.load(verdict for _, verdict in keys.values())
    found = {}
    articles = store.load(article for article, verdict in keys.values() if verdict in verdicts)
    for number, (article, verdict) in keys.items():
        if verdict in verdicts and article in articles:
            found[number] = Reading(_verdict(verdicts[verdict]), jobs[number].source, articles[article])
    return found


def _verdict(packed: bytes) -> Verdict:
    verdict: Verdict = pickle.loads(packed)  # noqa: S301 - made by this run, or sealed by the store
    return verdict


def _made(project: Project, jobs: dict[int, Job]) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield number, packed verdict and packed article of each job, in any order."""
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
) -> Iterator[tuple[int, bytes, bytes]]:
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


def _work(project: Project, part: list[tuple[int, Job]]) -> list[tuple[int, bytes, bytes]]:
    gc.set_threshold(*_COLLECT_AFTER)
    return [(number, *_judged(project, job)) for number, job in part]


def _judged(project: Project, job: Job) -> tuple[bytes, bytes]:
    path = project.relative(job.file)
    article = project.parsed(path, job.kind, job.source) if job.source else project.read(job.file, job.kind)
    found = tuple(engine.judge_alone(article, project.context))
    front, claims = article.front, coverage(article)
    verdict = Verdict(
        path, article.kind, article.status, article.cited_keys, claims, found, dict(front.values), dict(front.places)
    )
    return pickle.dumps(verdict, pickle.HIGHEST_PROTOCOL), pickle.dumps(article, pickle.HIGHEST_PROTOCOL)
