"""Which files an article includes: what pymdownx.snippets opens while it reads the article is written down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from citegate import limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown


def watch(markdown: Markdown) -> set[str]:
    """Return a set that each file included from now on is added to; whoever reads the next article empties it.

    A pattern of our own would have to find what the extension finds, nested files too; so its own look-up is asked.
    """
    included: set[str] = set()
    for processor in markdown.preprocessors:
        look_up = getattr(processor, "get_snippet_path", None)
        if look_up is not None:
            _listen(processor, look_up, included)
            _limit(processor, included)
    return included


def _limit(processor: Any, included: set[str]) -> None:
    """Hold an article with what it includes to the limits that hold for its own text."""
    run = processor.run

    def limited(lines: list[str]) -> list[str]:
        whole: list[str] = run(lines)
        exceeded = limits.exceeded("\n".join(whole)) if included else None
        if exceeded:
            raise limits.Exceeded(f"with the snippets that it includes, {exceeded[1]}")
        return whole

    processor.run = limited


def _listen(processor: Any, look_up: Any, included: set[str]) -> None:
    from pymdownx.snippets import (  # type: ignore[import-untyped]  # noqa: PLC0415 - only where it is used
        SnippetMissingError,
    )

    read = 0

    def found(path: str) -> Any:
        nonlocal read
        file = look_up(path)
        if not file or not _inside(str(file), processor.base_path):
            return None  # the extension then says that the file is missing
        if str(file) in processor.seen:  # the extension would leave it out in silence
            raise SnippetMissingError(f"Snippet at path '{path}' includes itself")
        read = (read if included else 0) + Path(file).stat().st_size
        if read > limits.MOST_CHARACTERS:  # before they are read: a few lines can ask for all there is
            raise limits.Exceeded(f"the snippets that it includes have more than {limits.MOST_CHARACTERS:,} bytes")
        included.add(str(file))
        return file

    processor.get_snippet_path = found


def _inside(file: str, bases: Iterable[str]) -> bool:
    """Return whether a file is a regular one that lies below one of the folders, wherever links on the way lead."""
    real = Path(file).resolve()
    return real.is_file() and any(real.is_relative_to(Path(base).resolve()) for base in bases)
