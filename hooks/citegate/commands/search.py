"""Commands that search: sources and claims by words, and what a source is cited for."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, FORMAT, ROOT, open_project, read_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from citegate.searching import FoundClaim, FoundSource


@click.command()
@click.argument("words", nargs=-1, required=True)
@ROOT
@BIB
@FORMAT
def find(words: Sequence[str], root: Path, bib: Path | None, style: str) -> None:
    """Search the bibliography and all claims; all WORDS must match, also by their beginnings.

    Exit status: 0 something was found, 1 nothing.
    """
    from citegate import searching

    query = " ".join(words)
    if not searching.words(query):
        raise click.UsageError("there is no letter and no digit to search for")
    project = open_project(root, bib)
    sources = searching.sources(query, project.bibliography.works.values())
    claims = searching.claims(query, read_articles(project, ()))
    if style == "json":
        click.echo(json.dumps(_found(sources, claims), ensure_ascii=False, indent=2))
    else:
        _print([*_lines(sources, claims)] or ["nothing was found"])
    sys.exit(0 if sources or claims else 1)


@click.command()
@click.argument("key")
@ROOT
@BIB
@FORMAT
def evidence(key: str, root: Path, bib: Path | None, style: str) -> None:
    """Show what the source KEY is cited for, and where."""
    from citegate import evidence as index

    project = open_project(root, bib)
    key = key.removeprefix("@")
    work = project.bibliography.works.get(key)
    if work is None:
        raise click.UsageError(_unknown(key, [*project.bibliography.works]))
    found = index.evidence(work, read_articles(project, ()))
    if style == "json":
        click.echo(json.dumps(index.as_json(found), ensure_ascii=False, indent=2))
    else:
        _print(index.as_text(found))


def _unknown(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key[:100], known, n=1)
    help_ = f"did you mean `{near[0]}`?" if near else "`citegate find WORDS` searches for one"
    return f"no entry of the bibliography has the key `{key}`; {help_}"


def _lines(sources: Sequence[FoundSource], claims: Sequence[FoundClaim]) -> Iterator[str]:
    keys = max((len(source.key) for source in sources), default=0)
    names = max((len(source.short) for source in sources), default=0)
    for source in sources:
        yield f"{source.key:<{keys}}  {source.short:<{names}}  {source.title}"
    if sources and claims:
        yield ""
    for claim in claims:
        text = " | ".join(part for part in claim.unit.text.split("\t") if part.strip())
        yield f"{claim.path}:{claim.unit.span.line}: {text} [{', '.join(claim.unit.covering)}]"


def _found(sources: Sequence[FoundSource], claims: Sequence[FoundClaim]) -> dict[str, object]:
    """Return what was found as data; `version` rises when a key changes its meaning."""
    return {
        "version": 1,
        "sources": [{"key": source.key, "short": source.short, "title": source.title} for source in sources],
        "claims": [
            {
                "path": claim.path,
                "line": claim.unit.span.line,
                "id": claim.unit.id,
                "text": claim.unit.text,
                "keys": list(claim.unit.covering),
            }
            for claim in claims
        ],
    }


def _print(lines: Iterator[str] | Sequence[str]) -> None:
    from citegate.reporters.excerpt import safe

    for line in lines:
        click.echo(safe(line))
