"""What a rule finds, and what a person reads: `path:line:column: CODE message`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citegate.pickling import slim


class Level(StrEnum):
    """The level a rule declares: how much a finding weighs."""

    ERROR = "error"
    """Refused in every review status."""
    APPROVAL = "approval"
    """An error where the status is `approved`, a warning before."""
    WARNING = "warning"
    """Never refuses."""

    def effective(self, status: str) -> Level:
        """Return `error` or `warning`: what this level means for an article of that review status."""
        if self is Level.APPROVAL:
            return Level.ERROR if status == "approved" else Level.WARNING
        return self


@slim
@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A place in a source file: 1-based lines and columns (in characters), the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def point(cls, line: int, column: int = 1) -> Span:
        """Return the one-character span at a place."""
        return cls(line, column, line, column + 1)


FILE = Span(1, 1, 1, 2)
"""Where a finding about a whole file stands."""


@slim
@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """A safe change of the source: what stands in the span becomes `text`. An edit never changes a number's value."""

    span: Span
    text: str


@slim
@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields: a place, what is wrong, what to do. The engine adds file, code and level.

    `path` is given only where the place lies in another file than the article (the bibliography, a notice).
    `edits` are changes that `citegate check --fix` may make; none where a person must decide.
    """

    span: Span
    message: str
    help: str
    path: str | None = None
    edits: tuple[Edit, ...] = ()


@slim
@dataclass(frozen=True, order=True, slots=True)
class Diagnostic:
    """A finding with its file, code and level (`error` or `warning`): ordered by place, ready for a reporter."""

    path: str
    span: Span
    code: str
    level: str
    message: str
    help: str
    edits: tuple[Edit, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}:{self.span.line}:{self.span.column}: {self.code} {self.message}"
