"""The file of an article's records, `docs/editorial/approvals/<article>.yml`: signed statements, one after another.

It is YAML that any reader takes, in one spelling only: whatever differs from it, a blank at a line's end too, makes the
whole file count for nothing, and the finding names the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate.review import statement as statements
from citegate.review.statement import Statement, StatementError
from citegate.sshkeys import signing_key

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "editorial/approvals"
HEADER = "# Signed decisions of reviewers, written by `citegate approve`. A changed byte ends what it says.\n"
LARGEST = 20_000_000
"""Characters."""
_RECORD = re.compile(
    r"- statement: \|\n(?P<statement>(?:    .*\n)+)  signature: \|\n(?P<signature>(?:    .*\n)+)", re.ASCII
)


class RecordsError(ValueError):
    """What is wrong with a file of records, and in which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


@dataclass(frozen=True, slots=True)
class Record:
    """A statement with its signature, as armoured by ssh-keygen."""

    statement: Statement
    signature: str

    @property
    def key(self) -> str:
        """Return the public key that the signature names, or an empty text where it is no signature."""
        return signing_key(self.signature)


def place(article: str, docs: str = "docs") -> str:
    """Return the path of an article's records; both paths are seen from the project's root.

    >>> place("docs/articles/steel/parts.md")
    'docs/editorial/approvals/steel/parts.yml'
    """
    name = article.removeprefix(f"{docs}/").removeprefix("articles/").removesuffix(".md")
    return f"{docs}/{FOLDER}/{name}.yml"


def dump(records: Iterable[Record]) -> str:
    """Return the text of a file of records, in their order."""
    return HEADER + "".join(map(_dumped, records))


def parse(text: str) -> list[Record]:
    """Return the records of a file's text; raise `RecordsError` where it is not in its one spelling."""
    if len(text) > LARGEST:
        raise RecordsError(1, f"the file has more than {LARGEST:,} characters")
    if not text.startswith(HEADER):
        raise RecordsError(1, "the first line is not the one that `citegate approve` writes")
    records, position = [], len(HEADER)
    while position < len(text):
        line = text.count("\n", 0, position) + 1
        match = _RECORD.match(text, position)
        if match is None:
            raise RecordsError(line, "here stands no record, or one that was changed by hand")
        records.append(_record(match, line))
        position = match.end()
    return records


def _record(match: re.Match[str], line: int) -> Record:
    try:
        found = statements.read(_outdented(match["statement"]))
    except StatementError as error:
        raise RecordsError(line, str(error)) from error
    record = Record(found, _outdented(match["signature"]))
    if not record.key:
        raise RecordsError(line, "the signature is none that ssh-keygen wrote")
    return record


def _dumped(record: Record) -> str:
    return f"- statement: |\n{_indented(record.statement.text)}  signature: |\n{_indented(record.signature)}"


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.split("\n")[:-1])


def _outdented(text: str) -> str:
    return "".join(f"{line[4:]}\n" for line in text.split("\n")[:-1])
