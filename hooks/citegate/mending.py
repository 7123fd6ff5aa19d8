"""Mend articles: judge, apply the safe edits, judge again, until nothing changes; then write, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate import atomic, engine
from citegate.errors import ConfigurationError
from citegate.fixes import difference, to_fixed_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.fixes import Fixed
    from citegate.project import Project


@dataclass(frozen=True, slots=True)
class Mended:
    """An article as it stood, its text after the fixes, and the article that this text is."""

    article: Article
    fixed: Fixed
    after: Article


def mend(project: Project, articles: Sequence[Article]) -> list[Mended]:
    """Return the articles whose text the safe edits change."""
    found = (_mended(project, article) for article in articles if article.source)
    return [each for each in found if each.fixed.text != each.article.source]


def _mended(project: Project, article: Article) -> Mended:
    last = article

    def judge(text: str) -> Iterable[Diagnostic]:
        nonlocal last
        if text != last.source:
            last = project.parser.parse(text, article.path, article.kind)
        return (d for d in engine.corrections(last, project.context) if d.path == article.path)

    fixed = to_fixed_point(article.source, judge)
    if fixed.text != last.source:  # after too many rounds, the last text was not judged
        last = project.parser.parse(fixed.text, article.path, article.kind)
    return Mended(article, fixed, last)


def write(project: Project, mended: Iterable[Mended]) -> None:
    """Write the mended texts; a file that is no longer what was judged is left alone, and named."""
    for each in mended:
        file = project.root / each.article.path
        if file.read_bytes() != each.article.source.encode():
            raise ConfigurationError(f"{each.article.path} was changed while it was judged; nothing was written to it")
        atomic.write(file, each.fixed.text.encode())


def differences(mended: Iterable[Mended]) -> Iterator[str]:
    """Yield the lines of a unified diff of what would be written."""
    for each in mended:
        yield from difference(each.article.path, each.article.source, each.fixed.text)


def summary(mended: Sequence[Mended]) -> str:
    """Return how much was mended: `3 findings mended in 1 file`."""
    findings, files = sum(each.fixed.mended for each in mended), len(mended)
    return f"{findings} finding{'' if findings == 1 else 's'} mended in {files} file{'' if files == 1 else 's'}"
