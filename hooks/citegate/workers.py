"""Processes that work through parts of a job, and that end whatever happens to one of them: none is waited for in vain.

Each worker has a pipe of its own and gets one part at a time, so that neither side writes while the other does not
read. The only other end of a worker's pipe is the worker's: where it dies, reading ends at once. No thread takes part.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import threading
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_Ends = list[tuple["BaseProcess", "Connection"]]


class WorkerDied(RuntimeError):  # noqa: N818 - what happened, as the message says
    """A worker ended before its part was done."""


def forks() -> bool:
    """Return whether workers may be forked: they know all that this process knows, and no other thread is torn."""
    known = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return known and threading.active_count() == 1


def shared(
    number: int, parts: Iterable[Any], work: Callable[[Any, Any], Any], given: Any, *, fork: bool
) -> Iterator[Any]:
    """Yield `work(given, part)` of each part, done by `number` processes, in the order in which they are ready.

    An exception of `work` is raised here. `given` is small, or inherited where workers are forked.

    Raises:
        WorkerDied: a worker was killed, or ended itself.

    """
    rest = iter(parts)
    with _workers(number, work, given, "fork" if fork else "spawn") as ends:
        busy = {pipe: process for process, pipe in ends if _give(pipe, rest)}
        while busy:
            for pipe in wait(list(busy)):
                answer = _answer(pipe)  # type: ignore[arg-type]
                if not _give(pipe, rest):  # type: ignore[arg-type]
                    del busy[pipe]  # type: ignore[arg-type]
                yield answer


@contextmanager
def _workers(number: int, work: Callable[[Any, Any], Any], given: Any, method: str) -> Iterator[_Ends]:
    """Give workers with this process's ends of their pipes; at the end each is killed: it has nothing left to do."""
    context = multiprocessing.get_context(method)
    ends: _Ends = []
    try:
        for _ in range(number):
            here, there = context.Pipe()
            arguments = (there, method == "fork", work, given)
            process = context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
            ends.append((process, here))
            process.start()
            there.close()
        yield ends
    finally:
        for process, pipe in ends:
            pipe.close()
            if process.pid is not None:
                process.kill()
                process.join()


def _give(pipe: Connection, rest: Iterator[Any]) -> bool:
    """Send the next part; return whether there was one."""
    for part in rest:
        try:
            pipe.send(part)
        except OSError as error:
            raise WorkerDied from error
        return True
    return False


def _answer(pipe: Connection) -> Any:
    try:
        failure, answer = pipe.recv()
    except (EOFError, OSError) as error:
        raise WorkerDied from error
    if failure:
        raise answer
    return answer


def _serve(pipe: Connection, forked: bool, work: Callable[[Any, Any], Any], given: Any) -> None:  # noqa: FBT001 - always given
    """Answer one part after another until the other end is closed."""
    if forked:
        _let_go(pipe.fileno())
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            part = pipe.recv()
            try:
                answer = (False, work(given, part))
            except Exception as error:  # noqa: BLE001 - raised again where the answer is read
                answer = (True, _sendable(error))
            pipe.send(answer)


def _let_go(kept: int) -> None:
    """Close what was inherited but for the standard streams: other workers' pipes, and the lock of a build."""
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:  # noqa: BLE001 - an exception's own way of being pickled may fail in any way
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
