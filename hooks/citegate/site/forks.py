"""Work shared among all cores by forking this process: nothing is sent to a worker, and only results come back.

Each worker takes the next numbers from a pipe that all of them read, and answers on one of its own. One that ends
before its time leaves its pipe closed, so that nobody waits for it; where this process ends, the workers' next answer
fails, and with it they end.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
import threading
from contextlib import suppress
from multiprocessing import connection
from typing import TYPE_CHECKING, TypeVar

from citegate import reader
from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

Job = TypeVar("Job")
Result = TypeVar("Result")

_NUMBER = struct.Struct("=I")
_PIPE = 16_384
"""Numbers that a pipe holds before anybody reads it: 64 kB on Linux, 16 kB at least elsewhere."""
_HANDLES = 256
"""Open files that are looked for where the system does not list them."""
_PARTS = 16
"""Parts for each worker: the last ones end at about the same time."""


def each(work: Callable[[Job], Result], jobs: Sequence[Job], doing: str) -> Iterator[tuple[int, Result]]:
    """Yield the number and the result of each job, in any order; `doing` says to people what a worker does.

    What `work` returns must be picklable where it is done elsewhere. It must not raise.

    Raises:
        ConfigurationError: a worker ended before its time.

    """
    processes = min(reader.cores(), len(jobs) // reader.FEW)
    if processes < 2 or not possible():
        yield from ((number, work(job)) for number, job in enumerate(jobs))
        return
    size = max(1, -(-len(jobs) // min(processes * _PARTS, _PIPE // 4)))
    shares = [range(start, min(start + size, len(jobs))) for start in range(0, len(jobs), size)]

    def part(number: int) -> list[tuple[int, Result]]:
        return [(job, work(jobs[job])) for job in shares[number]]

    yield from _shared(part, len(shares), processes, doing)


def possible() -> bool:
    """Return whether this process may fork: only where nothing else runs in it."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _shared(
    part: Callable[[int], list[tuple[int, Result]]], number: int, processes: int, doing: str
) -> Iterator[tuple[int, Result]]:
    numbers, given = os.pipe()
    os.write(given, b"".join(map(_NUMBER.pack, range(number))))
    os.close(given)
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # the workers' garbage collectors would copy every page of memory that they look at
    workers: dict[Connection, int] = {}
    try:
        for _ in range(processes):
            answers, answering = connection.Pipe(duplex=False)
            worker = os.fork()
            if not worker:
                _work(part, numbers, answering)
            answering.close()
            workers[answers] = worker
        yield from _answers(workers, doing)
    finally:
        os.close(numbers)
        gc.unfreeze()
        for answers, worker in workers.items():
            answers.close()
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGTERM)
            os.waitpid(worker, 0)


def _work(part: Callable[[int], object], numbers: int, answering: Connection) -> None:
    """Do parts until there is none left; end this worker."""
    status = 1
    try:
        gc.disable()  # what is made here is let go with the process
        _let_go(numbers, answering.fileno())
        while said := os.read(numbers, _NUMBER.size):
            answering.send_bytes(pickle.dumps(part(_NUMBER.unpack(said)[0]), pickle.HIGHEST_PROTOCOL))
        answering.send_bytes(b"")
        status = 0
    finally:
        os._exit(status)  # whatever was raised: this is a copy of a build, and must not go on as one


def _let_go(*kept: int) -> None:
    """Close what this process has open but for the standard streams: the lock of a build is its parent's alone."""
    try:
        handles = [int(name) for name in os.listdir("/dev/fd")]  # noqa: PTH208 - numbers, not paths
    except OSError:
        handles = [*range(_HANDLES)]
    for handle in handles:
        if handle > 2 and handle not in kept:
            with suppress(OSError):
                os.close(handle)


def _answers(workers: dict[Connection, int], doing: str) -> Iterator[tuple[int, Result]]:
    waiting: list[Connection] = [*workers]
    while waiting:
        for answers in connection.wait(waiting):
            try:
                said = answers.recv_bytes()  # type: ignore[union-attr]
            except (EOFError, OSError) as error:
                raise ConfigurationError(
                    f"a process that {doing} ended before its time; is there enough memory?"
                ) from error
            if said:
                yield from pickle.loads(said)  # noqa: S301 - made by this run
            else:
                waiting.remove(answers)  # type: ignore[arg-type]
