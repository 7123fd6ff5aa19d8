"""The edge to OpenSSH: `ssh-keygen` signs and verifies; no private key and no passphrase ever comes in here.

Within a run each signature is verified once; between runs, that it was good is kept in the project's store, by the
digest of statement, signature and key. What the store holds is sealed with a key outside the checkout, so that nobody
can put a verdict into it by a change to the repository; and it says only that a signature fits, not that it counts.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from citegate.errors import ConfigurationError
from citegate.review.statement import NAMESPACE
from citegate.store import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from citegate.review.records import Record
    from citegate.roster import Member
    from citegate.store import Store

_TIMEOUT = 30
"""Seconds for one signature to be verified; it takes a few milliseconds."""


def program() -> str:
    """Return the path of ssh-keygen; raise `ConfigurationError` where there is none."""
    found = shutil.which("ssh-keygen")
    if not found:
        raise ConfigurationError(
            "ssh-keygen was not found: signatures are checked with it; install OpenSSH (8.9 or later)"
        )
    return found


class Verifier:
    """Verifies records against the keys of a roster, several at once."""

    def __init__(self, roster: Mapping[str, Member]) -> None:
        self._roster = roster
        self._found: dict[str, Future[bool]] = {}
        self._kept: set[str] = set()

    def start(self, record: Record) -> Future[bool]:
        """Begin to verify a record, unless that was begun before."""
        name = _name(record)
        if name not in self._found:
            self._found[name] = self._pool.submit(self._verify, record, name)
        return self._found[name]

    def __call__(self, record: Record) -> bool:
        """Return whether the record is signed with a key of its reviewer, for our purpose."""
        return self.start(record).result()

    def recall(self, records: Iterable[Record], store: Store) -> None:
        """Take over from a store that signatures were found good before."""
        for name in store.load({_name(record) for record in records} - self._found.keys()):
            self._found[name] = Future()
            self._found[name].set_result(True)
            self._kept.add(name)

    def keep(self, store: Store) -> None:
        """Keep in a store which signatures were found good in this run."""
        new = {
            name for name, found in self._found.items() if name not in self._kept and found.done() and found.result()
        }
        if new:
            store.save(dict.fromkeys(new, b"good"))
            self._kept |= new

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        _ = self._program, self._folder, self._environment
        return ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 1)

    @cached_property
    def _environment(self) -> dict[str, str]:
        """Return the environment for verifying: without OpenSSL's configuration, which costs a tenth of each call."""
        return {**os.environ, "OPENSSL_CONF": os.devnull}

    @cached_property
    def _program(self) -> str:
        return program()

    @cached_property
    def _folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="citegate-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        lines = (
            f'{member.handle} namespaces="{NAMESPACE}" {each.line}\n'
            for member in self._roster.values()
            for each in member.keys
        )
        (folder / "allowed").write_text("".join(lines), encoding="utf-8")
        return folder

    def _verify(self, record: Record, name: str) -> bool:
        message, signature = self._folder / name, self._folder / f"{name}.sig"
        message.write_bytes(record.statement.text.encode())
        signature.write_bytes(record.signature.encode())
        named = ["-n", NAMESPACE, "-I", record.statement.reviewer, "-s", str(signature)]
        command = [self._program, "-Y", "verify", "-f", str(self._folder / "allowed"), *named]
        try:
            with message.open("rb") as text:
                return _ended(command, text, self._environment) == 0
        except (subprocess.TimeoutExpired, OSError):
            return False
        finally:
            message.unlink(missing_ok=True)
            signature.unlink(missing_ok=True)


def _name(record: Record) -> str:
    """Return the name under which the verdict on a signature is known: all that it depends on."""
    found = record.statement
    return key(NAMESPACE, found.digest, record.signature, record.key, found.reviewer)


def _ended(command: list[str], given: IO[bytes], environment: Mapping[str, str]) -> int:
    """Return the exit status of a program that reads what it is given; raise `TimeoutExpired` where it hangs.

    Python waits with a limit by asking again and again after ever longer naps, longer than the program takes; where
    the system can, it is asked once.
    """
    silent = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - a program by its path, arguments as a list
        command, stdin=given, stdout=silent, stderr=silent, close_fds=False, env=environment
    ) as process:
        try:
            _await(process.pid)
            return process.wait(_TIMEOUT)
        except BaseException:
            process.kill()
            raise


def _await(process: int) -> None:
    """Wait until a child process has ended, at most as long as it may take; at once where the system cannot say."""
    if not hasattr(os, "pidfd_open"):
        return
    with suppress(OSError):
        descriptor = os.pidfd_open(process)
        try:
            ended = select.poll()
            ended.register(descriptor, select.POLLIN)
            ended.poll(_TIMEOUT * 1000)
        finally:
            os.close(descriptor)


def sign(text: str, file: Path) -> str:
    """Return the signature of a text by a key: a private key's file, or a public one whose private key an agent holds.

    ssh-keygen asks for a passphrase by itself, at the terminal. Raises `ConfigurationError` with what it said.
    """
    command = [program(), "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(file)]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ConfigurationError(f"ssh-keygen did not sign: {said[-1] if said else 'it said nothing'}")
    return done.stdout.decode("ascii", "replace")
