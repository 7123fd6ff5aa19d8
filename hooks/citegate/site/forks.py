"""Work on the pages of a build shared among all cores: a forked worker knows all that the build knows."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, TypeVar

from citegate import progress, reader, workers
from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Job = TypeVar("Job")
Result = TypeVar("Result")

_PARTS = 16
"""Parts for each worker: the last ones end at about the same time."""


def each(
    work: Callable[[Job], Result], jobs: Sequence[Job], doing: str, tell: Callable[[int], None] | None = None
) -> Iterator[tuple[int, Result]]:
    """Yield the number and the result of each job, in any order; `doing` says to people what is done.

    `tell` hears how many more were done, where these jobs are not all that people wait for. What `work` returns must
    be picklable where it is done elsewhere. It must not raise.

    Raises:
        ConfigurationError: a worker ended before its time.

    """
    tell = tell or progress.teller(len(jobs), doing)
    processes = min(reader.cores(), len(jobs) // reader.FEW)
    if processes < 2 or not workers.forks():
        for number, job in enumerate(jobs):
            yield number, work(job)
            tell(1)
        return
    size = -(-len(jobs) // (processes * _PARTS))
    parts = [range(start, min(start + size, len(jobs))) for start in range(0, len(jobs), size)]

    def done(_: object, part: range) -> list[tuple[int, Result]]:
        gc.disable()  # what is made here is let go with the process
        return [(number, work(jobs[number])) for number in part]

    gc.freeze()  # the workers' garbage collectors would copy every page of memory that they look at
    try:
        for results in workers.shared(processes, parts, done, None, fork=True):
            yield from results
            tell(len(results))
    except workers.WorkerDied as error:
        raise ConfigurationError(f"a process ended before its time while {doing}; is there enough memory?") from error
    finally:
        gc.unfreeze()
