"""What people are told of a fault of Citegate itself: which part failed, on what, and where to report it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from citegate import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citegate.diagnostics import Diagnostic

ADVICE = f"this is a fault of Citegate {__version__}, not of the article: report it as a defect, with the text"
_FORM = "issues/new?template=3-defect.yml"
_PACKAGE = Path(__file__).resolve().parent


def form(repository: str) -> str:
    """Return the address of the form for defects; empty where the project names no repository that has one.

    >>> form("https://github.com/example/articles/")
    'https://github.com/example/articles/issues/new?template=3-defect.yml'
    >>> form("https://git.example/articles")
    ''
    """
    address = urlsplit(repository) if repository.isprintable() else urlsplit("")
    known = address.scheme == "https" and address.netloc in ("github.com", "www.github.com")
    return f"{repository.rstrip('/')}/{_FORM}" if known else ""


def addressed(diagnostics: Iterable[Diagnostic], repository: str) -> list[Diagnostic]:
    """Return diagnostics in which those that ask for a report say where to write it."""
    where = form(repository)
    given = list(diagnostics)
    return [replace(d, help=f"{ADVICE}: {where}") if d.help == ADVICE else d for d in given] if where else given


def words(error: BaseException) -> str:
    """Return kind and message of an error in one line."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def module(error: BaseException) -> str:
    """Return the module of Citegate in which an error arose, with the line; empty where none took part."""
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_PACKAGE)]
    if not frames:
        return ""
    name = Path(frames[-1].filename).relative_to(_PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
    return f"{name}, line {frames[-1].lineno}"


def report(error: BaseException, about: str, repository: str = "") -> str:
    """Return what a person is told of an error that ended a run: what failed, on what, why, what to do."""
    where, at = form(repository), module(error)
    place = f" in {at}" if at else ""
    return f"{about} failed{place} with {words(error)}; {ADVICE}{f': {where}' if where else ''}"
