"""A weekly report as one issue of the forge: its title never changes, so that the next report finds and replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citegate import linkcheck
from citegate.markup import foreign, link, table

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from citegate.linkcheck import Answer
    from citegate.standing import Standing, Standings

MOST = 300
"""Lines of a table in an issue; a body may have 65,536 characters."""
_LONGEST = 60_000


@dataclass(frozen=True, slots=True)
class Issue:
    """What is to be said: nothing where `body` is empty, and an issue that stands open is closed then."""

    title: str
    body: str


def due(falling: Sequence[tuple[datetime.date, str]], today: datetime.date, within: int) -> Issue:
    """Return the issue of the reviews that fall due."""
    rows = [(str(day), foreign(path), "overdue" if day < today else "") for day, path in falling]
    told = "After that day an article counts as under review again. To renew a review, read the article and its sources"
    return _issue(
        "Reviews that fall due",
        f"{len(rows)} approved articles must be reviewed again within {within} days of {today}.",
        ("Day", "Article", ""),
        rows,
        f"{told}, then `citegate approve ARTICLE --as HANDLE --review-due DAY`.",
    )


def retractions(found: Mapping[str, Standing], standings: Standings) -> Issue:
    """Return the issue of the cited sources of which something is known, and of a list that is missing or old."""
    noted = [(key, at) for key, at in found.items() if at.noteworthy]
    rows = [(foreign(key), foreign(str(at.state)), foreign(at.words)) for key, at in noted]
    known = standings.known
    opening = f"Of {len(found)} cited sources, something is known of {len(rows)}."
    opening += f" The list is of {known.date}." if known else ""
    told = (
        "`citegate impact SOURCE` lists every claim, article and sign-off that rests on one. A retracted source stops"
    )
    return _issue(
        "Retracted, doubted and replaced sources",
        opening,
        ("Source", "State", "In words"),
        rows,
        f"{told} the next build: replace it, or remove what rests on it.",
    )


def links(answers: Sequence[Answer]) -> Issue:
    """Return the issue of the dead addresses; those left open are listed, and open no issue alone."""
    dead = [each for each in answers if each.state == linkcheck.DEAD]
    unsure = [each for each in answers if each.state == linkcheck.UNSURE]
    rows = [
        (foreign(f"{each.address.path}:{each.address.line}"), foreign(each.address.key), foreign(each.address.url),
         foreign(each.words))
        for each in (*dead, *unsure)
    ]  # fmt: skip
    return _issue(
        "Sources that cannot be found at their address",
        f"Of {len(answers)} DOIs and addresses, {len(dead)} are dead and {len(unsure)} gave no clear answer.",
        ("Entry", "Key", "Address", "Answer"),
        rows if dead else (),
        "Look for the source's new address or an archived copy, and correct the entry. Articles stay as they are: a"
        " source that has moved still says what it said.",
    )


def signed(issue: Issue, run: str) -> Issue:
    """Return the issue with the address of the run that made it, where there is one."""
    if not issue.body or not run:
        return issue
    return Issue(issue.title, f"{issue.body}\nFrom {link('this run', run)}; the next one replaces this text.\n")


def _issue(title: str, opening: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], closing: str) -> Issue:
    if not rows:
        return Issue(title, "")
    lines, size = table(head, []), 0
    for row in rows[:MOST]:
        (line,) = table((), [row])[2:]
        size += len(line)
        if size > _LONGEST:
            break
        lines.append(line)
    left = len(rows) - (len(lines) - 2)
    more = [f"\n{left} more are not shown."] if left else []
    return Issue(title, "\n".join([opening, "", *lines, *more, "", closing, ""]))
