"""Says in plain words what is wrong with a .bib file and what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.bibvalues import UNCLOSED

if TYPE_CHECKING:
    from citegate.bibblocks import RawBlock

BALANCE = "check that each opening brace or quotation mark has its closing one, here and in the entry before"
"""The advice for everything that a lost delimiter can cause."""
LOST = re.compile(
    r"""^[ \t]*(?:
        @[ \t]*(?:article|book|booklet|collection|conference|dataset|inbook|incollection|inproceedings|manual
          |mastersthesis|misc|online|phdthesis|proceedings|report|string|techreport|thesis|unpublished)\b
      | (?:article|book|incollection|inproceedings|misc|online|report|techreport)[ \t]*\{
      | ,?[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{"]
      )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""What looks like a part of an entry, where no entry is."""


def explain(block: RawBlock) -> tuple[str, str]:
    """Return in plain words why the splitter gave up on a block, and what to do."""
    entry = f"entry {quoted(block.key)}" if block.key else "entry"
    reason = block.reason
    if block.raw[:8].lower() == "@comment":
        return (
            "comment is not closed before an entry or the end",
            "close it; `@comment` does not hide entries: delete them",
        )
    dangling = re.match(r"Expected a `=` after entry key `([^`]*)`", reason, re.DOTALL)
    if dangling:
        return f"{entry} has a field without a value: {quoted(dangling[1])}", "write `name = {value}`, or remove it"
    for start, what, advice in _REASONS:
        if reason.startswith(start):
            return f"{entry} {what}", advice
    return f"{entry} cannot be read", BALANCE


_NO_SIGN = "has a field without `=`, or a brace or quotation mark too many"
_REASONS = (
    ("Unexpectedly reached end", "is not closed before the file ends", f"add the missing `}}`: {BALANCE}"),
    ("Unexpected block start", "is not closed before the next entry begins", f"add the missing `}}`: {BALANCE}"),
    ("Expected comma after entry key", "has no comma after its key", "write `@type{key,` and then the fields"),
    ("Expected a `=`", _NO_SIGN, BALANCE),
    ("Expected either", _NO_SIGN, BALANCE),
)


def advice_on(trouble: str) -> str:
    """Return what to do about a value that `bibvalues.evaluate` found trouble with."""
    if "abbreviation" in trouble:
        return "put the value in braces, or define the abbreviation with `@string` before this entry"
    if trouble.startswith("goes on"):
        return "a comma is missing between two fields, or a brace or quotation mark is in the wrong place"
    if "longer" in trouble:
        return "write the value out, shorter"
    if trouble == UNCLOSED:
        return "a closing brace without its opening one ends the value before the mark: remove or pair it"
    return "write `name = {value}`"


def quoted(text: str) -> str:
    """Return a piece of the file for a message: one short line, nothing that a terminal would act on."""
    line = "".join(char if char.isprintable() else " " for char in text[:200])
    line = " ".join(line.split())
    shown = line if len(line) <= 60 else f"{line[:59].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return f"`{shown}`"
