"""The shared glossary: the abbreviations that every page explains, read from the table of one published page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citegate.errors import SettingsError, fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = "editorial/glossary.md"
"""The page, below the documents' folder: what readers look up is what the articles are given."""
EXTENSION = "abbr"
_LONGEST = 1_000
"""Characters of a row; in a longer one the patterns would take their time."""
_REMEDY = "write a row like `| INR | international normalised ratio |`, each abbreviation once"
_HEAD = re.compile(r"\|\s*Abbreviation\s*\|\s*Meaning\s*\|\s*")
_RULE = re.compile(r"\|[\s:|-]+\|\s*")
_ROW = re.compile(r"\|\s*(?P<term>[^|]*?)\s*\|\s*(?P<meaning>[^|]*?)\s*\|\s*")
_TERM = re.compile(r"(?=.{2,20}$)(?=.*[A-Z].*[A-Z])[A-Za-z][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*")
_MEANING = re.compile(r"(?=.{3,100}$)[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ0-9 ,:'’()–-]*")


def read(text: str, path: str) -> dict[str, str]:
    """Return the meaning of each abbreviation of the page's table, in its order.

    Raises:
        SettingsError: rows are malformed, hold more than plain words, or explain an abbreviation again. All of
            them are named, each with its line.

    """
    terms: dict[str, str] = {}
    problems = []
    for line, row in _rows(text):
        match = _ROW.fullmatch(row) if len(row) <= _LONGEST else None
        problem = _problem(match["term"], match["meaning"], terms) if match else "the row does not have two cells"
        if match and not problem:
            terms[match["term"]] = match["meaning"]
        elif problem:
            problems.append(fault((path, line, 1), problem, _REMEDY))
    if problems:
        raise SettingsError("\n".join(problems))
    return terms


def configured(configs: Mapping[str, Mapping[str, Any]], terms: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
    """Return the settings of Markdown extensions with the glossary among those of the one that explains them."""
    return {**configs, EXTENSION: {**configs.get(EXTENSION, {}), "glossary": dict(terms)}}


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Yield line number and text of each row of the first table with the glossary's head."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            inside = bool(_HEAD.fullmatch(line))
        elif not line.startswith("|"):
            return
        elif len(line) > _LONGEST or not _RULE.fullmatch(line):
            yield number, line


def _problem(term: str, meaning: str, known: Mapping[str, str]) -> str:
    if not _TERM.fullmatch(term):
        return f"`{term}` is no abbreviation: write letters and digits, two of them capitals"
    if not _MEANING.fullmatch(meaning):
        return f"the meaning of `{term}` must be 3 to 100 characters of plain words, without markup"
    return f"`{term}` is explained twice" if term in known else ""
