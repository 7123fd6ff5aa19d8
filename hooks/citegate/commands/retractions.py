"""Commands about the list of retractions: make it, and look up what articles cite."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, FORMAT, ROOT, judge_articles, open_project, usage_errors

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from citegate.noticehistory import Notice
    from citegate.project import Project
    from citegate.retractionwatch import Source
    from citegate.standing import Standing, Standings

_SOURCE = "Retraction Watch, published by Crossref"


@click.group()
def retractions() -> None:
    """Keep the list of retractions, and look sources up in it."""


@retractions.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@ROOT
@click.option("--date", "given", type=click.DateTime(["%Y-%m-%d"]), help="Day of FILE. [default: its newest notice's]")
def update(file: Path, root: Path, given: datetime.datetime | None) -> None:
    """Make the list of retractions from FILE, the Retraction Watch file that Crossref publishes as CSV.

    The list, `.retractions/list.txt` below the documents, is to be committed. Where FILE has a problem nothing is
    written and the exit status is 1.
    """
    from citegate import retractionwatch
    from citegate.project import today

    project = open_project(root, None)
    source = retractionwatch.read(_bytes(file), today())
    _say(f"{file.name}: {said}" for said in (*source.problems, *source.remarks))
    if source.problems:
        click.echo("nothing was written")
        sys.exit(1)
    _write(project, source, _day(source, given, today()))


def _bytes(file: Path) -> bytes:
    from citegate.retractionwatch import MOST_BYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"{file.name} cannot be read: {error.strerror}") from error


def _day(source: Source, given: datetime.datetime | None, today: datetime.date) -> datetime.date:
    """Return the day of the list: the one given, or that of the newest notice, which is never later than the file's."""
    day = given.date() if given else source.newest
    if day is None:
        raise click.UsageError("no notice has a date that can be read: give the day of the file with --date")
    if day > today:
        raise click.UsageError(f"--date {day} lies in the future: today is {today}")
    if source.newest and day < source.newest:
        raise click.UsageError(f"--date {day} is before the newest notice of the file, of {source.newest}")
    return day


def _write(project: Project, source: Source, day: datetime.date) -> None:
    from citegate import atomic, noticehistory, retractionlist

    found, papers = noticehistory.entries(source.notices)
    data = retractionlist.write(found, papers, day, _SOURCE)
    file = project.docs / retractionlist.PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(file, data)
    counts = ", ".join(f"{count} {state}" for state, count in _counts(source.notices))
    click.echo(f"{source.rows} rows ({counts}); {source.unnamed} name no paper by DOI or PubMed id")
    click.echo(f"{project.relative(file)}: {papers} papers as of {day}, {len(data):,} bytes")


def _counts(notices: Iterable[Notice]) -> list[tuple[str, int]]:
    from collections import Counter

    return sorted(Counter(str(notice.state) for notice in notices).items())


@retractions.command()
@ROOT
@BIB
@FORMAT
def check(root: Path, bib: Path | None, style: str) -> None:
    """Look up every cited source, and say how each stands of which something is known.

    Exit status: 0 none is retracted by what is known, 1 one is, or there is no list to look in.
    """
    project = open_project(root, bib)
    found, standings = cited(project), project.standings
    if style == "json":
        click.echo(json.dumps(_as_json(found, standings), ensure_ascii=False, indent=2))
    else:
        _say(_as_text(found, standings))
    sys.exit(1 if standings.known is None or any(at.state == "retracted" for at in found.values()) else 0)


def cited(project: Project) -> dict[str, Standing]:
    """Return how every source stands that an article cites, by key."""
    readings = judge_articles(project, (), cache=True)
    keys = {key for reading in readings if reading.kind == "article" for key in reading.cited_keys}
    with usage_errors():
        standings = project.standings
        return {key: standings[key] for key in sorted(keys & project.bibliography.works.keys(), key=str.casefold)}


def _as_json(found: dict[str, Standing], standings: Standings) -> dict[str, object]:
    """Return every cited source; `version` rises when a key changes its meaning."""
    known = standings.known
    listed = known and {
        "date": known.date.isoformat(),
        "age": known.age(standings.today),
        "papers": known.papers,
        "false_hits": known.false_hits,
    }
    sources = [
        {"key": key, "state": str(at.state), "date": at.date, "source": at.source, "words": at.words}
        for key, at in found.items()
    ]
    return {"version": 1, "list": listed, "warning": standings.warning, "sources": sources}


def _as_text(found: dict[str, Standing], standings: Standings) -> Sequence[str]:
    known, told = standings.known, {key: at for key, at in found.items() if at.noteworthy}
    lines = [f"{key}: {at.state}{at.said}" for key, at in told.items()]
    if standings.warning:
        lines.append(standings.warning)
    rest = [key for key in found if key not in told]
    if known:
        lost = [key for key in rest if not standings.can_look_up(key)]
        lines.append(f"{len(rest) - len(lost)} of {len(found)} cited sources are not on the list of {known.date}")
        lines += [f"not looked up, without DOI and PubMed id: {', '.join(lost)}"] if lost else []
    else:
        lines.append(f"{len(rest)} of {len(found)} cited sources: unknown")
    return lines


def _say(lines: Iterable[str]) -> None:
    from citegate.reporters.excerpt import safe

    for line in lines:
        click.echo(safe(line))
