"""Reads files of the project as text: one that cannot be read is told with the place of the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Mark
from citegate.bibliography import Bibliography, parse
from citegate.diagnostics import FILE, Finding, Span
from citegate.errors import SettingsError, fault

if TYPE_CHECKING:
    from pathlib import Path


MOST = 200_000
"""Characters of a file of settings: those of a large project have ten thousand."""


def settings(file: Path) -> str:
    """Return the text of a file of settings; raise `SettingsError` where it cannot be read or is very long."""
    found = text(file)
    if len(found) > MOST:
        said = fault((file.name, 1, 1), f"the file has more than {MOST:,} characters", "take out what is no setting")
        raise SettingsError(said)
    return found


def text(file: Path, path: str = "") -> str:
    """Return the text of a file without which nothing can be judged; raise `SettingsError` where there is none.

    `path` is what the error calls the file.
    """
    try:
        data = file.read_bytes()
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        mark = undecodable(data, error)
        at = (path or file.name, mark.span.line, mark.span.column)
        said = fault(at, f"the file cannot be read: {mark.value} is no character", "save the file as UTF-8")
        raise SettingsError(said) from error
    except OSError as error:
        said = fault(
            (path or file.name, 1, 1), f"the file cannot be read: {error.strerror}", "make it a file to be read"
        )
        raise SettingsError(said) from error


def decoded(file: Path) -> str:
    """Return the text of a file whose own reading tells what cannot be decoded."""
    return file.read_bytes().decode("utf-8", errors="replace")


def bibliography(file: Path, path: str) -> Bibliography:
    """Return the bibliography of a file; one that is missing or no UTF-8 is a problem."""
    try:
        return works(file.read_bytes(), path)
    except OSError as error:
        return _unread(FILE, f"the bibliography cannot be read: {error.strerror}", path)


def works(data: bytes, path: str) -> Bibliography:
    """Return the bibliography of a file's content."""
    try:
        return parse(data.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        problem = f"the bibliography is not UTF-8: byte 0x{data[error.start]:02x} is no character"
        return _unread(undecodable(data, error).span, problem, path)


def bib_text(data: bytes) -> str | None:
    """Return the text in which the works of a .bib have their places, or None where it is no UTF-8."""
    try:
        return data.decode("utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _unread(span: Span, problem: str, path: str) -> Bibliography:
    finding = Finding(span, problem, "save it as UTF-8 at the path that `bib_file` in mkdocs.yml names", path)
    return Bibliography({}, (finding,), (path,))


def undecodable(data: bytes, error: UnicodeDecodeError) -> Mark:
    """Return the first byte that is no UTF-8 and its place."""
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
    return Mark("undecodable", "utf-8", f"byte 0x{data[error.start]:02x}", Span.point(line, column))
